"""Bring a course into the database: a bundle (.json), a notebook, or a folder of notebooks.

It is checked first, as `jupyter pyprac check` does, and comes in as a whole or not at all. Importing it again
changes what changed and keeps every submission; a server may be running meanwhile. On an instructor's server of a Hub
it goes to the practice service, which checks it and has it for everybody. With --watch it is imported again
whenever one of its files was saved.
"""

import argparse
import asyncio
import sys
from contextlib import suppress
from functools import partial

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.authoring.report import accepted
from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.cli import check, report, settings, watching
from jupyter_pyprac.cli.paths import given_path
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.embedded.finding import data_of, running
from jupyter_pyprac.errors import PyPracError
from jupyter_pyprac.practice.news import Reworked, as_event
from jupyter_pyprac.store.assignments import Saved, save_course
from jupyter_pyprac.store.engine import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "course", metavar="COURSE", type=given_path, help="a bundle (.json), a notebook, or a folder of them"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--watch", action="store_true", help="import it again after every change, until Ctrl-C")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Read, check, save and report."""
    if settings.on_a_hub(options) and not options.watch:
        return send(options)
    config = settings.load(options)
    if options.watch:
        return watch(options, config)
    try:
        bundle = check.checked(source.load(options.course, check.shown))
    except Refused as error:
        return check.refuse(error, options)
    saved = asyncio.run(bring_in(bundle, config))
    told = accepted(bundle)
    told["warnings"] += warnings(saved)
    heading = f"{bundle.course.title} ({bundle.course.slug}): {summary(saved)}"
    sys.stdout.write(report.as_json(told) if options.json else report.as_text(told, heading))
    return 0


def send(options: argparse.Namespace) -> int:
    """Have the practice service of the Hub check and save it, and report."""
    from jupyter_pyprac.cli import through_hub  # noqa: PLC0415  it is needed on a Hub alone

    try:
        over, saved = through_hub.bring_in(options, settings.files())
    except Refused as error:
        return check.refuse(error, options)
    over["report"]["warnings"] += warnings(saved)
    done = "was refused" if over["state"] == "refused" else summary(saved)
    return through_hub.tell(options, over, f"{options.course}: {done}")


def watch(options: argparse.Namespace, config: PyPrac) -> int:
    """Import after every change."""
    say = (
        watching.as_json
        if options.json
        else partial(watching.as_text, told=lambda saved: [summary(saved), *warnings(saved)])
    )
    return watching.watch(options.course, check.checked, lambda bundle: asyncio.run(bring_in(bundle, config)), say)


async def bring_in(bundle: Bundle, config: PyPrac) -> Saved:
    """Save the course, and let the pages that show it know."""
    saved = await save(bundle, config)
    await tell(bundle.course.slug, config)
    return saved


async def tell(course: str, config: PyPrac) -> None:
    """Tell running servers that their list of the course is out of date; where there are none, no page is open."""
    with suppress(BrokerDown, PyPracError):
        url = config.redis_url or running(data_of(config.data_dir))
        if url is None:
            return
        broker = Broker(url)
        try:
            await broker.tell_everyone(as_event(Reworked(course)))
        finally:
            await broker.close()


async def save(bundle: Bundle, config: PyPrac) -> Saved:
    """Put the course into the database of the settings."""
    database = Database(config.database_url, threads=1)
    try:
        await asyncio.to_thread(database.migrate)
        return await database.write(save_course, bundle.course, bundle.assignments, bundle.files)
    finally:
        await database.close()


def summary(saved: Saved) -> str:
    """What the import did, in words; names what an author would look for."""
    told = {
        "new": (saved.added, False),
        "changed, with a new revision": (saved.changed, True),
        "updated": (saved.updated, True),
        "unchanged": (saved.unchanged, False),
        "withdrawn": (saved.withdrawn, True),
    }
    parts = [
        f"{len(slugs)} {word}" + (f" ({', '.join(slugs)})" if named else "")
        for word, (slugs, named) in told.items()
        if slugs
    ]
    own = [f"{' and '.join(saved.course)} of the course changed"] if saved.course else []
    return ", ".join(own + parts)


def warnings(saved: Saved) -> list[str]:
    """What an author may not have meant, and how to have it otherwise."""
    return [
        f"{new} looks like {old} under another name, the submissions of which are not its own: to keep them, write "
        f'"slug": "{old}" into `pyprac` in the notebook\'s metadata, and import again'
        for new, old in saved.renamed.items()
    ]
