"""Use cases: what a viewer can do, with no word of HTTP."""
