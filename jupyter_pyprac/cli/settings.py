"""The settings of a command: the server's configuration files, then the environment, then its own options."""

import argparse
import os

from jupyter_core.application import JupyterApp
from traitlets.config import Config

from jupyter_pyprac import config
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.errors import Misconfigured

OPTIONS = ("data_dir", "database_url")
ON_A_HUB = (
    "This server belongs to a JupyterHub, whose practice service has the courses and the submissions: staff run this "
    "command beside that service, with its environment. Here only `jupyter pyprac import COURSE` reaches it. To work "
    "on another database name it by --database-url."
)


class ServerConfiguration(JupyterApp):
    """Reads what `jupyter server` reads, without starting anything."""

    name = "jupyter-pyprac"
    config_file_name = "jupyter_server_config"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which database is meant."""
    for name in OPTIONS:
        help_text = str(PyPrac.class_traits()[name].help).replace("%", "%%")
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="X", help=help_text)


def load(options: argparse.Namespace) -> PyPrac:
    """The settings, an option that is empty passed over; `Misconfigured` where one does not fit, or on a Hub."""
    if on_a_hub(options):
        raise Misconfigured(ON_A_HUB)
    settings = config.load(files())
    for name in OPTIONS:
        given = getattr(options, name)
        if given:
            setattr(settings, name, given)
    return settings


def files() -> Config:
    """What the server's configuration files say."""
    application = ServerConfiguration()
    application.load_config_file()
    return application.config


def on_a_hub(options: argparse.Namespace) -> bool:
    """Whether this is somebody's server of a Hub, and no database of its own was named."""
    return bool(os.environ.get("JUPYTERHUB_USER")) and not any(getattr(options, name) for name in OPTIONS)
