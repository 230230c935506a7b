"""Letters leave once, after what they tell of is durable, and a mail server that is down loses none."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from sqlalchemy import select

from sscp_learning.platform.database import Database
from sscp_learning.platform.delivery import delivery_for
from sscp_learning.platform.outbox import Letter, OutboxLetter, forget_old_words, queue_letter, send_waiting
from sscp_learning.settings import PROJECT, Mode, Settings
from sscp_learning.tables import metadata
from tests.ports import free_port

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of its own: letters are taken in transactions of their own."""
    url = (
        f"sqlite:///{tmp_path / 'a.sqlite'}"
        if request.param == "sqlite"
        else request.getfixturevalue("new_postgresql")()
    )
    database = Database(url)
    metadata.create_all(database.writer)
    yield database
    database.close()


class Received(Message):
    """Keeps what a real SMTP server was given."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[tuple[str, str, str]] = []

    def handle_message(self, message: object) -> None:
        """Takes one message."""
        payload = message.get_payload(decode=True).decode()  # type: ignore[attr-defined]
        self.messages.append((message["To"], message["Subject"], payload))  # type: ignore[index]


@pytest.fixture
def smtp() -> Iterator[tuple[Received, int]]:
    """A real SMTP server."""
    received = Received()
    controller = Controller(received, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield received, controller.port
    controller.stop()


def settings(tmp_path: Path, mail_url: str | None = None) -> Settings:
    return Settings(Mode.TEST, "x", "", tmp_path, PROJECT / "content", "http://x", mail_url=mail_url)


def write(database: Database, key: str | None = None) -> None:
    with database.transaction() as session:
        queue_letter(
            session, to="ada@example.org", subject="Hello", body="Zoë, żółw, مرحبا", why="Because.", now=NOW, key=key
        )


def test_a_letter_leaves_by_smtp_once(database: Database, smtp: tuple[Received, int], tmp_path: Path) -> None:
    received, port = smtp
    write(database)
    deliver = delivery_for(settings(tmp_path, f"smtp://127.0.0.1:{port}"))
    assert send_waiting(database, deliver, now=NOW) == 1
    assert send_waiting(database, deliver, now=NOW + timedelta(hours=1)) == 0
    [(to, subject, body)] = received.messages
    assert (to, subject) == ("ada@example.org", "Hello")
    assert "Zoë, żółw, مرحبا" in body
    assert body.rstrip().endswith("Because.")


def test_a_mail_server_that_is_down_loses_nothing(
    database: Database, smtp: tuple[Received, int], tmp_path: Path
) -> None:
    received, port = smtp
    write(database)
    nobody_listens = delivery_for(settings(tmp_path, "smtp://127.0.0.1:1"))
    assert send_waiting(database, nobody_listens, now=NOW) == 0
    with database.reading() as session:
        row = session.scalars(select(OutboxLetter)).one()
        assert (row.tries, row.sent_at, row.last_error) == (1, None, "ConnectionRefusedError")
    deliver = delivery_for(settings(tmp_path, f"smtp://127.0.0.1:{port}"))
    assert send_waiting(database, deliver, now=NOW) == 0  # Not at once: the server may need a moment.
    assert send_waiting(database, deliver, now=NOW + timedelta(minutes=5)) == 1
    assert len(received.messages) == 1


def test_a_letter_with_the_same_key_is_written_once(database: Database, tmp_path: Path) -> None:
    write(database, key="reminder:1")
    write(database, key="reminder:1")
    assert send_waiting(database, delivery_for(settings(tmp_path)), now=NOW) == 1
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1


def test_a_letter_of_work_that_failed_is_never_written(database: Database) -> None:
    def work() -> None:
        with database.transaction() as session:
            queue_letter(session, to="a@example.org", subject="s", body="b", why="w", now=NOW)
            raise RuntimeError("the work failed")

    with pytest.raises(RuntimeError):
        work()
    sent: list[Letter] = []
    assert send_waiting(database, sent.append, now=NOW) == 0


def test_the_words_of_a_letter_that_left_are_removed_a_while_after_and_its_key_stays(
    database: Database, tmp_path: Path
) -> None:
    write(database, key="reminder:1")
    send_waiting(database, delivery_for(settings(tmp_path)), now=NOW)
    with database.transaction() as session:
        forget_old_words(session, now=NOW + timedelta(days=13))
    with database.reading() as session:
        assert session.scalars(select(OutboxLetter.to_address)).one() == "ada@example.org"
    with database.transaction() as session:
        forget_old_words(session, now=NOW + timedelta(days=15))
    write(database, key="reminder:1")
    with database.reading() as session:
        row = session.scalars(select(OutboxLetter)).one()
        assert (row.to_address, row.subject, row.body, row.key) == ("", "", "", "reminder:1")


def test_a_letter_that_still_has_to_leave_keeps_its_words(database: Database, tmp_path: Path) -> None:
    write(database)
    with database.transaction() as session:
        forget_old_words(session, now=NOW + timedelta(days=15))
    assert send_waiting(database, delivery_for(settings(tmp_path)), now=NOW + timedelta(days=15)) == 1
    [letter] = (tmp_path / "outbox").glob("*.eml")
    assert "ada@example.org" in letter.read_text()
