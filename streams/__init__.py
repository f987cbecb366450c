"""How messages move: listeners, durable queues, Faust workers, stores and sinks."""
