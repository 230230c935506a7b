"""The `sscp` command. It exits with 0 only when it did what it says; errors go to stderr, one line each (DESIGN 7)."""

import json
import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from sscp_learning import demo as demonstration
from sscp_learning.app import create_app, due_jobs, read_partnership
from sscp_learning.content_files import exporting, importing, mapping, mending
from sscp_learning.content_files.checking import check_content
from sscp_learning.learning import queries as learning
from sscp_learning.people.actions import add_agency, add_person, grant_role, join_agency
from sscp_learning.people.audit import SYSTEM
from sscp_learning.people.imports import ListError, Outcome, import_people
from sscp_learning.people.queries import count_people, find_person_by_email
from sscp_learning.people.rules import Role
from sscp_learning.platform import backup as backups
from sscp_learning.platform import jobs, logs, migrations, upgrading
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.database import Database
from sscp_learning.platform.delivery import delivery_for
from sscp_learning.platform.errors import ProductError
from sscp_learning.platform.outbox import send_waiting
from sscp_learning.platform.serving import serve as serve_forever
from sscp_learning.settings import Settings, SettingsError, content_folder, read_settings
from sscp_learning.tables import metadata

SECONDS_BETWEEN_LOOKS = 2.0
LOOKS_BETWEEN_BEATS = 15


class CommandError(Exception):
    """Why a command did not do what it says; each line stands by itself."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("; ".join(lines))


# What may go wrong in a way that somebody can mend; anything else is a fault of ours and shows its whole story.
EXPECTED = (
    SettingsError,
    ProductError,
    backups.BackupError,
    ListError,
    migrations.MigrationError,
    OSError,
    SQLAlchemyError,
)


def main() -> None:
    """Runs one command and ends the process with its exit status."""
    try:
        sscp(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)
    except (CommandError, *EXPECTED) as error:
        _fail(error)


def _fail(error: Exception) -> None:
    """Says on stderr why a command did not do what it says, and ends with 1."""
    lines = error.lines if isinstance(error, CommandError) else (next(iter(str(error).splitlines()), repr(error)),)
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


@click.group()
def sscp() -> None:
    """Runs and looks after the guidance and learning platform."""


def _settings(*, quiet: bool = True) -> Settings:
    logs.set_up(quiet=quiet)
    settings = read_settings()
    settings.instance.mkdir(parents=True, exist_ok=True)
    return settings


def _database(settings: Settings) -> Database:
    """The database, brought up to date. Raises CommandError when it is not and must not be touched here."""
    database = Database(settings.database_url)
    if not migrations.is_up_to_date(database):
        raise CommandError("the database is not up to date; run: sscp db upgrade")
    return database


@sscp.command()
def serve() -> None:
    """Gets everything ready and serves it until stopped."""
    settings = _settings(quiet=False)
    # What getting ready needs of memory goes with the process that did it, instead of living on in every web worker.
    apart = multiprocessing.get_context("fork").Process(target=_ready_or_exit, args=(settings,))
    apart.start()
    apart.join()
    if apart.exitcode:
        sys.exit(apart.exitcode)
    click.echo(f"Serving {settings.public_url} – stop with Ctrl-C", err=True)
    serve_forever(settings, lambda: create_app(settings))


def _ready_or_exit(settings: Settings) -> None:
    try:
        _make_ready(settings, Database(settings.database_url))
    except (CommandError, *EXPECTED) as error:
        _fail(error)


def _make_ready(settings: Settings, database: Database) -> None:
    """Everything that must be there before the first page: tables, content, and in demo mode the demo people."""
    upgrading.upgrade_safely(settings, database, metadata, now=now())
    demonstration.refuse_demo_people(settings, database)
    with database.reading() as session:
        is_new = count_people(session) == 0
    if settings.is_demo and is_new:
        _add_demo(settings, database)
    else:
        done = importing.import_content(database, settings.content, public_url=settings.public_url, now=now())
        for words in (*done.faults, *done.conflicts):
            click.echo(f"content not imported: {words}", err=True)


@sscp.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Brings the database up to date; one with rows in it is backed up first."""
    settings = _settings()
    made = upgrading.upgrade_safely(settings, Database(settings.database_url), metadata, now=now())
    click.echo(f"The database is at revision {migrations.head_revision()}." + (f" Backup: {made}" if made else ""))


@sscp.group()
def content() -> None:
    """Guidance and modules as files."""


PATH = click.argument("path", type=click.Path(path_type=Path, file_okay=False), required=False)


@content.command()
@PATH
@click.option("--fix", is_flag=True, help="Write the ids that options and items still need.")
def check(path: Path | None, *, fix: bool) -> None:
    """Says what has to be mended, with file and line."""
    root = path or content_folder()
    if not root.is_dir():
        raise CommandError(f"{root}: there is no such folder")
    if fix:
        for name in mending.give_ids(root):
            click.echo(f"ids written: {name}")
    faults = check_content(root)
    if faults:
        raise CommandError(*(str(fault) for fault in faults))
    click.echo("Nothing to mend.")


@content.command(name="import")
@PATH
def import_(path: Path | None) -> None:
    """Makes drafts of what is new. Nothing is published."""
    settings = _settings()
    done = importing.import_content(
        _database(settings), path or settings.content, public_url=settings.public_url, now=now()
    )
    if done.faults:
        raise CommandError(*(str(fault) for fault in done.faults))
    for line in done.lines:
        click.echo(line)
    for conflict in done.conflicts:
        click.echo(conflict, err=True)


@content.command()
@PATH
def export(path: Path | None) -> None:
    """Writes content as files that import back the same."""
    settings = _settings()
    target = path or settings.instance / "export"
    for name in exporting.export_content(_database(settings), settings.content, target):
        click.echo(name)


@content.command()
@click.argument("slug")
def key(slug: str) -> None:
    """A module's answers, as JSON, for proof-readers."""
    settings = _settings()
    with _database(settings).reading() as session:
        answers = learning.answer_key(session, slug)
    if answers is None:
        raise CommandError(f"there is no module called {slug}")
    click.echo(json.dumps(answers, indent=2, ensure_ascii=False))


@content.command(name="map")
@click.argument("slug")
def map_(slug: str) -> None:
    """The ways through a module's scenarios, for their author."""
    lines = mapping.scenario_maps(content_folder(), slug)
    if lines is None:
        raise CommandError(f"there is no module called {slug} in {content_folder()}")
    for line in lines or ["There is no scenario in this module."]:
        click.echo(line)


@content.command()
@click.option("--author", required=True, metavar="EMAIL")
@click.option("--approver", required=True, metavar="EMAIL")
def start(author: str, approver: str) -> None:
    """Publishes the starting text on the word of two existing people."""
    settings = _settings()
    partnership = read_partnership(settings.content).name
    database = _database(settings)
    for line in importing.start_content(
        settings, database, author=author, approver=approver, partnership=partnership, now=now()
    ):
        click.echo(line)


@sscp.command()
def demo() -> None:
    """Adds demo people and their data to an empty database."""
    settings = _settings()
    _add_demo(settings, _database(settings))
    click.echo("Demo people are ready.")


def _add_demo(settings: Settings, database: Database) -> None:
    faults = demonstration.add_demo(settings, database, partnership=read_partnership(settings.content).name, now=now())
    if faults:
        raise CommandError(*(str(fault) for fault in faults))


@sscp.group()
def people() -> None:
    """People."""


@people.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and change nothing.")
def import_people_(file: Path, *, dry_run: bool) -> None:
    """Takes people from a CSV list: name, email, agency, team, job_role."""
    database = _database(_settings())
    with file.open(encoding="utf-8-sig", newline="") as lines, database.new_session(writes=True) as session:
        outcomes = import_people(session, lines, now=now())
        if not dry_run:
            database.commit(session)
    for each in outcomes:
        click.echo(f"{file}:{each.line}: {each.outcome}{': ' + each.message if each.message else ''}")
    wrong = [each for each in outcomes if each.outcome is Outcome.ERROR]
    if wrong:
        raise CommandError(*(f"{file}:{each.line}: {each.message}" for each in wrong))


@people.command()
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role if role is not Role.MANAGER]))
def grant(email: str, role: str) -> None:
    """Gives somebody who has an account a role."""
    with _database(_settings()).transaction() as session:
        person = find_person_by_email(session, email)
        if person is None:
            raise CommandError(f"nobody has an account with the address {email}; they register first")
        grant_role(session, person_id=person.id, role=Role(role), by=SYSTEM, now=now())
    click.echo(f"{email} is now {role}.")


@people.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--agency", required=True, help="The agency they work for; it is made.")
def first(email: str, name: str, agency: str) -> None:
    """Makes the first administrator, who then chooses a password by “I have forgotten my password”."""
    settings = _settings()
    with _database(settings).transaction() as session:
        if count_people(session):
            raise CommandError("there are people already; an administrator can let in others and give them roles")
        person = add_person(session, name=name, email=email, now=now())
        place = add_agency(session, name=agency, domains=(), by=SYSTEM, now=now())
        join_agency(session, person, agency_id=place.id, on=today())
        grant_role(session, person_id=person.id, role=Role.ADMINISTRATOR, by=SYSTEM, now=now())
    click.echo(f"{email} is administrator. They choose a password at {settings.public_url}/forgotten-password")


@sscp.command()
@click.option("--forever", is_flag=True, help="Go on until stopped.")
def work(*, forever: bool) -> None:
    """Sends what is in the outbox and runs what is due."""
    settings = _settings()
    database = _database(settings)
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    started_by = os.getppid()
    look = 0
    while True:
        try:
            _work_once(settings, database, beats=look % LOOKS_BETWEEN_BEATS == 0)
        except Exception as error:
            if not forever:
                raise
            # A busy database, or a fault of ours: what was left is done at the next look, and letters go on leaving.
            logs.log.error("worker", error=type(error).__name__, at=logs.places(error))
        look += 1
        # A worker whose server is gone goes too.
        if not forever or os.getppid() != started_by or stopped.wait(SECONDS_BETWEEN_LOOKS):
            return


def _work_once(settings: Settings, database: Database, *, beats: bool) -> None:
    """One look at what there is to do."""
    send_waiting(database, delivery_for(settings), now=now())
    if beats:
        jobs.beat(database, now=now())
        jobs.run_due(database, due_jobs(settings), now=now())
        send_waiting(database, delivery_for(settings), now=now())


@sscp.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Writes everything into one zip."""
    settings = _settings()
    rows = backups.backup(_database(settings), metadata, settings.instance, file, now=now())
    click.echo(f"{file}: {sum(rows.values()):,} rows of {len(rows)} tables")


@sscp.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Fills an empty database from a backup."""
    settings = _settings()
    database = Database(settings.database_url)
    upgrading.upgrade_safely(settings, database, metadata, now=now())
    rows = backups.restore(database, metadata, settings.instance, file)
    click.echo(f"{sum(rows.values()):,} rows of {len(rows)} tables restored")


if __name__ == "__main__":
    main()
