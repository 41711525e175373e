"""The panel in a notebook cell."""
