"""A person who has signed in, as every feature sees them: a frozen value, read once a request."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sscp_learning.people.models import Person, RoleGrant
from sscp_learning.people.rules import Role
from sscp_learning.platform.identity import SignedIn


@dataclass(frozen=True)
class PersonWho(SignedIn):
    """A signed-in person.

    `team_ids` and `agency_ids` are what they manage: single teams, and whole agencies.
    """

    id: int
    token: str
    name: str
    email: str
    roles: frozenset[str] = frozenset()
    team_ids: frozenset[int] = frozenset()
    agency_ids: frozenset[int] = frozenset()
    kind: str = "person"

    @property
    def ref(self) -> str:
        """How the audit log names them."""
        return f"person:{self.id}"

    def has(self, role: Role) -> bool:
        """True when they hold this role anywhere."""
        return role in self.roles


# Asked once in every request of a signed-in person, so it is one question, built once.
WHO_IS_IT = (
    select(Person.name, Person.email, RoleGrant.role, RoleGrant.agency_id, RoleGrant.team_id)
    .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
    .where(
        Person.id == bindparam("person"),
        Person.token == bindparam("token"),
        Person.merged_into_id.is_(None),
    )
)


def load_person(session: Session, person_id: int, token: str) -> PersonWho | None:
    """The signed-in person, or None when the token has been changed since (a new password, an end to every sign-in)."""
    rows = session.execute(WHO_IS_IT, {"person": person_id, "token": token}).all()
    if not rows:
        return None
    managed = [row for row in rows if row.role == Role.MANAGER]
    return PersonWho(
        id=person_id,
        token=token,
        name=rows[0].name,
        email=rows[0].email,
        roles=frozenset(row.role for row in rows if row.role is not None),
        team_ids=frozenset(row.team_id for row in managed if row.team_id is not None),
        agency_ids=frozenset(row.agency_id for row in managed if row.team_id is None),
    )
