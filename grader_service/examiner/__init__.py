"""The trusted side: runs the tests against proxies of the submission and decides."""
