"""The Littlest JupyterHub: copy to /opt/tljh/config/jupyterhub_config.d/pyprac.py, then `tljh-config reload hub`.

Before that install the package twice: `/opt/tljh/hub/bin/pip install 'jupyter_pyprac[hub]'` for the Hub and the
service, and `sudo -E /opt/tljh/user/bin/pip install jupyter_pyprac` for people's servers.
"""

import os

from jupyter_pyprac.hosts.hub import configure

c.JupyterHub.load_groups.update({"pyprac-instructors": {"users": []}})  # noqa: F821  traitlets' own name

# The Hub runs as root here; graders must not: `useradd --system pyprac-grader`
configure(c, environment={**os.environ, "PYPRAC_GRADER_USER": "pyprac-grader"})  # noqa: F821
