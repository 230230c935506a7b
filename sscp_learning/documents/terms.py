"""Key terms in a text: the first use of each leads to its meaning (rule F10).

Works on the HTML that `sanitise` made and that is stored, when a page is put together: the stored text stays as it was
approved, and a changed glossary is seen at once. Nothing is added but links round words in running text, and links that
an author made to the glossary lead to the meaning on the page instead. Every other character stays as it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from sscp_learning.documents.markup import VOID, element

_RUNNING = {"li", "dd", "td"}
_CLOSED = {"a", "caption", "code", "dfn", "dt", "figcaption", "label", "pre", "summary", "sup", "th",
           "h1", "h2", "h3", "h4", "h5", "h6"}  # fmt: skip
_CLOSED_CLASSES = {"doc-definition", "doc-notes"}
_PARAGRAPH = "govuk-body"  # What Markdown makes; titles, labels and hints of boxes have other classes.
_FULL_AND_SHORT = re.compile(r"(?P<full>.+?) \((?P<short>.+)\)")


@dataclass(frozen=True)
class Term:
    """A key term with its plain meaning; `address` is where the glossary has it, as links of authors lead there."""

    key: str
    term: str
    meaning: str
    address: str = ""


@dataclass(frozen=True)
class MarkedText:
    """The parts of a page with the first use of each term marked, and the terms that were, in the order of the text."""

    parts: tuple[str, ...]
    used: tuple[Term, ...]


def meaning_id(term: Term) -> str:
    """Return the id of the meaning on the page. No author can take it: ids in content have no underscore."""
    return f"word_{term.key}"


def use_id(term: Term) -> str:
    """Return the id of the first use, for the way back."""
    return f"{meaning_id(term)}_use"


def mark_terms(parts: Sequence[str], terms: Sequence[Term]) -> MarkedText:
    """Return `parts`, which follow each other on a page, with a link round the first use of each of `terms`.

    A use counts in paragraphs, list items and cells, as whole words, in small or capital letters, in the plural too;
    not in headings, links, labels or definitions. A term that the text defines first needs no link and gets none.
    """
    search = _Search(terms)
    marked = []
    for part in parts:
        marker = _Marker(search)
        marker.feed(part)
        marker.close()
        marked.append("".join(marker.written))
    return MarkedText(tuple(marked), tuple(search.used))


class _Search:
    """Finds terms, and knows across all parts of a page which were met."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.used: list[Term] = []
        self._new = {term.key: term for term in terms}
        self._keys = {term.address: term.key for term in terms if term.address}
        forms = [(form, term.key) for term in terms for form in _forms(term.term)]
        forms.sort(key=lambda pair: len(pair[0]), reverse=True)  # “child protection plan” is met before “child”.
        self._order = [key for _, key in forms]
        either = "|".join(f"({_pattern(form)})" for form, _ in forms)
        self._pattern = re.compile(rf"(?<![\w’'-])(?:{either or '(?!)'})(?![\w-]|[’']\w)", re.IGNORECASE)

    def mark(self, words: str) -> str:
        """Return the words with a link round each term that is new."""
        return self._pattern.sub(self._linked, words)

    def link_for(self, address: str) -> str | None:
        """Return the opening tag for an author's link to a term that is new, or None."""
        term = self._new.pop(self._keys.get(address, ""), None)
        return self._opening(term) if term else None

    def is_defined(self, words: str) -> None:
        """Note that the text itself says what this term means."""
        found = self._pattern.fullmatch(words.strip())
        if found:
            self._new.pop(self._key(found), None)

    def _linked(self, found: re.Match[str]) -> str:
        term = self._new.pop(self._key(found), None)
        return f"{self._opening(term)}{found[0]}</a>" if term else found[0]

    def _key(self, found: re.Match[str]) -> str:
        return self._order[(found.lastindex or 1) - 1]

    def _opening(self, term: Term) -> str:
        self.used.append(term)
        link = element("a", class_="govuk-link doc-term", href=f"#{meaning_id(term)}", id=use_id(term))
        return link.removesuffix("</a>")


class _Marker(HTMLParser):
    """Writes one part again, tag by tag as it stood, and has running words searched."""

    def __init__(self, search: _Search) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._search = search
        # Each tag that is open, and whether words inside it are searched; None: as they are outside it.
        self._open: list[tuple[str, bool | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write the tag, and note what it means for the words inside."""
        given = dict(attrs)
        own = self._search.link_for(given.get("href") or "") if tag == "a" and self._is_running() else None
        self.written.append(own or self.get_starttag_text() or "")
        if tag not in VOID:
            self._open.append((tag, _searched(tag, (given.get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        """Write the tag, and leave it and whatever was not closed inside it."""
        self.written.append(f"</{tag}>")
        tags = [name for name, _ in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Write the words, with links where they are running text."""
        if self._open and self._open[-1][0] == "dfn":
            self._search.is_defined(data)
        self.written.append(self._search.mark(data) if self._is_running() else data)

    def handle_entityref(self, name: str) -> None:
        """Write a sign that has a name, such as `&amp;`."""
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a sign that has a number, such as `&#39;`."""
        self.written.append(f"&#{name};")

    def _is_running(self) -> bool:
        said = [searched for _, searched in self._open if searched is not None]
        return bool(said) and all(said)


def _searched(tag: str, classes: list[str]) -> bool | None:
    if tag in _CLOSED or _CLOSED_CLASSES.intersection(classes):
        return False
    return True if tag in _RUNNING or (tag == "p" and _PARAGRAPH in classes) else None


def _forms(term: str) -> tuple[str, ...]:
    """Return how a term is written: “Graded Care Profile 2 (GCP2)” stands in a text in full or by its initials."""
    found = _FULL_AND_SHORT.fullmatch(term)
    return (found["full"], found["short"]) if found else (term,)


def _pattern(form: str) -> str:
    """Return the pattern of one way to write a term. Initials are met only as they are written: “who” is not “WHO”."""
    words = r"\s+".join(re.escape(word) for word in form.split())
    if form.isupper():
        return f"(?-i:{words}s?)"
    if words.endswith("y") and not words.endswith(("ay", "ey", "oy", "uy")):
        return f"{words[:-1]}(?:y|ies)"
    return words if words.endswith("s") else f"{words}s?"
