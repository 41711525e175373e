"""A class of up to 50 on one machine, practising with the example course: `jupyterhub -f jupyterhub_config.py`.

People log in with their accounts on the machine. docs/staff.md explains each line.
"""

from jupyter_pyprac.hosts.hub import configure

c = get_config()

c.Authenticator.allow_all = True
c.Authenticator.admin_users = {"admin"}

c.JupyterHub.load_groups = {
    "pyprac-instructors": {"users": ["tutor"]},
}

configure(c)
