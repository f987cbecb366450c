"""Bare programs that the route worker is measured against: each a process that does its work until it is ended."""
