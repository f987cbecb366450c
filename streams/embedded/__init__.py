"""The embedded run: one process, one SQLite file as durable inbox, record store and outbox."""
