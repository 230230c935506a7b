"""What administrators and managers do about required learning. Nothing here commits."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, insert, not_, select, update
from sqlalchemy.orm import Session

from sscp_learning.learning import queries as learning
from sscp_learning.oversight import mail, queries
from sscp_learning.oversight.models import Assignment, OutsideEvidence, Reminder, Requirement, Waiver
from sscp_learning.oversight.rules import (
    WORTH_REMINDING,
    DueRule,
    EvidenceState,
    RequirementState,
    Scope,
    WaiverReason,
    check_due_rule,
    check_validity,
    due_on,
    due_words,
)
from sscp_learning.people import audit
from sscp_learning.people.actions import Site
from sscp_learning.people.models import Membership
from sscp_learning.platform.base import new_public_id
from sscp_learning.platform.clock import london
from sscp_learning.platform.errors import Conflict, RuleBroken


def make_requirement(
    session: Session,
    *,
    module_slug: str,
    due: DueRule,
    agency_id: int | None = None,
    team_id: int | None = None,
    job_role: str = "",
    valid_months: int | None = None,
    by: int | None,
    now: datetime,
) -> Requirement:
    """Requires a module of everyone, of an agency or of a team, and assigns it to each person there with its reason.

    Raises RuleBroken when there is no such module on offer, when the due date cannot be worked out or is over, or when
    the requirement would make a completion count for longer than the module says.
    """
    today = london(now).date()
    module = learning.find_published(session, module_slug)
    if module is None:
        raise RuleBroken("module", "Choose a module that is on offer")
    check_due_rule(due, today=today)
    check_validity(valid_months, module.content.valid_months)
    requirement = Requirement(
        module_slug=module_slug,
        agency_id=agency_id,
        team_id=team_id,
        job_role=job_role.strip(),
        due_kind=due.kind,
        due_date=due.on,
        due_days=due.days,
        valid_months=valid_months,
        made_by=by,
        made_at=now,
        made_on=today,
    )
    session.add(requirement)
    session.flush()
    people = _assign(session, requirement, today)
    _audit(session, by, "requirement.made", f"requirement:{requirement.id}", now, people=people)
    return requirement


def end_requirement(session: Session, *, requirement: Requirement, by: int, now: datetime) -> None:
    """Ends a requirement and its assignments. What people have completed stays. Raises Conflict when it has ended."""
    if requirement.state == RequirementState.ENDED:
        raise Conflict
    requirement.state = RequirementState.ENDED
    requirement.ended_at = now
    session.flush()
    ended = _end(session, Assignment.requirement_id == requirement.id, london(now).date())
    _audit(session, by, "requirement.ended", f"requirement:{requirement.id}", now, people=ended)


def assign_newcomers(session: Session, now: datetime) -> None:
    """Brings assignments up to date with who works where: newcomers get theirs, those of leavers end.

    Run by the worker, and at once when somebody is let into an agency or moved to another team.
    """
    today = london(now).date()
    for requirement in queries.list_active_requirements(session):
        added = _assign(session, requirement, today)
        ended = _end_for_leavers(session, requirement, today)
        if added or ended:
            thing = f"requirement:{requirement.id}"
            _audit(session, None, "requirement.matched", thing, now, added=added, ended=ended)


def _assign(session: Session, requirement: Requirement, today: date) -> int:
    """Assigns a requirement to everybody under it who does not have it yet. Returns how many."""
    has_it = exists().where(
        Assignment.requirement_id == requirement.id,
        Assignment.person_id == Membership.person_id,
        Assignment.ended_on.is_(None),
    )
    joined = session.execute(
        select(Membership.person_id, func.min(Membership.began_on).label("joined_on"))
        .where(*queries.in_scope(requirement), not_(has_it))
        .group_by(Membership.person_id)
        .order_by(Membership.person_id)
    ).all()
    reason = f"{queries.scope_of(requirement)}, {due_words(requirement.due, made_on=requirement.made_on)}"
    rows = [
        {
            "public_id": new_public_id(),
            "requirement_id": requirement.id,
            "person_id": row.person_id,
            "module_slug": requirement.module_slug,
            "due_on": due_on(requirement.due, made_on=requirement.made_on, joined_on=row.joined_on),
            "reason": reason,
            "began_on": today,
        }
        for row in joined
    ]
    if rows:
        session.execute(insert(Assignment), rows)
    return len(rows)


def _end_for_leavers(session: Session, requirement: Requirement, today: date) -> int:
    still_there = exists().where(Membership.person_id == Assignment.person_id, *queries.in_scope(requirement))
    return _end(session, and_(Assignment.requirement_id == requirement.id, not_(still_there)), today)


def _end(session: Session, which: ColumnElement[bool], today: date) -> int:
    """Ends the open assignments that these words choose. Returns how many."""
    open_ones = session.scalars(select(Assignment.id).where(which, Assignment.ended_on.is_(None))).all()
    if open_ones:
        session.execute(update(Assignment).where(which, Assignment.ended_on.is_(None)).values(ended_on=today))
    return len(open_ones)


def add_waiver(
    session: Session,
    *,
    person_id: int,
    module_slug: str,
    reason: WaiverReason,
    ends_on: date | None = None,
    by: int,
    now: datetime,
) -> Waiver:
    """Lets somebody go without a module from today, until a day or until it is lifted.

    Raises RuleBroken when the last day is over, or when somebody would waive their own learning.
    """
    today = london(now).date()
    if person_id == by:
        raise RuleBroken("email", "Somebody else must record a waiver for you")
    if ends_on is not None and ends_on < today:
        raise RuleBroken("ends_on", "Choose a last day that has not passed")
    waiver = Waiver(
        person_id=person_id,
        module_slug=module_slug,
        reason=reason,
        from_on=today,
        ends_on=ends_on,
        made_by=by,
        made_at=now,
    )
    session.add(waiver)
    session.flush()
    _audit(session, by, "waiver.added", f"waiver:{waiver.id}", now, person=person_id)
    return waiver


def lift_waiver(session: Session, *, waiver: Waiver, by: int, now: datetime) -> None:
    """Ends a waiver now. Raises Conflict when it was lifted already."""
    if waiver.lifted_at is not None:
        raise Conflict
    waiver.lifted_at = now
    session.flush()
    _audit(session, by, "waiver.lifted", f"waiver:{waiver.id}", now, person=waiver.person_id)


def declare_evidence(
    session: Session, *, person_id: int, title: str, provider: str, completed_on: date, now: datetime
) -> OutsideEvidence:
    """Keeps what somebody says about training from elsewhere. Raises RuleBroken for a day that has not come yet."""
    if completed_on > london(now).date():
        raise RuleBroken("completed_on", "Enter a day that is not in the future")
    evidence = OutsideEvidence(
        person_id=person_id, title=title, provider=provider, completed_on=completed_on, declared_at=now
    )
    session.add(evidence)
    session.flush()
    _audit(session, person_id, "evidence.declared", f"outside_evidence:{evidence.id}", now)
    return evidence


def check_evidence(session: Session, *, evidence: OutsideEvidence, by: int, now: datetime) -> None:
    """A manager has seen the proof. Raises Conflict when somebody has before."""
    if evidence.state == EvidenceState.CHECKED:
        raise Conflict
    evidence.state = EvidenceState.CHECKED
    evidence.checked_by = by
    evidence.checked_at = now
    session.flush()
    _audit(session, by, "evidence.checked", f"outside_evidence:{evidence.id}", now, person=evidence.person_id)


def send_reminders(
    session: Session, *, scope: Scope, assignments: Collection[str], by: int, manager: str, site: Site, now: datetime
) -> int:
    """Queues a letter for each of these assignments of the manager's own people; returns how many.

    Assignments of anybody else are passed over, as are those that need no reminder and those that had one today.
    """
    today = london(now).date()
    chosen = [
        row
        for row in queries.list_standing(session, scope, today)
        if row.assignment in assignments and row.standing in WORTH_REMINDING
    ]
    reminded = queries.list_reminded_on(session, [row.assignment_id for row in chosen])
    waiting = [row for row in chosen if reminded.get(row.assignment_id) != today]
    for row in waiting:
        key = f"reminder:{row.assignment_id}:{today.isoformat()}"
        mail.send_reminder(session, row=row, manager=manager, site=site, now=now, key=key)
        session.add(Reminder(assignment_id=row.assignment_id, sent_on=today, sent_by=by, sent_at=now))
    session.flush()
    if waiting:
        _audit(session, by, "reminders.sent", audit.person_ref(by), now, letters=len(waiting))
    return len(waiting)


def _audit(session: Session, by: int | None, verb: str, thing: str, now: datetime, **details: int) -> None:
    who = audit.SYSTEM if by is None else audit.person_ref(by)
    audit.record(session, who=who, verb=verb, thing=thing, now=now, details=dict(details))
