"""The database: the truth about courses, submissions and verdicts."""
