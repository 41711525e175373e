"""What `jupyter pyprac doctor` looks at."""
