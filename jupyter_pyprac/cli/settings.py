"""The settings of a command: the server's configuration files, then the environment, then its own options."""

import argparse

from jupyter_core.application import JupyterApp

from jupyter_pyprac import config
from jupyter_pyprac.config import PyPrac

OPTIONS = ("data_dir", "database_url")


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
    """The settings; `Misconfigured` where one does not fit."""
    application = ServerConfiguration()
    application.load_config_file()
    settings = config.load(application.config)
    for name in OPTIONS:
        given = getattr(options, name)
        if given is not None:
            setattr(settings, name, given)
    return settings
