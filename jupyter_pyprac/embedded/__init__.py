"""The private Redis-compatible server and the graders of a laptop."""
