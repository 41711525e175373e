"""Where the handlers live: a Jupyter server on a laptop."""
