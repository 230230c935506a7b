"""Completions and certificates: written with the answer that completes a module, and never changed. Nothing commits."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.learning import mail
from sscp_learning.learning.models import Certificate, Completion, CurrentRecord, Module, ModuleVersion
from sscp_learning.learning.rules import CERTIFICATE_MOVES, CertificateState, Issuer, expiry, may_move
from sscp_learning.learning.study import Study
from sscp_learning.people import audit
from sscp_learning.people.models import Person
from sscp_learning.people.queries import find_main_membership
from sscp_learning.platform.base import new_public_id
from sscp_learning.platform.clock import london
from sscp_learning.platform.errors import RuleBroken


def complete(session: Session, *, study: Study, score: float, issuer: Issuer, now: datetime) -> Certificate:
    """Write down that an attempt completed its module: completion, current record, certificate and letter (C2, C3)."""
    person = session.get_one(Person, study.person_id)
    version = session.get_one(ModuleVersion, study.version_id)
    record = session.get(CurrentRecord, (study.person_id, study.module_id))
    completion = _completion(session, person, version, study, score, record, now)
    session.add(completion)
    session.flush()
    _supersede_older(session, study, now)
    certificate = _certificate(completion, issuer, study.content.cpd_minutes, now)
    session.add(certificate)
    _put_record(session, record, completion)
    session.flush()
    _record_completed(session, completion, certificate, now)
    code = certificate.code
    mail.send_certificate(session, to=person.email, completion=completion, code=code, issuer=issuer, now=now)
    return certificate


def withdraw_certificate(session: Session, *, certificate: Certificate, who: str, now: datetime) -> None:
    """Take a certificate back; its public check says so from now on. The person's record is worked out again.

    Raises RuleBroken when it was taken back before.
    """
    if not may_move(CERTIFICATE_MOVES, CertificateState(certificate.state), CertificateState.WITHDRAWN):
        raise RuleBroken("", "This certificate was withdrawn before")
    certificate.state, certificate.changed_at = CertificateState.WITHDRAWN, now
    session.flush()
    _recompute_record(session, certificate.person_id, certificate.module_id)
    audit.record(session, who=who, verb="certificate.withdrawn", thing=f"certificate:{certificate.id}", now=now)


def _completion(
    session: Session, person: Person, version: ModuleVersion, study: Study, score: float, record: CurrentRecord | None,
    now: datetime,
) -> Completion:  # fmt: skip
    place = find_main_membership(session, person.id)
    today = london(now).date()
    return Completion(
        person_id=person.id,
        module_id=study.module_id,
        version_id=version.id,
        attempt_id=study.attempt_id,
        person_name=person.name,
        agency_id=place.agency_id if place else None,
        agency_name=place.agency.name if place else "",
        team_id=place.team_id if place else None,
        team_name=place.team.name if place and place.team else "",
        job_role=place.job_role if place else "",
        module_title=version.title,
        version_number=version.number,
        score=score,
        completed_at=now,
        completed_on=today,
        expires_on=expiry(today, version.valid_months, record.expires_on if record else None),
    )


def _supersede_older(session: Session, study: Study, now: datetime) -> None:
    """The newest certificate of a person for a module is the one that counts."""
    older = session.scalars(
        select(Certificate).where(
            Certificate.person_id == study.person_id,
            Certificate.module_id == study.module_id,
            Certificate.state == CertificateState.ISSUED,
        )
    )
    for certificate in older:
        certificate.state, certificate.changed_at = CertificateState.SUPERSEDED, now


def _certificate(completion: Completion, issuer: Issuer, minutes: int, now: datetime) -> Certificate:
    """The paper: everything it says is copied, so that no later change of a name or a title can alter it."""
    code = new_public_id()
    snapshot = {
        "partnership": issuer.partnership,
        "name": completion.person_name,
        "module": completion.module_title,
        "version": completion.version_number,
        "issued": completion.completed_on.isoformat(),
        "expires": completion.expires_on.isoformat() if completion.expires_on else None,
        "score": completion.score,
        "minutes": minutes,
        "code": code,
    }
    return Certificate(
        code=code,
        completion_id=completion.id,
        person_id=completion.person_id,
        module_id=completion.module_id,
        snapshot=snapshot,
        hash=hashlib.sha256(json.dumps(snapshot, sort_keys=True).encode()).hexdigest(),
        issued_at=now,
        expires_on=completion.expires_on,
    )


def _put_record(session: Session, record: CurrentRecord | None, completion: Completion) -> None:
    if record is None:
        record = CurrentRecord(person_id=completion.person_id, module_id=completion.module_id)
        session.add(record)
    record.completion_id = completion.id
    record.completed_on, record.expires_on = completion.completed_on, completion.expires_on


def _recompute_record(session: Session, person_id: int, module_id: int) -> None:
    """The record is the newest completion whose certificate was not taken back; without one there is no record."""
    newest = session.scalar(
        select(Completion)
        .join(Certificate, Certificate.completion_id == Completion.id)
        .where(
            Completion.person_id == person_id,
            Completion.module_id == module_id,
            Certificate.state != CertificateState.WITHDRAWN,
        )
        .order_by(Completion.completed_at.desc(), Completion.id.desc())
        .limit(1)
    )
    record = session.get(CurrentRecord, (person_id, module_id))
    if newest is not None:
        _put_record(session, record, newest)
    elif record is not None:
        session.delete(record)
    session.flush()


def _record_completed(session: Session, completion: Completion, certificate: Certificate, now: datetime) -> None:
    slug = session.scalars(select(Module.slug).where(Module.id == completion.module_id)).one()
    audit.record(
        session,
        who=audit.person_ref(completion.person_id),
        verb="module.completed",
        thing=f"completion:{completion.id}",
        now=now,
        details={"module": slug, "version": completion.version_number, "certificate": certificate.id},
    )
