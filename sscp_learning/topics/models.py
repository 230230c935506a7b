"""Themes, contacts, glossary and section links (DECISIONS 2 and 3). Written by content import; read by everyone."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sscp_learning.platform.base import Base


class Topic(Base):
    """A theme under which guidance and modules are found."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    summary: Mapped[str]
    position: Mapped[int]


class Contact(Base):
    """Somebody to call, with the date the number was last checked (REVIEW-RULES F11)."""

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("\"when\" IN ('emergency', 'now', 'advice')", name="when"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str]
    text: Mapped[str]
    url: Mapped[str]
    hours: Mapped[str]
    who_for: Mapped[str]
    when: Mapped[str]
    for_young_people: Mapped[bool]  # Shown on every page of theirs.
    checked: Mapped[date]
    position: Mapped[int]


class GlossaryTerm(Base):
    """A key term with its plain meaning (REVIEW-RULES F10)."""

    __tablename__ = "glossary_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    term: Mapped[str]
    meaning: Mapped[str]


class Generation(Base):
    """A number that goes up whenever something changes that others keep a copy of (“contacts”, “search”)."""

    __tablename__ = "generation"

    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


class SectionLink(Base):
    """A section of guidance that something else rests on: a question of a module, say (DECISIONS 2)."""

    __tablename__ = "section_link"
    __table_args__ = (UniqueConstraint("source", "target"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]  # “learning:neglect-toolkit/nt-07”
    target: Mapped[str]  # “guidance:neglect-toolkit/full#cumulative-harm”
