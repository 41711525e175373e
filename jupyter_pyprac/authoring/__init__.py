"""Reading, checking and writing courses."""
