"""The record store on Elasticsearch: an index a month, written conditionally, rebuilt from the record when needed."""
