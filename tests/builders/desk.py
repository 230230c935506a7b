"""The people at the writing desk for tests: an editor, two publishers, and the texts they work on."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import publishing
from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.rules import Change, ChangeKind, FormatKind
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.platform.outbox import OutboxLetter
from sscp_learning.topics import actions as topics
from tests.builders.guidance import (
    EASY_READ,
    FULL,
    THEN,
    a_format_file,
    a_publication_file,
    a_published_guide,
    drafts_of,
)
from tests.builders.people import a_person, a_role
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]
TYPO = Change(ChangeKind.TYPO, "A letter.")
CLEARER = Change(ChangeKind.CLARIFICATION, "Clearer words.")
MAJOR = Change(ChangeKind.MAJOR, "New law.", "Everyone.")


class Desk:
    """An editor and two publishers, each with a browser, and the texts they work on."""

    def __init__(self, session: Session, reader_for: ReaderFor) -> None:
        self.session = session
        self.editor = self._somebody("Edie Tor", Role.EDITOR)
        self.publisher = self._somebody("Paul Isher", Role.PUBLISHER)
        self.second = self._somebody("Petra Ublish", Role.PUBLISHER)
        self.edie, self.paul, self.petra = (reader_for(who) for who in (self.editor, self.publisher, self.second))

    def _somebody(self, name: str, role: Role) -> Person:
        person = a_person(self.session, name=name)
        a_role(self.session, person, role)
        return person

    def draft(self, kind: FormatKind = FormatKind.FULL, source: str | None = None) -> Revision:
        """A draft with one sentence changed."""
        full = FULL.replace("A pattern of care", "A long pattern of care")
        text = source or (full if kind == FormatKind.FULL else EASY_READ.replace("care", "daily care", 1))
        (draft,) = drafts_of(self.session, a_publication_file(a_format_file(kind, text)))
        return draft

    def sent(self, change: Change = CLEARER, kind: FormatKind = FormatKind.FULL, source: str | None = None) -> Revision:
        """A draft that the editor has sent for approval."""
        draft = self.draft(kind, source)
        return publishing.submit_for_approval(
            self.session, revision_id=draft.id, author_id=self.editor.id, now=THEN, change=change
        )

    def approved(
        self, change: Change = CLEARER, kind: FormatKind = FormatKind.FULL, source: str | None = None
    ) -> Revision:
        """A text that two people have said yes to."""
        sent = self.sent(change, kind, source)
        publishing.approve(
            self.session, revision_id=sent.id, approver_id=self.publisher.id, kind_confirmed=True, now=THEN
        )
        return sent

    def state(self, revision: Revision) -> str:
        """How far it is, asked anew."""
        self.session.expire_all()
        return self.session.get_one(Revision, revision.id).state

    def letters(self) -> list[OutboxLetter]:
        """Every letter that waits."""
        return list(self.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))


def address(revision: Revision, more: str = "") -> str:
    """The page of a revision on the desk, or a step from it."""
    return f"/desk/guidance/revisions/{revision.public_id}/{more}"


def a_desk(session: Session, reader_for: ReaderFor) -> Desk:
    """The people at the desk, with the full guidance and easy read published."""
    found = Desk(session, reader_for)
    a_published_guide(session)
    topics.save_glossary(session, [{"key": "neglect", "term": "Neglect", "meaning": "Care that is missing."}])
    return found


def tick_everything(desk: Desk, revision: Revision) -> None:
    """Ticks every warning of a revision, rule by rule, as a person would."""
    kind = revision.format.kind
    for rule in ("ER14", "ER18", "ER20", "F11"):
        where = f"/desk/guidance/neglect-toolkit/{kind}/checks/{rule}/?revision={revision.public_id}"
        desk.edie.client.post(
            where, data={"csrf_token": desk.edie._token(), f"{rule}-reason": "It is right here.", "all": "yes"}
        )
