"""The public check of a certificate, and the paper."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.learning.actions.certificates import withdraw_certificate
from sscp_learning.learning.models import Certificate
from sscp_learning.learning.views import visitor
from sscp_learning.platform.append import AccessLogRow
from sscp_learning.platform.clock import clock_at
from sscp_learning.platform.throttle import Limit
from tests.builders.learning import a_published_module, has_completed
from tests.builders.people import a_person
from tests.pages import Reader


def a_certificate(session: Session, name: str = "Zoë Łukasiewicz") -> Certificate:
    a_published_module(session)
    person = a_person(session, name=name)
    has_completed(session, person)
    return session.scalars(select(Certificate)).one()


def test_anyone_with_the_code_sees_what_the_paper_says(nobody: Reader, session: Session) -> None:
    certificate = a_certificate(session)
    html = nobody.get(f"/certificates/{certificate.code}/")
    for words in (
        "Zoë Łukasiewicz",
        "A small module",
        "5 January 2026",
        "5 January 2029",
        "This certificate is current",
    ):
        assert words in html
    assert "Agency" not in html
    assert "noindex" in html
    assert nobody.last is not None
    assert nobody.last.headers["X-Robots-Tag"] == "noindex"


def test_what_a_certificate_is_worth_depends_on_the_day_and_on_what_became_of_it(
    nobody: Reader, session: Session, now: datetime
) -> None:
    certificate = a_certificate(session)
    address = f"/certificates/{certificate.code}/"
    with clock_at(datetime(2029, 1, 6, tzinfo=UTC)):
        assert "This certificate has expired" in nobody.get(address)
    withdraw_certificate(session, certificate=certificate, who="person:1", now=now)
    session.flush()
    assert "This certificate was withdrawn" in nobody.get(address)
    nobody.get(f"/certificates/{certificate.code}.pdf", status=302)


def test_a_newer_certificate_supersedes_the_old_one(nobody: Reader, session: Session, now: datetime) -> None:
    a_published_module(session)
    person = a_person(session)
    has_completed(session, person)
    has_completed(session, person, now=now)
    old = session.scalars(select(Certificate).order_by(Certificate.id)).first()
    assert old is not None
    assert "A newer certificate has taken its place" in nobody.get(f"/certificates/{old.code}/")


def test_the_paper_is_a_pdf(nobody: Reader, session: Session) -> None:
    certificate = a_certificate(session)
    answer = nobody.client.get(f"/certificates/{certificate.code}.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_name_that_no_font_can_print_leads_to_the_page_to_print(nobody: Reader, session: Session) -> None:
    certificate = a_certificate(session, name="Sam \U00012000")
    nobody.get(f"/certificates/{certificate.code}.pdf", status=302)
    assert "Print this page" in nobody.get(nobody.location)


@pytest.mark.parametrize("code", ["nope", "x" * 22, "x" * 5_000, "%F0%9F%92%9A"])
def test_an_unknown_code_says_to_check_it(nobody: Reader, session: Session, code: str) -> None:
    a_certificate(session)
    assert "Check the code" in nobody.get(f"/certificates/{code}/", status=404)
    assert "Check the code" in nobody.get(f"/certificates/{code}.pdf", status=404)


def test_every_check_is_logged_without_saying_who(nobody: Reader, session: Session) -> None:
    certificate = a_certificate(session)
    nobody.get(f"/certificates/{certificate.code}/")
    row = session.scalars(select(AccessLogRow)).one()
    assert (row.who, row.thing, row.thing_id) == ("nobody", "certificate check", str(certificate.id))


def test_too_many_checks_from_one_place_are_asked_to_wait(
    nobody: Reader, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor, "CHECKS", Limit("certificate checks", 3, visitor.CHECKS.within))
    certificate = a_certificate(session)
    for _ in range(2):
        nobody.get(f"/certificates/{certificate.code}/")
    assert "wait a few minutes" in nobody.get(f"/certificates/{certificate.code}/", status=429)
    nobody.get(f"/certificates/{certificate.code}.pdf", status=429)
