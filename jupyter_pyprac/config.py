"""The settings of the extension and the service: by traitlet in Jupyter files, by environment, by command line."""

import getpass
import math
import os
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Literal

from jupyter_core.paths import jupyter_data_dir
from traitlets import Bool, Bunch, Enum, Float, Int, TraitError, TraitType, Unicode, default, validate
from traitlets.config import Config, Configurable

from jupyter_pyprac.errors import Misconfigured

SECRETS = frozenset({"database_url", "redis_url"})
LOG_FORMATS: tuple[Literal["text", "json"], ...] = ("text", "json")
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class PyPrac(Configurable):
    """Settings of practice: `PyPrac.name` in a Jupyter configuration file, or the environment variable, which wins."""

    data_dir = Unicode(help="Folder for the database, the private Redis' data and the graders' logs.").tag(
        config=True, environment="PYPRAC_DATA_DIR"
    )
    database_url = Unicode(help="SQLAlchemy URL of the database; empty = SQLite in data_dir.").tag(
        config=True, environment="PYPRAC_DB_URL"
    )
    redis_url = Unicode(help="URL of a Redis-compatible server; empty = a private one in data_dir.").tag(
        config=True, environment="PYPRAC_REDIS_URL"
    )
    graders = Int(min=0, help="Graders to start beside the server: 2, or 0 where database and Redis are given.").tag(
        config=True, environment="PYPRAC_GRADERS"
    )
    local_user = Unicode(help="Name under which the one local user's work is kept.").tag(
        config=True, environment="PYPRAC_LOCAL_USER"
    )
    upstream = Unicode(help="Address of a Hub's practice service; a server that has it only relays to there.").tag(
        config=True, environment="PYPRAC_UPSTREAM"
    )
    rate_per_minute = Float(30, min=0, help="Submissions and runs a viewer may send in a minute; 0 = no limit.").tag(
        config=True, environment="PYPRAC_RATE_PER_MINUTE"
    )
    burst = Int(10, min=0, help="Submissions and runs a viewer may send at once; 0 = no limit.").tag(
        config=True, environment="PYPRAC_BURST"
    )
    metrics_address = Unicode(
        "127.0.0.1:28091", help="Where a Hub's practice service shows its metrics, host:port; off = nowhere."
    ).tag(config=True, environment="PYPRAC_METRICS_ADDR")
    log_format = Enum(
        LOG_FORMATS, default_value="text", help="How a Hub's practice service and its graders log: text or json."
    ).tag(config=True, environment="PYPRAC_LOG_FORMAT")
    example_course = Bool(True, help="Whether an empty database gets the example course.").tag(  # noqa: FBT003
        config=True, environment="PYPRAC_EXAMPLE_COURSE"
    )

    @default("data_dir")
    def _default_data_dir(self) -> str:
        return str(Path(jupyter_data_dir()) / "pyprac")

    @default("database_url")
    def _default_database_url(self) -> str:
        return f"sqlite:///{Path(self.data_dir) / 'pyprac.sqlite'}"

    @default("graders")
    def _default_graders(self) -> int:
        given = self.redis_url and self.database_url != self._default_database_url()
        return 0 if given else 2

    @default("local_user")
    def _default_local_user(self) -> str:
        return getpass.getuser()

    @validate("rate_per_minute")
    def _a_rate_is_finite(self, proposal: Bunch) -> float:
        rate: float = proposal.value
        if not math.isfinite(rate):
            message = f"{rate} is no rate"
            raise TraitError(message)
        return rate


def configured(config: Config | None) -> PyPrac:
    """The settings as files or a command line have them.

    Raises:
        Misconfigured: a value does not fit its setting; names both.
    """
    try:
        return PyPrac(config=stated(config or Config()))
    except (TraitError, ValueError) as error:
        message = f"The configuration of PyPrac does not fit: {error}"
        raise Misconfigured(message) from error


def stated(config: Config) -> Config:
    """The configuration without the settings that are an empty text, which is as good as none."""
    kept = deepcopy(config)
    kept["PyPrac"] = Config({name: value for name, value in config.get("PyPrac", {}).items() if value != ""})
    return kept


def load(config: Config | None = None, environment: Mapping[str, str] = os.environ) -> PyPrac:
    """The settings, the environment over the configuration files.

    Raises:
        Misconfigured: a variable or a value does not hold what its setting asks for; names it and says what does.
    """
    settings = configured(config)
    for name, trait in settings.traits(environment=lambda tag: tag is not None).items():
        variable: str = trait.metadata["environment"]
        text = from_environment(variable, environment, secret=name in SECRETS)
        if text is None:
            continue
        try:
            setattr(settings, name, parse(trait, text))
        except (ValueError, TraitError) as error:
            message = f"{variable}={text!r} does not fit: {trait.help}"
            raise Misconfigured(message) from error
    return settings


def from_environment(variable: str, environment: Mapping[str, str], *, secret: bool) -> str | None:
    """The variable's text, for a secret also from the file named by `{variable}_FILE`; None where neither is set.

    Raises:
        Misconfigured: both are, or the file cannot be read.
    """
    file = environment.get(f"{variable}_FILE") if secret else None
    if file:
        if environment.get(variable):
            message = (
                f"{variable} and {variable}_FILE are both set, and may say different things: leave one of them out."
            )
            raise Misconfigured(message)
        return secret_in(Path(file), f"{variable}_FILE")
    return environment.get(variable) or None


def secret_in(file: Path, variable: str) -> str:
    """The text of the file that the variable names.

    Raises:
        Misconfigured: it cannot be read, or holds none.
    """
    try:
        text = file.read_text(encoding="utf-8-sig").strip()
    except OSError as error:
        message = f"{variable} names {file}, which cannot be read: {error.strerror}"
        raise Misconfigured(message) from error
    except UnicodeDecodeError:
        message = f"{variable} names {file}, which is not text in UTF-8"
        raise Misconfigured(message) from None  # the error holds the file's content
    if not text:
        message = f"{variable} names {file}, which is empty"
        raise Misconfigured(message)
    return text


def parse(trait: TraitType[Any, Any], text: str) -> bool | int | float | str:
    """The text as the trait's type; ValueError where it is not one."""
    if isinstance(trait, Bool):
        if text.lower() not in TRUE | FALSE:
            raise ValueError(text)
        return text.lower() in TRUE
    if isinstance(trait, Int):
        return int(text)
    return float(text) if isinstance(trait, Float) else text
