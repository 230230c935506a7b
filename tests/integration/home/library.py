"""The words of content/, published: what the tests of search ask real questions of."""

from pathlib import Path

from sqlalchemy.orm import Session

from sscp_learning.content_files.reading import Content, read_content
from sscp_learning.learning.actions.versions import publish_version, save_version_from_file
from sscp_learning.learning.frozen import freeze
from sscp_learning.platform.database import Database
from sscp_learning.tables import metadata
from sscp_learning.topics import actions as topics
from tests.builders.guidance import THEN, drafts_of, publish_draft, two_people

CONTACT = ("key", "name", "phone", "text", "url", "hours", "who_for", "when", "for_young_people", "checked")


def publish_content(folder: Path, root: Path) -> Database:
    """A new database in which everything under a content folder is published."""
    content = read_content(root)
    assert content.faults == []
    database = Database(f"sqlite:///{folder / 'library.sqlite'}")
    metadata.create_all(database.writer)
    with database.transaction() as session:
        _save_lists(session, content)
        for file in content.publications:
            for draft in drafts_of(session, file):
                publish_draft(session, draft)
        author, approver = two_people(session)
        for module in content.modules:
            version = save_version_from_file(session, file=freeze(module), who="system", now=THEN)
            publish_version(session, version=version, author_id=author.id, approver_id=approver.id, now=THEN)
    return database


def _save_lists(session: Session, content: Content) -> None:
    topics.save_topics(session, [{"key": key, **row} for key, row in content.topics.items()])
    topics.save_contacts(session, [{name: row[name] for name in CONTACT} for row in content.partnership["contact"]])
    topics.save_glossary(
        session,
        [{"key": key, "term": row["term"], "meaning": row["meaning"]} for key, row in content.glossary.items()],
    )
