"""What can go wrong with an engine, in two kinds: this machine lacks something, or the server failed."""


class EngineError(RuntimeError):
    """A server could not be fetched, started or stopped; the message holds the end of its log."""


class EngineUnavailableError(EngineError):
    """This machine lacks what the engine needs (a JDK, Maven); the message says how to get it."""
