"""Where student code runs: a forked child of a warmed interpreter, joined by pipes."""
