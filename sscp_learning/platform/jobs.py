"""What is due is done by the worker: jobs that come round, and a beat that shows the worker is alive."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sscp_learning.platform.base import Base
from sscp_learning.platform.database import Database

BEAT = "worker"


class JobRun(Base):
    """When a job last ran. The worker's own beat is the row named “worker”."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(primary_key=True)
    last_at: Mapped[datetime]


@dataclass(frozen=True)
class Job:
    """Something to do again and again; `run(session, now)` does it inside one transaction."""

    name: str
    every: timedelta
    run: Callable[[Session, datetime], object]


def run_due(database: Database, jobs: tuple[Job, ...], *, now: datetime) -> list[str]:
    """Runs the jobs whose time has come, each in a transaction of its own; returns their names.

    A job that fails keeps no other from running, and is tried again the next time. Raises ExceptionGroup at the end
    with what went wrong.
    """
    done: list[str] = []
    failures: list[Exception] = []
    for job in jobs:
        try:
            if _run_if_due(database, job, now):
                done.append(job.name)
        except Exception as error:  # noqa: BLE001  Raised again below, when every job has had its turn.
            failures.append(error)
    if failures:
        raise ExceptionGroup("jobs that failed", failures)
    return done


def beat(database: Database, *, now: datetime) -> None:
    """Notes that the worker is alive."""
    with database.transaction() as session:
        _remember(session, BEAT, now)


def seconds_since_beat(session: Session, *, now: datetime) -> int | None:
    """How long ago the worker last gave a sign of life, or None if it never did."""
    last = session.scalar(select(JobRun.last_at).where(JobRun.name == BEAT))
    return None if last is None else max(0, int((now - last).total_seconds()))


def _run_if_due(database: Database, job: Job, now: datetime) -> bool:
    with database.transaction() as session:
        is_due = _is_due(session, job, now)
        if is_due:
            job.run(session, now)
            _remember(session, job.name, now)
    return is_due


def _is_due(session: Session, job: Job, now: datetime) -> bool:
    last = session.scalar(select(JobRun.last_at).where(JobRun.name == job.name))
    return last is None or now - last >= job.every


def _remember(session: Session, name: str, now: datetime) -> None:
    row = session.get(JobRun, name)
    if row is None:
        session.add(JobRun(name=name, last_at=now))
    else:
        row.last_at = now
