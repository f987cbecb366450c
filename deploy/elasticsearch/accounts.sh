#!/usr/bin/env bash
# Gives the product's users their roles and Kibana its password, through the security API of the full distribution.
# Passwords come from the environment and go over standard input, so that no process list shows them.
set -euo pipefail
url=${ELASTICSEARCH_URL:-http://elasticsearch:9200}

put() { # METHOD PATH, the body on standard input
    curl -fsS -o /dev/null -X "$1" "$url$2" -H 'Content-Type: application/json' --data-binary @- \
        -K <(printf 'user = "elastic:%s"' "$ELASTIC_PASSWORD")
}

for who in writer reader; do
    variable="${who^^}_PASSWORD"
    printf '{"password": "%s", "roles": ["stadsgesprek_%s"]}' "${!variable}" "$who" |
        put PUT "/_security/user/stadsgesprek_$who"
    echo "user stadsgesprek_$who: in order"
done
printf '{"password": "%s"}' "$KIBANA_PASSWORD" | put POST /_security/user/kibana_system/_password
echo "user kibana_system: in order"
