"""Guidance for tests: files as content import hands them over, drafts and published publications."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.documents.parse import parse
from sscp_learning.guidance.actions import drafts, publishing
from sscp_learning.guidance.actions.saves import begin
from sscp_learning.guidance.inspecting import Findings
from sscp_learning.guidance.models import Following, Format, Publication, Revision, WorkingText
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.prepare import prepare
from sscp_learning.guidance.queries import desk
from sscp_learning.guidance.rules import Change, Facts, FollowedHow, FormatFile, FormatKind, PublicationFile, Source
from sscp_learning.guidance.working import About, cut
from sscp_learning.people.models import Person
from sscp_learning.topics import actions as topics
from sscp_learning.topics import queries as topic_queries
from tests.builders.people import a_person

THEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FACTS = Facts(
    title="Neglect toolkit",
    summary="How to see when a child's needs go on not being met.",
    topic="neglect",
    audience="Anyone who works with children",
    owner="Neglect lead",
    law_as_at=date(2026, 11, 22),
    reviewed=date(2026, 11, 21),
    next_review=date(2027, 5, 22),
    sources=(Source("Children Act 1989, section 47", "legislation.gov.uk", "1989"),),
)
FULL = """\
Read this first.

## What neglect is {#what-neglect-is}

A pattern of care that is missing. See [the signs](guidance:neglect-toolkit/full#signs).

## Signs by age {#signs}

Look for a pattern.

### Babies {#babies}

They do not gain weight.

## Who to call {#who-to-call}

::: contacts {names="emergency childline"}
:::
"""
EASY_READ = """\
## What is neglect? {#what-is-neglect follows="what-neglect-is"}

::: picture-row home {decorative}
You do not get the care you need.
:::

## You are not in trouble {#not-in-trouble}

::: box reassurance {title="You are not in trouble"}
Someone will listen. Call 999 if you are in danger now.
:::
"""
CONTACTS: tuple[topics.Row, ...] = (
    {
        "key": "emergency",
        "name": "Emergency services",
        "phone": "999",
        "text": "",
        "url": "",
        "hours": "Any time",
        "who_for": "Someone in danger now",
        "when": "emergency",
        "for_young_people": True,
        "checked": date(2026, 11, 22),
    },
    {
        "key": "childline",
        "name": "Childline",
        "phone": "0800 000",
        "text": "",
        "url": "https://www.example.org",
        "hours": "Day or night",
        "who_for": "Anyone under 19",
        "when": "now",
        "for_young_people": True,
        "checked": date(2026, 11, 22),
    },
)


def a_format_file(kind: FormatKind = FormatKind.FULL, source: str | None = None, **more: object) -> FormatFile:
    """One format: the full guidance for practitioners, or easy read for young people that has what it needs."""
    young = kind in {FormatKind.EASY_READ, FormatKind.LEAFLET}
    text = source if source is not None else EASY_READ if young else FULL
    parsed = parse(text, file=f"{kind}.md")
    assert not parsed.faults, parsed.faults
    file = FormatFile(
        kind=kind,
        document=parsed.document,
        source=text,
        audience="young people" if young else "practitioners",
        summary=f"One line about {kind}.",
        safe_for_young_people=young,
    )
    return replace(file, **more)  # type: ignore[arg-type]


def a_publication_file(*formats: FormatFile, slug: str = "neglect-toolkit", facts: Facts = FACTS) -> PublicationFile:
    """A publication with the full guidance and easy read, unless other formats are given."""
    return PublicationFile(slug, facts, formats or (a_format_file(), a_format_file(FormatKind.EASY_READ)))


def drafts_of(session: Session, file: PublicationFile, *, now: datetime = THEN) -> list[Revision]:
    """The file's texts as drafts, the way content import makes them."""
    prepared = prepare(file, desk.get_known_texts(session, file.slug))
    return drafts.save_draft_from_file(session, prepared=prepared, made_by=None, now=now)


def some_contacts(session: Session) -> None:
    """Emergency services and Childline."""
    topics.save_contacts(session, CONTACTS)


def a_paper(session: Session) -> Paper:
    """A paper that is not worth reading, with today's contacts."""
    return Paper(b"%PDF-1.7 for a test", topic_queries.get_generation(session, topic_queries.CONTACTS))


def nothing_found(revision: Revision) -> Findings:
    """What the checks say of a text without a fault."""
    return Findings(revision_id=revision.id)


def two_people(session: Session) -> tuple[Person, Person]:
    """Somebody who writes and somebody who approves."""
    return a_person(session, name="Edie Tor"), a_person(session, name="Paul Isher")


def publish_draft(
    session: Session, revision: Revision, *, change: Change | None = None, now: datetime = THEN
) -> Revision:
    """Takes a draft through both people to readers."""
    author, approver = two_people(session)
    publishing.submit_for_approval(session, revision_id=revision.id, author_id=author.id, now=now, change=change)
    publishing.approve(session, revision_id=revision.id, approver_id=approver.id, kind_confirmed=True, now=now)
    return publishing.publish(
        session,
        revision_id=revision.id,
        publisher_id=approver.id,
        paper=a_paper(session),
        findings=nothing_found(revision),
        now=now,
    )


def a_published_guide(
    session: Session, *formats: FormatFile, slug: str = "neglect-toolkit", facts: Facts = FACTS
) -> Mapping[FormatKind, Revision]:
    """A publication whose formats readers can open, with the contacts it shows."""
    some_contacts(session)
    drafts = drafts_of(session, a_publication_file(*formats, slug=slug, facts=facts))
    return {FormatKind(draft.format.kind): publish_draft(session, draft) for draft in drafts}


def a_sent_text(session: Session) -> Revision:
    """A briefing that somebody has written and sent: it waits for somebody else to approve it."""
    (draft,) = drafts_of(session, a_publication_file(a_format_file(FormatKind.BRIEFING)))
    author, _ = two_people(session)
    return publishing.submit_for_approval(session, revision_id=draft.id, author_id=author.id, now=THEN)


def a_flag(session: Session, follower: Revision) -> None:
    """What makes the first section of easy read need checking: it was held against other words last."""
    row = Following(
        format_id=follower.format_id,
        section="what-is-neglect",
        source="what-neglect-is",
        fingerprint="other words",
        how=FollowedHow.PUBLISHED,
        made_at=THEN,
    )
    session.add(row)
    session.flush()


def a_format(session: Session, kind: FormatKind = FormatKind.FULL, *, slug: str = "thresholds") -> Format:
    """A format of a publication that nobody has written anything of."""
    publication = session.scalar(select(Publication).where(Publication.slug == slug))
    if publication is None:
        publication = Publication(
            slug=slug, title="Thresholds", summary="Who helps.", topic="neglect", audience="All", created_at=THEN
        )
        session.add(publication)
        session.flush()
    made = Format(publication_id=publication.id, kind=kind)
    session.add(made)
    session.flush()
    return made


def a_working_text(
    session: Session, kind: FormatKind = FormatKind.FULL, *, source: str | None = None, now: datetime = THEN
) -> WorkingText:
    """A text that somebody is writing, never published yet; it could be sent for approval as it is."""
    file = a_format_file(kind)
    about = About(
        **{field.name: getattr(FACTS, field.name) for field in fields(FACTS)},
        format_audience=file.audience,
        format_summary=file.summary,
        safe_for_young_people=file.safe_for_young_people,
    )
    return begin(
        session,
        format_id=a_format(session, kind).id,
        who_id=a_person(session, name="Edie Tor").id,
        now=now,
        blocks=cut(source if source is not None else file.source),
        about=about,
    )
