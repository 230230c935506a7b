"""A small world with one of everything, and somebody of every kind who looks at it. For the tests over all routes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from sscp_learning.guidance.actions.notes import give_feedback
from sscp_learning.guidance.actions.saves import begin
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.guidance.shapes import AskedPage
from sscp_learning.learning.models import Certificate
from sscp_learning.oversight.actions import add_waiver, declare_evidence
from sscp_learning.oversight.rules import WaiverReason
from sscp_learning.people.actions import make_link
from sscp_learning.people.identity import load_person
from sscp_learning.people.models import Agency, Person, Team
from sscp_learning.people.rules import LinkPurpose, Role
from sscp_learning.platform.identity import SignedIn
from sscp_learning.review.actions.moderation import approve
from sscp_learning.review.actions.safeguarding import protect
from sscp_learning.review.identity import load_reviewer
from sscp_learning.review.models import Pass
from sscp_learning.review.rules import RaisedBy
from tests.builders import review as reviews
from tests.builders.guidance import a_flag, a_published_guide, a_sent_text
from tests.builders.learning import a_published_module, begun, has_completed
from tests.builders.oversight import SLUG, a_manager, a_requirement
from tests.builders.people import a_person, a_role, a_team, an_agency
from tests.conftest import NOW

NOBODY = "nobody"
# Somebody of every kind, each of whom has nothing to do with the records of the world (DESIGN 5).
STRANGERS = (
    NOBODY,
    "practitioner",
    "manager",
    "editor",
    "publisher",
    "moderator",
    "safeguarding",
    "coordinator",
    "administrator",
    "reviewer",
)
# The people whom the records are about, or who look after them.
OWNERS = ("learner", "their manager", "their coordinator", "their reviewer")
READERS = STRANGERS + OWNERS
ROLES = {
    "editor": Role.EDITOR,
    "publisher": Role.PUBLISHER,
    "moderator": Role.MODERATOR,
    "safeguarding": Role.SAFEGUARDING,
    "coordinator": Role.COORDINATOR,
    "administrator": Role.ADMINISTRATOR,
}


@dataclass(frozen=True)
class World:
    """Who there is, and a real address for every route: the records behind it are the owners'."""

    identities: Mapping[str, SignedIn]
    ids: Mapping[str, str] = field(repr=False)

    def address(self, rule: Rule) -> str:
        """The route's address with the ids of real records in it."""
        address = rule.rule
        for name, value in self.ids.items():
            address = address.replace(name, value)
        assert "<" not in address, f"tests/house/world.py has no id for {address}"
        return address

    def made_up(self, rule: Rule) -> str:
        """The route's address with ids that nobody has."""
        return re.sub(r"<[^>]+>", "no-such-thing-anywhere", rule.rule.replace("<int:number>", "99"))

    def client(self, app: Flask, reader: str) -> FlaskClient:
        """A browser in which this reader is signed in."""
        client = app.test_client()
        if reader != NOBODY:
            with client.session_transaction() as cookie:
                cookie["_user_id"] = self.identities[reader].get_id()
                cookie["_fresh"] = True
        return client


def a_world(session: Session) -> World:
    """One of everything."""
    agency = an_agency(session)
    team = a_team(session, agency)
    learner = a_person(session, name="Lee Learner", team=team)
    people = {
        "practitioner": a_person(session, name="Pat Stranger"),
        "manager": a_manager(session, a_team(session)),
        "learner": learner,
        "their manager": a_manager(session, team),
        **{name: _with_role(session, role) for name, role in ROLES.items()},
    }
    ids = _learning(session, agency, team, learner, people["administrator"])
    passes, review_ids, coordinator = _review(session)
    people["their coordinator"] = coordinator
    session.flush()
    identities: dict[str, SignedIn | None] = {
        name: load_person(session, person.id, person.token) for name, person in people.items()
    }
    identities |= {name: load_reviewer(session, held.id, held.token) for name, held in passes.items()}
    return World({name: who for name, who in identities.items() if who is not None}, {**review_ids, **ids})


def _with_role(session: Session, role: Role) -> Person:
    person = a_person(session, name=f"Sam {role.title()}")
    a_role(session, person, role)
    return person


def _learning(session: Session, agency: Agency, team: Team, learner: Person, administrator: Person) -> dict[str, str]:
    """Guidance, a module that the learner has completed and begun again, and what is required of them."""
    guide = a_published_guide(session)
    a_flag(session, guide[FormatKind.EASY_READ])
    begin(session, format_id=guide[FormatKind.FULL].format_id, who_id=administrator.id, now=NOW)
    sent = a_sent_text(session)
    page = AskedPage("neglect-toolkit", FormatKind.FULL, "https://example.org/guidance/neglect-toolkit/full/")
    note = give_feedback(session, page=page, answer="yes", words="", now=NOW)
    a_published_module(session)
    has_completed(session, learner)
    begun(session, learner, now=NOW)
    requirement = a_requirement(session, team=team)
    waiver = add_waiver(
        session,
        person_id=learner.id,
        module_slug=SLUG,
        reason=WaiverReason.ADMINISTRATIVE,
        by=administrator.id,
        now=NOW,
    )
    evidence = declare_evidence(
        session, person_id=learner.id, title="A course", provider="A charity", completed_on=NOW.date(), now=NOW
    )
    return {
        "/admin/agencies/<public_id>": f"/admin/agencies/{agency.public_id}",
        "/admin/requirements/<public_id>": f"/admin/requirements/{requirement.public_id}",
        "/admin/waivers/<public_id>": f"/admin/waivers/{waiver.public_id}",
        "/people/<public_id>": f"/people/{learner.public_id}",
        "<agency_id>": agency.public_id,
        "<evidence_id>": evidence.public_id,
        "<code>": session.scalars(select(Certificate.code)).one(),
        "/guidance/<slug>": "/guidance/neglect-toolkit",
        "/desk/guidance/revisions/<public_id>": f"/desk/guidance/revisions/{sent.public_id}",
        "/desk/guidance/notes/<public_id>": f"/desk/guidance/notes/{note.public_id}",
        "<rule>": "ER01",
        "/flags/<kind>/<section_id>": "/flags/easy-read/what-is-neglect",
        "<kind>": "full",
        "<uid>": "what-neglect-is",
        "/learning/<slug>": f"/learning/{SLUG}",
        "<page>": "what-to-look-for",
        "<int:number>": "1",
        "/account/confirm/<token>": f"/account/confirm/{make_link(session, learner.id, LinkPurpose.CONFIRM, NOW)}",
        "/account/reset/<token>": f"/account/reset/{make_link(session, learner.id, LinkPurpose.RESET, NOW)}",
    }


def _review(session: Session) -> tuple[dict[str, Pass], dict[str, str], Person]:
    """A round with a comment in every state, and the pass of another group."""
    staff = reviews.a_team_of_staff(session)
    review = reviews.a_round(session, team=staff)
    own = reviews.a_pass(session, review.group)
    passes = {"their reviewer": own, "reviewer": reviews.a_pass(session, reviews.a_group(session))}
    sent, passed_on, worrying = (
        reviews.a_sent_comment(session, review, own, words) for words in ("Sent.", "Passed on.", "Nobody is home.")
    )
    draft = reviews.a_comment(session, review, own, "Only a draft.")
    approve(session, passed_on, by_id=staff.moderator.id, now=NOW)
    record = protect(session, worrying, raised_by=RaisedBy.STAFF, by_id=staff.moderator.id, now=NOW)
    ids = {
        "/desk/comments/<comment_id>": f"/desk/comments/{passed_on.public_id}",
        "/desk/rounds/<public_id>": f"/desk/rounds/{review.public_id}",
        "/moderation/<comment_id>": f"/moderation/{sent.public_id}",
        "<record_id>": record.public_id,
        "/comments/<comment_id>": f"/comments/{draft.public_id}",
        "/review/<public_id>": f"/review/{review.public_id}",
        "<format_kind>": "easy-read",
        "<group_id>": review.group.public_id,
        "<pass_id>": own.public_id,
    }
    return passes, ids, staff.coordinator
