"""The distributed engine: events on Kafka, processed by Faust workers in consumer groups."""
