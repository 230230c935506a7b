"""Pages for anyone who holds a certificate's code: the public check and the paper (rule C3, DECISIONS 30)."""

from datetime import timedelta
from functools import lru_cache

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from sscp_learning.documents.typeset import CertificatePaper, GlyphMissing, certificate_pdf
from sscp_learning.learning import queries
from sscp_learning.learning.papers import paper_of
from sscp_learning.learning.queries import CertificateFacts
from sscp_learning.learning.rules import CertificateState, certificate_standing
from sscp_learning.platform.access import access, anyone
from sscp_learning.platform.append import AccessLogRow, append_now
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.throttle import Limit, count_try, is_over
from sscp_learning.platform.web import get_database, get_session, get_settings

blueprint = Blueprint("learning_visitor", __name__, template_folder="../templates")

CHECKS = Limit("certificate checks", tries=200, within=timedelta(minutes=10))
NO_SUCH_CODE = 404
TOO_MANY = 429
PAPERS_KEPT = 64


@blueprint.get("/certificates/<code>/")
@access(anyone)
def check(code: str) -> Response:
    """What a certificate says and whether it counts today."""
    certificate = _look_up(code)
    if isinstance(certificate, Response):
        return certificate
    standing = certificate_standing(certificate.state, certificate.expires_on, today())
    return _page(
        "learning/certificate.html",
        certificate=certificate,
        paper=_paper(certificate),
        standing=standing,
        instead_of_pdf="instead-of-pdf" in request.args,
    )


@blueprint.get("/certificates/<code>.pdf")
@access(anyone)
def paper(code: str) -> AnyResponse:
    """The certificate as a PDF; a name that no font of ours can print leads to the page to print instead."""
    certificate = _look_up(code)
    if isinstance(certificate, Response):
        return certificate
    if certificate.state is CertificateState.WITHDRAWN:
        return redirect(f"/certificates/{code}/")  # A paper that says nothing of it must not be printed again.
    try:
        answer = make_response(_made(_paper(certificate)))
    except GlyphMissing:
        return redirect(f"/certificates/{code}/?instead-of-pdf")
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="certificate-{code}.pdf"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@lru_cache(maxsize=PAPERS_KEPT)
def _made(paper: CertificatePaper) -> bytes:
    return certificate_pdf(paper)


def _paper(certificate: CertificateFacts) -> CertificatePaper:
    return paper_of(certificate.snapshot, get_settings().public_url)


def _look_up(code: str) -> CertificateFacts | Response:
    """The certificate, or the page that says why not. Each check is counted and logged while no reading is open."""
    place, secret = request.remote_addr or "", get_settings().secret_key
    count_try(get_database(), CHECKS, place, secret=secret, now=now())
    session = get_session()
    too_many = is_over(session, CHECKS, place, secret=secret, now=now())
    certificate = None if too_many else queries.find_certificate(session, code)
    session.rollback()
    if too_many:
        return _page("learning/too_many_checks.html", TOO_MANY)
    if certificate is None:
        return _page("learning/no_certificate.html", NO_SUCH_CODE)
    row = AccessLogRow(at=now(), who="nobody", thing="certificate check", thing_id=str(certificate.id))
    append_now(get_database(), row)
    return certificate


def _page(template: str, status: int = 200, **values: object) -> Response:
    answer = make_response(render_template(template, **values), status)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
