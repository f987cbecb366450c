"""Where messages come in: one listener a channel. Each answers its channel only when its messages are durable."""
