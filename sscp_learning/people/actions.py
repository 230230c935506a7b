"""What people do about their accounts, and what administrators do about people. Nothing here commits."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sscp_learning.people import audit, mail, queries
from sscp_learning.people.models import Agency, AgencyDomain, LetterLink, Membership, Person, RoleGrant, Team
from sscp_learning.people.rules import (
    REMOVED,
    LinkPurpose,
    MembershipState,
    Role,
    letter_code,
    normal_email,
    password_fault,
    shown_code,
    tidy_code,
)
from sscp_learning.platform.base import new_public_id
from sscp_learning.platform.errors import RuleBroken

LINK_LASTS = {LinkPurpose.CONFIRM: timedelta(days=2), LinkPurpose.RESET: timedelta(hours=1)}
LINK_OVER = "This link has been used, or its time is over. Ask for a new one below."
CODE_WRONG = "This code is not right for this address, or its time is over. Check both, or ask for a new e-mail."


@dataclass(frozen=True)
class Site:
    """How letters name the site, where its pages are, and the secret that their short codes are made with."""

    name: str
    url: str
    secret: str

    def code(self, token: str) -> str:
        """The short code that stands beside a link in a letter."""
        return letter_code(hash_of(token), self.secret)


def register(
    session: Session,
    *,
    name: str,
    email: str,
    job_role: str,
    agency: str,
    password_hash: str,
    site: Site,
    now: datetime,
) -> None:
    """Takes a registration. The page says the same whether or not the address was known.

    Where exactly one agency lists the address's domain, the person joins it once the address is shown to be theirs.
    Otherwise they join the agency they chose when an administrator has agreed (DECISIONS 39). Raises RuleBroken where
    an agency must be chosen: that is asked first, since whoever is refused must not learn from it whether the address
    has an account.
    """
    own = queries.find_agency_by_domain(session, email)
    chosen = own or queries.find_agency(session, agency)
    if chosen is None:
        raise RuleBroken("agency", "Choose the agency you work for")
    if known := queries.find_person_by_email(session, email):
        mail.send_already_registered(
            session, to=known.email, name=known.name, site=site.name, address=f"{site.url}/forgotten-password", now=now
        )
        return
    person = Person(name=name, email=normal_email(email), password_hash=password_hash, created_at=now)
    session.add(person)
    session.flush()
    join_agency(
        session,
        person,
        agency_id=chosen.id,
        job_role=job_role,
        state=MembershipState.WAITING,
        on=now.date(),
    )
    _send_confirm_link(session, person, site, now)
    audit.record(
        session, who=audit.person_ref(person.id), verb="person.registered", thing=audit.person_ref(person.id), now=now
    )


def join_agency(
    session: Session,
    person: Person,
    *,
    agency_id: int,
    on: date,
    team_id: int | None = None,
    job_role: str = "",
    state: MembershipState = MembershipState.ACTIVE,
) -> Membership:
    """Gives a person a place in an agency."""
    place = Membership(
        person_id=person.id, agency_id=agency_id, team_id=team_id, job_role=job_role, state=state, began_on=on
    )
    session.add(place)
    session.flush()
    return place


def send_confirm_link_again(session: Session, *, email: str, site: Site, now: datetime) -> None:
    """Sends a new confirmation link to somebody who has not confirmed; says nothing where there is nobody."""
    person = queries.find_person_by_email(session, email)
    if person is not None and person.email_confirmed_at is None:
        _send_confirm_link(session, person, site, now)


def _send_confirm_link(session: Session, person: Person, site: Site, now: datetime) -> None:
    token = make_link(session, person.id, LinkPurpose.CONFIRM, now)
    way = mail.Way(f"{site.url}/account/confirm/{token}", f"{site.url}/confirm/code", shown_code(site.code(token)))
    mail.send_confirmation(session, to=person.email, name=person.name, site=site.name, way=way, now=now)


def confirm_email(session: Session, *, token: str, now: datetime) -> Person:
    """Spends a confirmation link. Raises RuleBroken when it was used or its time is over."""
    return _confirm(session, _find_link(session, token, LinkPurpose.CONFIRM, now), now)


def confirm_email_by_code(session: Session, *, email: str, code: str, site: Site, now: datetime) -> Person:
    """Spends a confirmation letter by its short code. Raises RuleBroken, on the field `code`, when it is not right."""
    return _confirm(session, _find_by_code(session, email, code, LinkPurpose.CONFIRM, site, now), now)


def _confirm(session: Session, link: LetterLink, now: datetime) -> Person:
    person = _spend(session, link, now)
    _note_confirmed(session, person, now)
    return person


def _note_confirmed(session: Session, person: Person, now: datetime) -> None:
    """The address is theirs. Where it shows which agency they work for, they are let in now and not before."""
    person.email_confirmed_at = person.email_confirmed_at or now
    own = queries.find_agency_by_domain(session, person.email)
    for place in queries.list_memberships(session, person.id):
        if own is not None and place.agency_id == own.id:
            place.state = MembershipState.ACTIVE
    session.flush()


def ask_for_reset(session: Session, *, email: str, site: Site, now: datetime) -> None:
    """Sends a link to a new password where the address is known. The page says the same either way."""
    person = queries.find_person_by_email(session, email)
    if person is None:
        return
    token = make_link(session, person.id, LinkPurpose.RESET, now)
    code_page = f"{site.url}/forgotten-password/code"
    way = mail.Way(f"{site.url}/account/reset/{token}", code_page, shown_code(site.code(token)))
    mail.send_reset(session, to=person.email, name=person.name, site=site.name, way=way, now=now)


def reset_password(session: Session, *, token: str, password_hash: str, site: Site, now: datetime) -> Person:
    """Spends a reset link: a new password, a confirmed address, and the end of every sign-in.

    Raises RuleBroken when the link was used or its time is over.
    """
    return _reset(session, _find_link(session, token, LinkPurpose.RESET, now), password_hash, site, now)


def reset_password_by_code(
    session: Session, *, email: str, code: str, password_hash: str, site: Site, now: datetime
) -> Person:
    """The same with the short code of the letter. Raises RuleBroken, on the field `code`, when it is not right."""
    link = _find_by_code(session, email, code, LinkPurpose.RESET, site, now)
    return _reset(session, link, password_hash, site, now)


def _reset(session: Session, link: LetterLink, password_hash: str, site: Site, now: datetime) -> Person:
    person = _spend(session, link, now)
    _note_confirmed(session, person, now)
    _set_password(session, person, password_hash, site, now)
    return person


def change_password(session: Session, *, person_id: int, password_hash: str, site: Site, now: datetime) -> Person:
    """A new password for somebody who has just shown that they know the old one; ends every sign-in."""
    person = queries.get_person(session, person_id)
    _set_password(session, person, password_hash, site, now)
    return person


def _set_password(session: Session, person: Person, password_hash: str, site: Site, now: datetime) -> None:
    person.password_hash = password_hash
    person.token = new_public_id()
    # Whoever could read an older letter must not be able to change the password back.
    other_ways = (LetterLink.person_id == person.id, LetterLink.purpose == LinkPurpose.RESET)
    session.execute(update(LetterLink).where(*other_ways, LetterLink.used_at.is_(None)).values(used_at=now))
    session.flush()
    mail.send_password_changed(session, to=person.email, name=person.name, site=site.name, now=now)
    audit.record(
        session,
        who=audit.person_ref(person.id),
        verb="person.password_changed",
        thing=audit.person_ref(person.id),
        now=now,
    )


def check_new_password(password: str, *, email: str) -> None:
    """Raises RuleBroken, on the field `password`, when a password is not good enough."""
    if fault := password_fault(password, email=email):
        raise RuleBroken("password", fault)


def make_link(session: Session, person_id: int, purpose: LinkPurpose, now: datetime) -> str:
    """Makes a link for a letter and returns its token; only the hash is kept, so the database opens no account."""
    token = secrets.token_urlsafe(24)
    session.add(
        LetterLink(hash=hash_of(token), person_id=person_id, purpose=purpose, ends_at=now + LINK_LASTS[purpose])
    )
    session.flush()
    return token


def hash_of(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _find_link(session: Session, token: str, purpose: LinkPurpose, now: datetime) -> LetterLink:
    link = queries.find_letter_link(session, hash_of(token), purpose)
    if link is None or not queries.is_link_good(link, now):
        raise RuleBroken("", LINK_OVER)
    return link


def _find_by_code(
    session: Session, email: str, code: str, purpose: LinkPurpose, site: Site, now: datetime
) -> LetterLink:
    """The letter with this code. The answer is the same for a wrong code, an old one and an unknown address."""
    typed = tidy_code(code).encode("utf-8", "replace")
    for link in queries.list_good_links(session, email, purpose, now):
        if hmac.compare_digest(letter_code(link.hash, site.secret).encode(), typed):
            return link
    raise RuleBroken("code", CODE_WRONG)


def _spend(session: Session, link: LetterLink, now: datetime) -> Person:
    link.used_at = now
    return queries.get_person(session, link.person_id)


def decide_membership(
    session: Session, *, membership_id: int, welcome: bool, by: int, site: Site, now: datetime
) -> None:
    """An administrator lets somebody into an agency, or does not; the person is told.

    Raises RuleBroken when it was decided before.
    """
    place = session.scalar(
        select(Membership).where(Membership.id == membership_id, Membership.state == MembershipState.WAITING)
    )
    if place is None:
        raise RuleBroken("", "Somebody else has already decided about this person")
    place.state = MembershipState.ACTIVE if welcome else MembershipState.ENDED
    place.ended_on = None if welcome else now.date()
    session.flush()
    mail.send_membership_decision(
        session,
        to=place.person.email,
        name=place.person.name,
        site=site.name,
        agency=place.agency.name,
        welcome=welcome,
        now=now,
    )
    verb = "membership.agreed" if welcome else "membership.declined"
    audit.record(session, who=audit.person_ref(by), verb=verb, thing=f"membership:{place.id}", now=now)


def add_agency(session: Session, *, name: str, domains: tuple[str, ...], by: str, now: datetime) -> Agency:
    """A new agency with its e-mail domains. Raises RuleBroken when the name is taken."""
    if session.scalar(select(Agency.id).where(Agency.name == name)) is not None:
        raise RuleBroken("name", f"There is already an agency called {name}")
    agency = Agency(name=name)
    session.add(agency)
    session.flush()
    session.add_all(AgencyDomain(agency_id=agency.id, domain=domain.lower().lstrip("@")) for domain in domains)
    audit.record(session, who=by, verb="agency.added", thing=f"agency:{agency.id}", now=now)
    return agency


def add_team(session: Session, *, agency_id: int, name: str, by: str, now: datetime) -> Team:
    """A new team of an agency. Raises RuleBroken when the agency has one of that name."""
    if session.scalar(select(Team.id).where(Team.agency_id == agency_id, Team.name == name)) is not None:
        raise RuleBroken("name", f"This agency already has a team called {name}")
    team = Team(agency_id=agency_id, name=name)
    session.add(team)
    session.flush()
    audit.record(session, who=by, verb="team.added", thing=f"team:{team.id}", now=now)
    return team


def add_person(session: Session, *, name: str, email: str, now: datetime, password_hash: str | None = None) -> Person:
    """A person whose address is known to be theirs: from a manager's list, or in a demo."""
    person = Person(
        name=name, email=normal_email(email), email_confirmed_at=now, password_hash=password_hash, created_at=now
    )
    session.add(person)
    session.flush()
    return person


def remove_name(session: Session, person: Person, *, now: datetime) -> None:
    """Takes name, address and password out of an account whose time is over; what it did stays, with nobody's name.

    The address becomes one that is no address, since no two accounts may share one (DECISIONS 35).
    """
    person.name, person.email = REMOVED, f"{REMOVED}-{person.public_id}".lower()
    person.password_hash, person.token = None, new_public_id()
    session.flush()
    audit.record(session, who=audit.SYSTEM, verb="person.removed", thing=audit.person_ref(person.id), now=now)


def grant_role(
    session: Session,
    *,
    person_id: int,
    role: Role,
    by: str,
    now: datetime,
    agency_id: int | None = None,
    team_id: int | None = None,
) -> None:
    """Lets a person do more; a manager's role is for a team, or for a whole agency."""
    session.add(RoleGrant(person_id=person_id, role=role, agency_id=agency_id, team_id=team_id))
    session.flush()
    details: dict[str, int | str | None] = {"role": str(role), "agency": agency_id, "team": team_id}
    audit.record(session, who=by, verb="role.granted", thing=audit.person_ref(person_id), now=now, details=details)
