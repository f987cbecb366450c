"""What Elasticsearch needs of us: templates, roles and a README, installed by `stadsgesprek setup`."""
