"""The counter (loket): a contact at a desk is one more message, noted in a form or sent by a desk's own software."""

from streams.listeners.counter.app import counter_app

__all__ = ["counter_app"]
