"""Work that comes round: each job when its time has come, in a transaction of its own; and the worker's beat."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from sscp_learning.platform import throttle
from sscp_learning.platform.jobs import Job, beat, run_due, seconds_since_beat
from tests.conftest import OneTransaction

pytestmark = pytest.mark.usefixtures("session")


def test_a_job_runs_at_once_and_then_when_its_time_has_come(database: OneTransaction, now: datetime) -> None:
    runs: list[datetime] = []
    job = Job("count", timedelta(hours=1), lambda _session, at: runs.append(at))
    later = (now, now + timedelta(minutes=59), now + timedelta(minutes=60))
    assert [run_due(database, (job,), now=at) for at in later] == [["count"], [], ["count"]]
    assert runs == [later[0], later[2]]


def test_a_job_that_fails_keeps_no_other_from_running_and_is_tried_again(
    database: OneTransaction, now: datetime
) -> None:
    def fail(_session: Session, _now: datetime) -> None:
        raise RuntimeError("not today")

    good = Job("good", timedelta(hours=1), lambda _session, _now: None)
    with pytest.raises(ExceptionGroup) as told:
        run_due(database, (Job("fails", timedelta(hours=1), fail), good), now=now)
    assert [str(error) for error in told.value.exceptions] == ["not today"]
    mended = Job("fails", timedelta(hours=1), lambda _session, _now: None)
    assert run_due(database, (mended, good), now=now + timedelta(seconds=1)) == ["fails"]


def test_the_beat_says_how_long_ago_the_worker_was_alive(
    database: OneTransaction, session: Session, now: datetime
) -> None:
    assert seconds_since_beat(session, now=now) is None
    beat(database, now=now)
    assert seconds_since_beat(session, now=now + timedelta(seconds=40)) == 40


def test_a_limit_is_over_after_its_tries_and_for_its_time(
    database: OneTransaction, session: Session, now: datetime
) -> None:
    limit = throttle.Limit("tries", 2, timedelta(minutes=15))

    def over(key: str = "a", at: datetime = now) -> bool:
        return throttle.is_over(session, limit, key, secret="x", now=at)

    throttle.count_try(database, limit, "a", secret="x", now=now)
    assert not over()
    throttle.count_try(database, limit, "a", secret="x", now=now)
    assert over()
    assert not over("b")
    assert not over(at=now + timedelta(minutes=15))


def test_old_tries_are_forgotten_and_new_ones_are_not(
    database: OneTransaction, session: Session, now: datetime
) -> None:
    limit = throttle.Limit("tries", 1, timedelta(days=9))
    throttle.count_try(database, limit, "old", secret="x", now=now - timedelta(days=3))
    throttle.count_try(database, limit, "new", secret="x", now=now - timedelta(days=1))
    throttle.forget_old_tries(session, now=now)
    assert [throttle.is_over(session, limit, key, secret="x", now=now) for key in ("old", "new")] == [False, True]
