"""`python -m jupyter_pyprac` is `jupyter pyprac`."""

import sys

from jupyter_pyprac.cli.main import main

sys.exit(main())
