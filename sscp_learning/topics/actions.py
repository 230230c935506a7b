"""What content import writes: topics, contacts and the glossary; and the numbers that tell others of a change."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sscp_learning.topics.models import Contact, Generation, GlossaryTerm, SectionLink, Topic
from sscp_learning.topics.queries import CONTACTS, GLOSSARY, SEARCH

Row: TypeAlias = Mapping[str, str | int | date]
Keyed = TypeVar("Keyed", Topic, Contact, GlossaryTerm)
TOPICS = "topics"


def bump(session: Session, name: str) -> int:
    """Makes the number of this name one higher and returns it."""
    row = session.get(Generation, name)
    if row is None:
        row = Generation(name=name, number=0)
        session.add(row)
    row.number += 1
    session.flush()
    return row.number


def save_topics(session: Session, rows: Iterable[Row]) -> bool:
    """Makes the topics these: key, title, summary, in this order. True when anything changed."""
    return _save(session, Topic, _in_order(rows), TOPICS)


def save_contacts(session: Session, rows: Iterable[Row]) -> bool:
    """Makes the contacts these, in this order: the columns of Contact but id and position. True when anything changed.

    The generation “contacts” then goes up, so that every page and paper that shows one is made anew (DECISIONS 3).
    """
    return _save(session, Contact, _in_order(rows), CONTACTS)


def save_glossary(session: Session, rows: Iterable[Row]) -> bool:
    """Makes the glossary these terms: key, term, meaning. True when anything changed."""
    return _save(session, GlossaryTerm, [dict(row) for row in rows], GLOSSARY)


def save_section_links(session: Session, source: str, links: Iterable[tuple[str, str]]) -> None:
    """Says what one module (“learning:neglect-toolkit”) rests on: pairs of a part of it and the section it needs.

    What it said before is forgotten.
    """
    session.execute(delete(SectionLink).where(SectionLink.source.startswith(f"{source}/", autoescape=True)))
    session.add_all(SectionLink(source=f"{source}/{part}", target=target) for part, target in sorted(set(links)))
    session.flush()


def _in_order(rows: Iterable[Row]) -> list[dict[str, str | int | date]]:
    return [{**row, "position": number} for number, row in enumerate(rows, start=1)]


def _save(session: Session, model: type[Keyed], rows: list[dict[str, str | int | date]], name: str) -> bool:
    """Adds, changes and removes rows by their key, and bumps this generation and search when anything is different."""
    kept = {row.key: row for row in session.scalars(select(model))}
    wanted = {str(row["key"]): row for row in rows}
    changed = False
    for key, row in kept.items():
        if key not in wanted:
            session.delete(row)
            changed = True
    for key, values in wanted.items():
        changed = _put(session, model, kept.get(key), values) or changed
    session.flush()
    if changed:
        for generation in (name, SEARCH):
            bump(session, generation)
    return changed


def _put(session: Session, model: type[Keyed], row: Keyed | None, values: Row) -> bool:
    if row is None:
        session.add(model(**values))
        return True
    changed = {column: value for column, value in values.items() if getattr(row, column) != value}
    for column, value in changed.items():
        setattr(row, column, value)
    return bool(changed)
