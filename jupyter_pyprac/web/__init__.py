"""HTTP and WebSocket handlers that know no host."""
