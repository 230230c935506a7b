"""What people thought of a module: kept without them, moved in shuffled batches (DECISIONS 27). Nothing commits."""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.learning.models import Completion, Evaluation, EvaluationWaiting
from sscp_learning.learning.rules import EVALUATIONS_TO_SHOW, EvaluationTick, iso_week, quarter_of_week
from sscp_learning.platform.clock import london


def skip_evaluation(session: Session, *, completion: Completion) -> None:
    """Note that somebody was asked and would rather not say. Asked once, whatever they do later."""
    if completion.evaluation == EvaluationTick.WAITING:
        completion.evaluation = EvaluationTick.SKIPPED
        session.flush()


def give_evaluation(session: Session, *, completion: Completion, answers: Mapping[str, str], now: datetime) -> None:
    """Keep what somebody thought, apart from who they are. A second sending of the same form changes nothing.

    There is no entry in the audit log: its time would say whose words these are.
    """
    if completion.evaluation != EvaluationTick.WAITING:
        return
    completion.evaluation = EvaluationTick.GIVEN
    session.add(
        EvaluationWaiting(
            module_id=completion.module_id,
            agency_id=completion.agency_id,
            week=iso_week(london(now).date()),
            answers=dict(answers),
        )
    )
    session.flush()


def move_evaluations(session: Session, now: datetime, rng: random.Random | None = None) -> int:
    """Move what waits to where it is read, module by module, in no order; return how many. Run by the worker.

    A module's answers move when there are five, or when their week is over. The agency goes along only where the module
    has five answers or more in that quarter.
    """
    waiting = list(session.scalars(select(EvaluationWaiting)))
    this_week = iso_week(london(now).date())
    moved = 0
    for module_id in {row.module_id for row in waiting}:
        rows = [row for row in waiting if row.module_id == module_id]
        if len(rows) < EVALUATIONS_TO_SHOW:
            rows = [row for row in rows if row.week != this_week]
        (rng or random.SystemRandom()).shuffle(rows)
        _move(session, rows)
        moved += len(rows)
    return moved


def _move(session: Session, rows: Iterable[EvaluationWaiting]) -> None:
    rows = list(rows)
    for row in rows:
        quarter = quarter_of_week(row.week)
        known = session.scalar(
            select(func.count()).where(Evaluation.module_id == row.module_id, Evaluation.quarter == quarter)
        )
        here = sum(quarter_of_week(other.week) == quarter for other in rows)
        keeps_agency = max(known or 0, here) >= EVALUATIONS_TO_SHOW
        session.add(
            Evaluation(
                module_id=row.module_id,
                agency_id=row.agency_id if keeps_agency else None,
                week=row.week,
                quarter=quarter,
                answers=row.answers,
            )
        )
    for row in rows:
        session.delete(row)
    session.flush()
