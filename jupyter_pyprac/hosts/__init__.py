"""Where the handlers live: a laptop's Jupyter server, a Hub's service, and students' servers that relay to it."""
