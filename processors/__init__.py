"""What happens to a message: pure functions; the clock and the city pack are passed in."""
