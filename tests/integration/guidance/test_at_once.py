"""Several people at the same moment, in transactions of their own, on a database of their own (F6)."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.documents.checks import HouseWords
from sscp_learning.guidance.actions import emergencies, endings, publishing, ticks
from sscp_learning.guidance.inspecting import Findings, Found, inspect_revision
from sscp_learning.guidance.models import Approval, Emergency, Revision, RevisionPdf, Tick
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.ready import Ready
from sscp_learning.guidance.rules import Change, ChangeKind, RevisionState
from sscp_learning.platform.database import Database
from sscp_learning.tables import metadata
from tests.builders.guidance import FULL, THEN, a_format_file, a_publication_file, a_published_guide, drafts_of
from tests.builders.people import a_person

HANDS = 5
CLEARER = Change(ChangeKind.CLARIFICATION, "Clearer words.")
PAPER = Paper(b"%PDF", 0)


class Place:
    """A database that commits, with a text that waits and as many publishers as hands."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.transaction() as session:
            a_published_guide(session, a_format_file())
            text = FULL.replace("A pattern of care", " ".join(["A long pattern of care"] * 7))
            (draft,) = drafts_of(session, a_publication_file(a_format_file(source=text)))
            author = a_person(session, name="Edie Tor")
            publishing.submit_for_approval(session, revision_id=draft.id, author_id=author.id, now=THEN, change=CLEARER)
            self.revision_id, self.format_id = draft.id, draft.format_id
            self.people = [a_person(session, name=f"Publisher {number}").id for number in range(HANDS)]

    def at_once(self, do: Callable[[Session, int], object]) -> list[str]:
        """What came of it for each: “done”, or the name of what was raised."""
        ready, came = threading.Barrier(HANDS), []

        def hand(person_id: int) -> None:
            ready.wait()
            try:
                with self.database.transaction() as session:
                    do(session, person_id)
                came.append("done")
            except Exception as fault:  # noqa: BLE001  Its name is what the test looks at.
                came.append(type(fault).__name__)

        threads = [threading.Thread(target=hand, args=(person_id,)) for person_id in self.people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(came)

    def count(self, model: type) -> int:
        """How many rows were committed."""
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0

    def states(self) -> list[str]:
        """How every revision stands."""
        with self.database.reading() as session:
            return list(session.scalars(select(Revision.state).order_by(Revision.number)))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A database of its own."""
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("new_postgresql")()
    database = Database(url)
    metadata.create_all(database.writer)
    yield Place(database)
    database.close()


ONE_DONE = [*["Conflict"] * (HANDS - 1), "done"]


def test_of_many_who_approve_at_once_one_does(place: Place) -> None:
    came = place.at_once(
        lambda session, who: publishing.approve(session, revision_id=place.revision_id, approver_id=who, now=THEN)
    )
    assert came == ONE_DONE
    assert place.count(Approval) == 2  # That of the first text, and this one.


def test_approving_and_sending_back_at_once_do_not_both_happen(place: Place) -> None:
    def decide(session: Session, who: int) -> None:
        if who % 2:
            publishing.approve(session, revision_id=place.revision_id, approver_id=who, now=THEN)
        else:
            publishing.send_back(session, revision_id=place.revision_id, who_id=who, because="No.", now=THEN)

    assert place.at_once(decide) == ONE_DONE
    assert place.states()[1] in {"approved", "draft"}


def test_of_many_who_publish_at_once_one_does(place: Place) -> None:
    with place.database.transaction() as session:
        publishing.approve(session, revision_id=place.revision_id, approver_id=place.people[0], now=THEN)
    ready = Ready(place.revision_id, PAPER, Findings(revision_id=place.revision_id))
    came = place.at_once(
        lambda session, who: publishing.publish_together(
            session, publishing.Together(ready), publisher_id=who, now=THEN
        )
    )
    assert came == ONE_DONE
    assert place.states() == ["replaced", "published"]
    assert place.count(RevisionPdf) == 2


def test_of_many_who_publish_alone_at_once_one_does(place: Place) -> None:
    ready = Ready(place.revision_id, PAPER, Findings(revision_id=place.revision_id))
    came = place.at_once(
        lambda session, who: emergencies.publish_in_emergency(
            session, ready, publisher_id=who, because="It is wrong.", change=None, now=THEN
        )
    )
    assert came == ONE_DONE
    assert place.count(Emergency) == 1


def test_ending_a_format_many_times_at_once_ends_it_once(place: Place) -> None:
    with place.database.reading() as session:
        live_id = session.scalars(select(Revision.id).where(Revision.state == RevisionState.PUBLISHED)).one()
    came = place.at_once(
        lambda session, who: endings.end_format(
            session, revision_id=live_id, ending=RevisionState.WITHDRAWN, because="Old.", who_id=who, now=THEN
        )
    )
    assert came == ONE_DONE
    assert place.states() == ["withdrawn", "waiting"]


def test_ticking_the_same_thing_at_once_keeps_one_tick(place: Place) -> None:
    found = long_sentences(place)
    came = place.at_once(
        lambda session, who: ticks.tick(
            session, format_id=place.format_id, found=found, reason="It is right.", who_id=who, now=THEN
        )
    )
    assert came == ["done"] * HANDS
    assert place.count(Tick) == len(found) == 1


def test_a_draft_saved_at_the_same_moment_never_slips_under_an_approval(place: Place) -> None:
    def act(session: Session, who: int) -> None:
        if who == place.people[0]:
            text = FULL.replace("A pattern of care", "Another pattern of care")
            drafts_of(session, a_publication_file(a_format_file(source=text)))
        else:
            publishing.approve(session, revision_id=place.revision_id, approver_id=who, now=THEN)

    place.at_once(act)
    assert place.states() == ["published", "set-aside", "draft"]


def test_a_draft_saved_while_the_text_is_published_never_sets_aside_what_readers_have(place: Place) -> None:
    with place.database.transaction() as session:
        publishing.approve(session, revision_id=place.revision_id, approver_id=place.people[0], now=THEN)
    ready = Ready(place.revision_id, PAPER, Findings(revision_id=place.revision_id))
    published = threading.Event()

    def act(session: Session, who: int) -> None:
        if who == place.people[0]:
            publishing.publish_together(session, publishing.Together(ready), publisher_id=who, now=THEN)
            published.set()
            time.sleep(0.2)  # Time for the draft to come and wait.
        elif who == place.people[1]:
            published.wait()
            text = FULL.replace("A pattern of care", "Another pattern of care")
            drafts_of(session, a_publication_file(a_format_file(source=text)))

    place.at_once(act)
    assert place.states() == ["replaced", "published", "draft"]


def long_sentences(place: Place) -> list[Found]:
    """What the checks find in the text that waits."""
    with place.database.reading() as session:
        return inspect_revision(session, place.revision_id, HouseWords()).warnings
