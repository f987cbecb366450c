"""The real servers for tests and developers: one Kafka node and one Elasticsearch node, from Maven Central.

No container runtime is needed. `python -m deploy.engines up` starts both in the foreground.
"""

from deploy.engines.elasticsearch import ElasticsearchServer
from deploy.engines.errors import EngineError, EngineUnavailableError
from deploy.engines.kafka import KafkaServer

__all__ = ["ElasticsearchServer", "EngineError", "EngineUnavailableError", "KafkaServer"]
