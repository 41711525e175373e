"""The Littlest JupyterHub: copy to /opt/tljh/config/jupyterhub_config.d/pyprac.py, then `tljh-config reload hub`.

Before that make a user for graders, who must not run as root as the Hub does: `sudo useradd --system pyprac-grader`.
And install the wheel, which `make build` writes to dist/, twice: for the Hub and the service by
`sudo /opt/tljh/hub/bin/python -m pip install 'dist/jupyter_pyprac-0.1.0-py3-none-any.whl[hub]'`, and for people's
servers by `sudo -E /opt/tljh/user/bin/pip install dist/jupyter_pyprac-0.1.0-py3-none-any.whl`.
"""

import os

from jupyter_pyprac.hosts.hub import configure

c.JupyterHub.load_groups.update({"pyprac-instructors": {"users": []}})  # noqa: F821  traitlets' own name

configure(c, environment={**os.environ, "PYPRAC_GRADER_USER": "pyprac-grader"})  # noqa: F821
