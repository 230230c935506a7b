"""A person who has signed in, as every feature sees them: a frozen value, read once a request."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people.models import Membership, Person, RoleGrant
from sscp_learning.people.rules import MembershipState, Role
from sscp_learning.platform.identity import SignedIn


@dataclass(frozen=True)
class PersonWho(SignedIn):
    """A signed-in person.

    `team_ids` and `agency_ids` are what they manage: single teams, and whole agencies. `member_of` are the agencies
    they work in now.
    """

    id: int
    token: str
    name: str
    email: str
    roles: frozenset[str] = frozenset()
    team_ids: frozenset[int] = frozenset()
    agency_ids: frozenset[int] = frozenset()
    member_of: frozenset[int] = frozenset()
    kind: str = "person"

    @property
    def ref(self) -> str:
        """How the audit log names them."""
        return f"person:{self.id}"

    def has(self, role: Role) -> bool:
        """True when they hold this role anywhere."""
        return role in self.roles


def load_person(session: Session, person_id: int, token: str) -> PersonWho | None:
    """The signed-in person, or None when the token has been changed since (a new password, an end to every sign-in)."""
    row = session.execute(
        select(Person.name, Person.email).where(
            Person.id == person_id, Person.token == token, Person.merged_into_id.is_(None)
        )
    ).one_or_none()
    if row is None:
        return None
    grants = session.execute(
        select(RoleGrant.role, RoleGrant.agency_id, RoleGrant.team_id).where(RoleGrant.person_id == person_id)
    ).all()
    managed = [grant for grant in grants if grant.role == Role.MANAGER]
    return PersonWho(
        id=person_id,
        token=token,
        name=row.name,
        email=row.email,
        roles=frozenset(grant.role for grant in grants),
        team_ids=frozenset(grant.team_id for grant in managed if grant.team_id is not None),
        agency_ids=frozenset(grant.agency_id for grant in managed if grant.team_id is None),
        member_of=frozenset(
            session.scalars(
                select(Membership.agency_id).where(
                    Membership.person_id == person_id, Membership.state == MembershipState.ACTIVE
                )
            )
        ),
    )
