"""The grader: reads jobs from a Redis stream, runs their tests in a sandbox and publishes the verdicts."""
