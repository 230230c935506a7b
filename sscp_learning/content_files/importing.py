"""`sscp content import` and `sscp content start`: files in, drafts out, and starting text on the word of two people.

Import never publishes (DECISIONS 1). The slow part (reading, rendering, setting PDFs) comes before anything is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from sscp_learning.content_files.checking import all_faults
from sscp_learning.content_files.reading import Content, Toml, read_content
from sscp_learning.documents.model import Fault
from sscp_learning.guidance import printing
from sscp_learning.guidance.actions import drafts, publishing
from sscp_learning.guidance.actions.papers import change_contacts
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.prepare import PreparedPublication, prepare
from sscp_learning.guidance.printing import Reprint
from sscp_learning.guidance.queries import desk
from sscp_learning.guidance.queries.newer import find_newer_words
from sscp_learning.guidance.rules import PublicationFile, RevisionState
from sscp_learning.learning import queries as learning_queries
from sscp_learning.learning.actions import versions
from sscp_learning.learning.frozen import FrozenModule, freeze
from sscp_learning.people import audit
from sscp_learning.people.queries import find_person_by_email
from sscp_learning.platform.database import Database
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.settings import Settings
from sscp_learning.topics import actions as topics
from sscp_learning.topics.models import Contact, GlossaryTerm, Topic
from sscp_learning.ui.filters import date_words


@dataclass
class Done:
    """What an import did, a line for each thing, or what has to be mended first.

    `conflicts` are the formats that were left alone because the browser has newer words.
    """

    lines: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def import_content(database: Database, root: Path, *, public_url: str, now: datetime) -> Done:
    """Makes drafts of everything that is new under `root`. With a fault anywhere nothing is changed.

    `public_url` is what the addresses on papers begin with that new contacts make anew.
    """
    content = read_content(root)
    faults = all_faults(content)
    if faults:
        return Done(faults=faults)
    return save_drafts(database, content, public_url=public_url, now=now)


def save_drafts(database: Database, content: Content, *, public_url: str, now: datetime) -> Done:
    """Prepares without a lock, then writes drafts, modules, topics, contacts and glossary in one transaction.

    Published papers that show a contact which is another now are made anew with it (DECISIONS 3).
    """
    with database.reading() as session:
        prepared = prepare_all(session, content.publications)
        reprinted = _reprint(session, content, public_url, now)
    modules = [freeze(file) for file in content.modules]
    with database.transaction() as session:
        conflicts = list(_conflicts(session, prepared))
        lines = [
            *_save_lists(session, content, reprinted, now),
            *_save_publications(session, prepared, now),
            *_save_modules(session, modules, now),
        ]
        return Done(lines, conflicts)


def prepare_all(session: Session, files: Iterable[PublicationFile]) -> list[PreparedPublication]:
    """Everything that new drafts of these files need. Slow: call it before anything is written."""
    return [prepare(file, desk.get_known_texts(session, file.slug)) for file in files]


def _reprint(session: Session, content: Content, public_url: str, now: datetime) -> Reprint:
    today = printing.printing_today(
        session, partnership=content.partnership["name"], public_url=public_url, content=content.root
    )
    return printing.reprint(session, _contact_rows(content), today, now=now)


def _contact_rows(content: Content) -> list[topics.Row]:
    return [_row(Contact, row) for row in content.partnership["contact"]]


def _save_lists(session: Session, content: Content, reprinted: Reprint, now: datetime) -> Iterator[str]:
    """Topics, contacts and glossary count at once: they have no drafts."""
    saved = {
        "topics": topics.save_topics(session, [_row(Topic, row, key=key) for key, row in content.topics.items()]),
        "contacts": change_contacts(session, _contact_rows(content), reprint=reprinted, now=now),
        "glossary": topics.save_glossary(
            session, [_row(GlossaryTerm, row, key=key) for key, row in content.glossary.items()]
        ),
    }
    yield from (f"{name}: changed" for name, changed in saved.items() if changed)


def _row(model: type[Topic | Contact | GlossaryTerm], told: Toml, **more: str) -> dict[str, str | int | date]:
    """The columns of the table that a TOML table gives; words that are not told are empty."""
    columns = [column.key for column in model.__table__.columns if column.key not in {"id", "position"}]
    return {name: told.get(name, "") for name in columns} | more


def _conflicts(session: Session, prepared: list[PreparedPublication]) -> Iterator[str]:
    """The formats whose file is new and whose words in the browser are newer than the last file."""
    for publication in prepared:
        for text in publication.formats:
            newer = find_newer_words(session, publication.slug, text.file.kind)
            if newer is not None:
                saved = f"saved by {newer.saved_by} on {date_words(newer.saved_at)}"
                yield (
                    f"guidance/{newer.slug}/{newer.kind}: the browser has newer words ({saved}); nothing was imported. "
                    f"To take the file in, upload it at /desk/guidance/{newer.slug}/{newer.kind}/text/"
                )


def _save_publications(session: Session, prepared: list[PreparedPublication], now: datetime) -> Iterator[str]:
    for publication in prepared:
        for revision in drafts.save_draft_from_file(session, prepared=publication, made_by=None, now=now):
            yield f"guidance/{publication.slug}/{revision.format.kind}: draft {revision.number}"


def _save_modules(session: Session, modules: list[FrozenModule], now: datetime) -> Iterator[str]:
    for module in modules:
        known = {version.hash for version in learning_queries.list_versions(session, module.slug)}
        if module.hash not in known:
            version = versions.save_version_from_file(session, file=module, who=audit.SYSTEM, now=now)
            yield f"modules/{module.slug}: draft {version.number}"


def start_content(
    settings: Settings, database: Database, *, author: str, approver: str, partnership: str, now: datetime
) -> list[str]:
    """Publishes all drafts that were never published, on the word of two existing people (DECISIONS 1).

    Raises RuleBroken when one of them does not exist or both are one.
    """
    with database.reading() as session:
        author_id, approver_id = _person_id(session, author), _person_id(session, approver)
        papers = make_papers(session, settings, partnership=partnership, now=now)
    with database.transaction() as session:
        return start_drafts(session, author_id=author_id, approver_id=approver_id, papers=papers, now=now)


def start_drafts(
    session: Session, *, author_id: int, approver_id: int, papers: Mapping[int, Paper], now: datetime
) -> list[str]:
    """Publishes, in the caller's transaction, every format and module that was never published."""
    lines = []
    for slug in desk.list_slugs(session):
        started = publishing.start_publication(
            session, slug=slug, author_id=author_id, approver_id=approver_id, papers=papers, now=now
        )
        lines += [f"guidance/{slug}/{revision.format.kind}: published" for revision in started]
    return lines + list(_start_modules(session, author_id, approver_id, now))


def _start_modules(session: Session, author_id: int, approver_id: int, now: datetime) -> Iterator[str]:
    """Offers every module that was never published."""
    published = learning_queries.list_published_titles(session)
    for slug in learning_queries.list_slugs(session):
        version = learning_queries.find_newest_draft(session, slug)
        if version is not None and slug not in published:
            versions.publish_version(session, version=version, author_id=author_id, approver_id=approver_id, now=now)
            yield f"modules/{slug}: published"


def _person_id(session: Session, email: str) -> int:
    person = find_person_by_email(session, email)
    if person is None:
        raise RuleBroken("author", f"there is nobody with the address {email}")
    return person.id


def make_papers(session: Session, settings: Settings, *, partnership: str, now: datetime) -> dict[int, Paper]:
    """A PDF for each draft, by revision id. Slow: call it before anything is written."""
    today = printing.printing_today(
        session, partnership=partnership, public_url=settings.public_url, content=settings.content
    )
    return {
        draft.revision_id: printing.paper_of(session, draft.revision_id, today, now=now, starting_text=True)
        for slug in desk.list_slugs(session)
        for draft in desk.list_open(session, slug)
        if draft.state is RevisionState.DRAFT
    }
