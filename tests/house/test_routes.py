"""Every route in one table, and who gets in: rule by reader, over HTTP (DESIGN 2.3, 5; DECISIONS 15 and 44)."""

from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from sscp_learning.platform.access import access, anyone, check_every_view, rule_of
from tests.house.world import NOBODY, READERS, STRANGERS, World, a_world
from tests.pages import Reader

# Endpoint | methods | rule | address. A route that is not here, or here and gone, fails.
ROUTES = """
guidance_autosave.autosave | POST | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/autosave/
guidance_autosave.show | POST | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/preview/
guidance_checker.caught_up | POST | editor or publisher | /desk/guidance/<slug>/flags/<kind>/
guidance_checker.contacts | GET | editor or publisher | /desk/guidance/contacts/
guidance_checker.decide | GET POST | editor or publisher | /desk/guidance/<slug>/flags/<kind>/<section_id>/
guidance_checker.flags | GET | editor or publisher | /desk/guidance/<slug>/flags/
guidance_checker.waiting | GET | editor or publisher | /desk/guidance/flags/
guidance_comparer.for_readers | GET | anyone | /guidance/<slug>/history/compare/
guidance_comparer.on_the_desk | GET | editor or publisher | /desk/guidance/<slug>/compare/
guidance_correspondent.ask | GET POST | anyone | /guidance/<slug>/<kind>/ask/
guidance_correspondent.feedback | GET POST | anyone | /guidance/<slug>/<kind>/feedback/
guidance_editor.about | GET | editor | /desk/guidance/<slug>/<kind>/about/
guidance_editor.add_format | POST | editor | /desk/guidance/<slug>/formats/
guidance_editor.index | GET | editor or publisher | /desk/guidance/
guidance_editor.new | GET POST | editor | /desk/guidance/new/
guidance_editor.preview | GET | editor or publisher | /desk/guidance/<slug>/<kind>/preview/
guidance_editor.publication | GET | editor or publisher | /desk/guidance/<slug>/
guidance_editor.save_about | POST | editor | /desk/guidance/<slug>/<kind>/about/
guidance_editor.send | POST | editor | /desk/guidance/<slug>/<kind>/send/
guidance_editor.send_page | GET | editor | /desk/guidance/<slug>/<kind>/send/
guidance_editor.start_again | GET POST | editor | /desk/guidance/<slug>/<kind>/start-again/
guidance_editor_blocks.add | POST | editor | /desk/guidance/<slug>/<kind>/blocks/new/
guidance_editor_blocks.block | GET | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/
guidance_editor_blocks.merge | POST | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/merge/
guidance_editor_blocks.move | POST | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/move/
guidance_editor_blocks.new_block | GET | editor | /desk/guidance/<slug>/<kind>/blocks/new/
guidance_editor_blocks.remove | POST | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/remove/
guidance_editor_blocks.remove_page | GET | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/remove/
guidance_editor_blocks.save | POST | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/
guidance_editor_blocks.split | POST | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/split/
guidance_editor_blocks.split_page | GET | editor | /desk/guidance/<slug>/<kind>/blocks/<uid>/split/
guidance_editor_blocks.text | GET | editor or publisher | /desk/guidance/<slug>/<kind>/
guidance_editor_blocks.undo | POST | editor | /desk/guidance/<slug>/<kind>/undo/
guidance_emergency.ask | GET | publisher | /desk/guidance/revisions/<public_id>/emergency/
guidance_emergency.confirm | POST | publisher | /desk/guidance/revisions/<public_id>/confirm/
guidance_emergency.publish_alone | POST | publisher | /desk/guidance/revisions/<public_id>/emergency/
guidance_ender.ask | GET | publisher | /desk/guidance/<slug>/<kind>/end/
guidance_ender.end | POST | publisher | /desk/guidance/<slug>/<kind>/end/
guidance_follower.changes | GET | anyone | /guidance/changes/
guidance_follower.feed | GET | anyone | /guidance/feed.atom
guidance_notes.answered | POST | editor or publisher | /desk/guidance/notes/<public_id>/answered/
guidance_notes.notes | GET | editor or publisher | /desk/guidance/notes/
guidance_pictures.choose | GET | editor | /desk/guidance/<slug>/<kind>/pictures/
guidance_pictures.put | POST | editor | /desk/guidance/<slug>/<kind>/pictures/
guidance_proofreader.findings | GET | editor or publisher | /desk/guidance/<slug>/<kind>/checks/
guidance_proofreader.take_back | POST | editor or publisher | /desk/guidance/<slug>/<kind>/checks/take-back/
guidance_proofreader.tick | POST | editor or publisher | /desk/guidance/<slug>/<kind>/checks/<rule>/
guidance_publisher.approve | POST | publisher | /desk/guidance/revisions/<public_id>/approve/
guidance_publisher.checked | POST | editor or publisher | /desk/guidance/revisions/<public_id>/checked/
guidance_publisher.publish | POST | publisher | /desk/guidance/revisions/<public_id>/publish/
guidance_publisher.read | GET | editor or publisher | /desk/guidance/revisions/<public_id>/read/
guidance_publisher.revision | GET | editor or publisher | /desk/guidance/revisions/<public_id>/
guidance_publisher.send_back | POST | publisher | /desk/guidance/revisions/<public_id>/return/
guidance_publisher.sign_off | POST | publisher | /desk/guidance/revisions/<public_id>/sign-off/
guidance_publisher.use_again | POST | editor or publisher | /desk/guidance/revisions/<public_id>/again/
guidance_reader.glossary | GET | anyone | /guidance/glossary/
guidance_reader.history | GET | anyone | /guidance/<slug>/history/
guidance_reader.landing | GET | anyone | /guidance/<slug>/
guidance_reader.library | GET | anyone | /guidance/
guidance_reader.page | GET | anyone | /guidance/<slug>/<kind>/
guidance_reader.paper | GET | anyone | /guidance/<slug>/<kind>.pdf
guidance_whole_text.bring | POST | editor | /desk/guidance/<slug>/<kind>/text/
guidance_whole_text.match | POST | editor | /desk/guidance/<slug>/<kind>/text/match/
guidance_whole_text.match_page | GET | editor | /desk/guidance/<slug>/<kind>/text/match/
guidance_whole_text.text | GET | editor | /desk/guidance/<slug>/<kind>/text/
home_administrator.agencies | GET | administrator | /admin/agencies/
home_administrator.agency | GET POST | administrator | /admin/agencies/<public_id>/
home_administrator.audit_log | GET | administrator | /admin/audit/
home_administrator.decide | POST | administrator | /admin/people/<public_id>/decide/
home_administrator.grant | POST | administrator | /admin/people/<public_id>/roles/
home_administrator.index | GET | administrator | /admin/
home_administrator.list_people | GET | administrator | /admin/people/
home_administrator.move | GET POST | administrator | /admin/people/<public_id>/team/<agency_id>/
home_administrator.new_agency | GET POST | administrator | /admin/agencies/new/
home_administrator.person | GET | administrator | /admin/people/<public_id>/
home_desk.desk | GET | editor or publisher | /desk/
home_visitor.accessibility | GET | anyone | /accessibility/
home_visitor.front | GET | anyone | /
home_visitor.get_help | GET | anyone | /help/
home_visitor.health | GET | anyone | /health
home_visitor.privacy | GET | anyone | /privacy/
home_visitor.robots | GET | anyone | /robots.txt
home_visitor.search | GET | anyone | /search
learning_learner.begin | POST | signed in | /learning/<slug>/
learning_learner.catalogue | GET | anyone | /learning/
learning_learner.overview | GET | anyone | /learning/<slug>/
learning_learner.page | GET | signed in | /learning/<slug>/<page>/
learning_learner.page_step | POST | signed in | /learning/<slug>/<page>/
learning_quiz.evaluate | POST | signed in | /learning/<slug>/evaluation/
learning_quiz.evaluation | GET | signed in | /learning/<slug>/evaluation/
learning_quiz.question | GET | signed in | /learning/<slug>/quiz/<int:number>/
learning_quiz.question_step | POST | signed in | /learning/<slug>/quiz/<int:number>/
learning_quiz.quiz | GET | signed in | /learning/<slug>/quiz/
learning_quiz.result | GET | signed in | /learning/<slug>/result/
learning_visitor.check | GET | anyone | /certificates/<code>/
learning_visitor.paper | GET | anyone | /certificates/<code>.pdf
oversight_administrator.end_requirement | GET POST | administrator | /admin/requirements/<public_id>/end/
oversight_administrator.lift_waiver | POST | administrator | /admin/waivers/<public_id>/lift/
oversight_administrator.new_requirement | GET POST | administrator | /admin/requirements/new/
oversight_administrator.requirements | GET | administrator | /admin/requirements/
oversight_administrator.waivers | GET POST | administrator | /admin/waivers/
oversight_manager.check_evidence | POST | manager | /team/people/<public_id>/evidence/<evidence_id>/
oversight_manager.export_csv | GET | manager | /team/export.csv
oversight_manager.export_xlsx | GET | manager | /team/export.xlsx
oversight_manager.person | GET | manager | /team/people/<public_id>/
oversight_manager.remind | GET POST | manager | /team/remind/
oversight_manager.team | GET | manager | /team/
oversight_person.certificates | GET | signed in | /my-learning/certificates.pdf
oversight_person.elsewhere | GET POST | signed in | /my-learning/elsewhere/
oversight_person.my_learning | GET | signed in | /my-learning/
people_person.account | GET | signed in | /account/
people_person.change_password | GET POST | signed in | /account/password
people_visitor.confirm | GET POST | anyone | /account/confirm/<token>
people_visitor.confirm_again | GET POST | anyone | /confirm
people_visitor.confirm_by_code | GET POST | anyone | /confirm/code
people_visitor.forgotten_password | GET POST | anyone | /forgotten-password
people_visitor.register | GET POST | anyone | /register
people_visitor.reset | GET POST | anyone | /account/reset/<token>
people_visitor.reset_by_code | GET POST | anyone | /forgotten-password/code
people_visitor.sign_in | GET POST | anyone | /sign-in
people_visitor.sign_out | GET POST | anyone | /sign-out
review_commenter.delete | POST | reviewer | /review/<public_id>/comments/<comment_id>/delete/
review_commenter.edit | GET POST | reviewer, or one whose time has ended | /review/<public_id>/comments/<comment_id>/edit/
review_commenter.saved | GET | reviewer | /review/<public_id>/comments/<comment_id>/
review_commenter.send | GET POST | reviewer | /review/<public_id>/send/
review_commenter.talk | POST | reviewer | /review/<public_id>/comments/<comment_id>/talk/
review_commenter.write | GET POST | reviewer, or one whose time has ended | /review/<public_id>/<format_kind>/comment/
review_coordinator.group_page | GET POST | coordinator | /review/groups/<group_id>/
review_coordinator.groups_page | GET POST | coordinator | /review/groups/
review_coordinator.renew | POST | coordinator | /review/groups/<group_id>/passes/<pass_id>/renew/
review_door.enter | GET POST | anyone | /review/sign-in
review_door.exit_page | GET POST | anyone | /exit
review_door.leave | GET POST | reviewer | /review/leave/
review_door.more_time | POST | reviewer | /review/more-time
review_editor.answer | GET POST | editor or publisher | /desk/comments/<comment_id>/
review_editor.waiting | GET | editor or publisher | /desk/comments/
review_editor.worried | POST | editor or publisher | /desk/comments/<comment_id>/worried/
review_moderator.approve | POST | moderator or safeguarding | /moderation/<comment_id>/approve/
review_moderator.give_back | POST | moderator or safeguarding | /moderation/<comment_id>/return/
review_moderator.queue | GET | moderator or safeguarding | /moderation/
review_moderator.read | GET | moderator or safeguarding | /moderation/<comment_id>/
review_moderator.worried | POST | moderator or safeguarding | /moderation/<comment_id>/worried/
review_organiser.close | POST | editor or publisher | /desk/rounds/<public_id>/close/
review_organiser.rounds | GET POST | editor or publisher | /desk/rounds/
review_reviewer.choose_name | POST | reviewer | /review/name
review_reviewer.home | GET | reviewer | /review/
review_reviewer.read | GET | reviewer | /review/<public_id>/<format_kind>/
review_reviewer.show_notice | GET POST | reviewer | /review/<public_id>/notice/
review_reviewer.show_round | GET | reviewer | /review/<public_id>/
review_safeguarding.decide | POST | safeguarding | /moderation/safeguarding/<record_id>/decide/
review_safeguarding.read | GET | safeguarding | /moderation/safeguarding/<record_id>/
review_safeguarding.records | GET | safeguarding | /moderation/safeguarding/
review_safeguarding.release | POST | safeguarding | /moderation/safeguarding/<record_id>/release/
"""  # noqa: E501  A row of a table stays on one line.

PEOPLE = frozenset(READERS) - {NOBODY, "reviewer", "their reviewer"}
# Rule by reader. What no rule names for somebody, they do not get.
GETS_IN: Mapping[str, frozenset[str]] = {
    "anyone": frozenset(READERS),
    "signed in": PEOPLE,
    "manager": frozenset({"manager", "their manager"}),
    "editor": frozenset({"editor"}),
    "publisher": frozenset({"publisher"}),
    "editor or publisher": frozenset({"editor", "publisher"}),
    "moderator or safeguarding": frozenset({"moderator", "safeguarding"}),
    "safeguarding": frozenset({"safeguarding"}),
    "coordinator": frozenset({"coordinator", "their coordinator"}),
    "administrator": frozenset({"administrator"}),
    "reviewer": frozenset({"reviewer", "their reviewer"}),
    "reviewer, or one whose time has ended": frozenset({"reviewer", "their reviewer"}),
}
# Records whose existence is private: a stranger with the right role finds nothing there (DESIGN 5, issue “bad input”).
PRIVATE = ("/team/people/<public_id>/", "/review/groups/<group_id>/", "/review/<public_id>/")
STAFF_PAGES = ("/account/", "/admin/", "/desk/", "/moderation/", "/my-learning/", "/team/", "/review/groups/")
DOORS = {"reviewer": "/review/sign-in", "reviewer, or one whose time has ended": "/review/sign-in"}
HEALTH = "home_visitor.health"  # It is right to say 503 over tables that no migration made.


@pytest.fixture
def world(session: Session) -> World:
    """One of everything, and everybody."""
    return a_world(session)


def written_down() -> set[tuple[str, ...]]:
    """The table, a row each."""
    return {tuple(cell.strip() for cell in line.split(" | ")) for line in ROUTES.strip().splitlines()}


def found(app: Flask) -> set[tuple[str, ...]]:
    """The routes that the application has."""
    rows = set()
    for route in app.url_map.iter_rules():
        rows.add((route.endpoint, " ".join(_methods(route)), name_of(app, route), route.rule))
    return rows


def name_of(app: Flask, route: Rule) -> str:
    """The name of a route's rule."""
    rule = rule_of(app, route.endpoint)
    return rule.name if rule is not None else "no rule"


def _methods(route: Rule) -> list[str]:
    return sorted((route.methods or set()) - {"HEAD", "OPTIONS"})


def all_routes(app: Flask, method: str) -> Iterator[Rule]:
    """The routes that take a method."""
    return (route for route in app.url_map.iter_rules() if method in (route.methods or ()))


def test_the_table_is_the_application(app: Flask) -> None:
    assert found(app) == written_down()


def test_every_rule_says_who_gets_in(app: Flask) -> None:
    assert {name for _, _, name, _ in found(app)} == set(GETS_IN)


def test_an_application_with_a_view_without_a_rule_does_not_start() -> None:
    app = Flask("planted")
    app.add_url_rule("/open", "open", access(anyone)(lambda: "fine"))
    app.add_url_rule("/static-free", "forgotten", lambda: "anybody can read this")
    app.view_functions.pop("static", None)
    with pytest.raises(RuntimeError, match="forgotten"):
        check_every_view(app)


def test_a_page_opens_for_its_readers_and_nobody_else(app: Flask, world: World) -> None:
    wrong = []
    for reader in READERS:
        client = world.client(app, reader)
        for route in all_routes(app, "GET"):
            for address in (
                {world.address(route), world.made_up(route)} if reader in STRANGERS else {world.address(route)}
            ):
                with client.get(address) as answer:
                    status, location = answer.status_code, answer.headers.get("Location", "")
                if not is_right(app, route, reader, status, location):
                    wrong.append(f"{reader} {address}: {status} {location}")
    assert wrong == []


def is_right(app: Flask, route: Rule, reader: str, status: int, location: str) -> bool:
    """Whether this is the answer that this reader should get on opening a page."""
    name = name_of(app, route)
    if reader in GETS_IN[name]:
        return status in {200, 302, 404} or route.endpoint == HEALTH
    if reader == NOBODY:
        return status == 302 and location.startswith(f"{DOORS.get(name, '/sign-in')}?next=/")
    return status in {403, 404}


def test_a_form_is_taken_from_its_readers_and_nobody_else(app: Flask, session: Session, world: World) -> None:
    """What their own forms do is tested with each page, and with hostile words in test_hostile."""
    wrong = []
    for reader in READERS:
        sender = Reader(app, session, signed_in=world.identities.get(reader))
        token = sender._token()
        for route in all_routes(app, "POST"):
            if reader in GETS_IN[name_of(app, route)]:
                continue
            answer = sender.client.post(world.address(route), data={"csrf_token": token})
            sent_to = answer.headers.get("Location")
            door = DOORS.get(name_of(app, route), "/sign-in") if reader == NOBODY else None
            if (answer.status_code, sent_to) != (302 if reader == NOBODY else 403, door):
                wrong.append(f"{reader} {route.rule}: {answer.status_code} {sent_to}")
    assert wrong == []


def test_a_stranger_with_the_right_role_finds_nothing_of_other_peoples(
    app: Flask, session: Session, world: World
) -> None:
    wrong = []
    for route in app.url_map.iter_rules():
        if not route.rule.startswith(PRIVATE):
            continue
        for reader in GETS_IN[name_of(app, route)] & set(STRANGERS):
            sender = Reader(app, session, signed_in=world.identities[reader])
            for method in _methods(route):
                send = sender.get if method == "GET" else sender.post
                try:
                    send(world.address(route), status=404)
                except AssertionError as error:
                    wrong.append(f"{reader} {method} {route.rule}: {error}"[:160])
    assert wrong == []


def test_every_page_opens_for_somebody(app: Flask, world: World) -> None:
    """Otherwise the tests above would be about closed doors only."""
    never = {route.endpoint for route in all_routes(app, "GET")} - {HEALTH}
    for reader in READERS:
        client = world.client(app, reader)
        for route in all_routes(app, "GET"):
            if route.endpoint in never:
                with client.get(world.address(route)) as answer:
                    never -= {route.endpoint} if answer.status_code == 200 else set()
    # The three questions after a module are asked once, when it is passed: tested in learning.
    assert never == {"learning_quiz.evaluation"}


def test_a_reviewer_never_gets_into_staff_pages(app: Flask, world: World) -> None:
    client = world.client(app, "their reviewer")
    staff = [
        route
        for route in all_routes(app, "GET")
        if route.rule.startswith(STAFF_PAGES) and name_of(app, route) != "anyone"
    ]
    opened = {route.rule: client.get(world.address(route)).status_code for route in staff}
    assert set(opened.values()) == {403}


def test_nobody_but_the_safeguarding_lead_enters_the_safeguarding_queue(app: Flask, world: World) -> None:
    queue = [route for route in all_routes(app, "GET") if route.rule.startswith("/moderation/safeguarding/")]
    assert queue
    for reader in set(READERS) - {"safeguarding", NOBODY}:
        statuses = {world.client(app, reader).get(world.address(route)).status_code for route in queue}
        assert statuses == {403}, reader
