"""PUBLIC: the settings of graders, by traitlet in Jupyter's files and by environment."""

import os
from collections.abc import Mapping
from typing import Any

from traitlets import Enum, Int, TraitError, TraitType, Unicode
from traitlets.config import Config, Configurable

from grader_service.errors import Refused
from grader_service.logs import FORMATS
from grader_service.start import STRENGTH


class Grader(Configurable):
    """Settings of graders: `Grader.name` in a Jupyter configuration file, or the environment variable, which wins."""

    scratch = Unicode(help="Folder on a bounded tmpfs in which runs may write at level B; empty = none may.").tag(
        config=True, environment="PYPRAC_SCRATCH"
    )
    user = Unicode(help="User as whom graders are started by a process that runs as root; empty = the same.").tag(
        config=True, environment="PYPRAC_GRADER_USER"
    )
    minimum_protection = Enum(
        STRENGTH, default_value="B", help="Level below which graders refuse to start: A, B, C or L (weakest)."
    ).tag(config=True, environment="PYPRAC_MINIMUM_PROTECTION")
    log_format = Enum(FORMATS, default_value="text", help="How graders log: text or json.").tag(
        config=True, environment="PYPRAC_LOG_FORMAT"
    )
    slots = Int(0, min=0, help="Jobs a grader runs at once; 0 = processors divided by the graders started.").tag(
        config=True, environment="PYPRAC_SLOTS"
    )


def load(config: Config | None = None, environment: Mapping[str, str] = os.environ, *, local: bool = False) -> Grader:
    """The settings, the environment over the configuration files; `local` = on a student's own machine.

    Raises:
        Refused: a value does not fit its setting; names it and says what does.
    """
    settings = Grader()
    if local:
        settings.minimum_protection = "L"
    try:
        settings.update_config(config or Config())
    except TraitError as error:
        message = f"The configuration of Grader does not fit: {error}"
        raise Refused(message) from error
    for name, trait in settings.traits(environment=lambda tag: tag is not None).items():
        variable: str = trait.metadata["environment"]
        text = environment.get(variable)
        if text:
            fill(settings, name, trait, variable, text)
    return settings


def fill(settings: Configurable, name: str, trait: TraitType[Any, Any], variable: str, text: str) -> None:
    """Set a trait from the text of an environment variable."""
    try:
        setattr(settings, name, int(text) if isinstance(trait, Int) else text)
    except (ValueError, TraitError) as error:
        message = f"{variable}={text!r} does not fit: {trait.help}"
        raise Refused(message) from error
