"""Reading a text with its tools: words with their meaning, parts, choices of the library, notes that stay private."""

import gzip
import re
import tomllib
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from sscp_learning.guidance import bodies
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.settings import PROJECT
from sscp_learning.topics import actions as topics
from tests.builders.guidance import FACTS, FULL, a_format_file, a_published_guide
from tests.pages import Reader

PAGE = "/guidance/neglect-toolkit/full/"
EASY = "/guidance/neglect-toolkit/easy-read/"
LIBRARY = "/guidance/"
SIGNS = {"key": "pattern", "term": "Pattern", "meaning": "Something that comes <again>."}
MOST_BYTES = 60 * 1024
TERM = re.compile(r'<a class="govuk-link doc-term" href="#([^"]+)" id="([^"]+)">(.*?)</a>', re.DOTALL)


def test_f10_the_first_use_of_a_term_leads_to_its_meaning_and_back(session: Session, nobody: Reader) -> None:
    topics.save_glossary(session, [SIGNS])
    a_published_guide(session)
    page = nobody.get(PAGE)
    ((meaning, use, words),) = TERM.findall(page)
    assert words == "pattern"
    told = page[page.index(f'id="{meaning}"') :]
    assert told.index("Something that comes &lt;again&gt;.") < told.index(f'href="#{use}"')


def test_f10_a_changed_glossary_is_seen_at_once(session: Session, nobody: Reader) -> None:
    topics.save_glossary(session, [SIGNS])
    a_published_guide(session)
    nobody.get(PAGE)
    topics.save_glossary(session, [{**SIGNS, "meaning": "What comes back."}])
    assert "What comes back." in nobody.get(PAGE)
    topics.save_glossary(session, [])
    page = nobody.get(PAGE)
    assert "doc-term" not in page
    assert "What these words mean" not in page


def test_terms_are_looked_for_once_and_not_for_every_reader(
    session: Session, nobody: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    look = bodies.mark_terms
    monkeypatch.setattr(bodies, "mark_terms", lambda parts, terms: (asked.append(1), look(parts, terms))[1])
    a_published_guide(session)
    for _ in range(3):
        nobody.get(PAGE)
    assert len(asked) == 1


def test_somebody_in_a_hurry_is_offered_the_one_minute_guide_at_the_top(session: Session, nobody: Reader) -> None:
    a_published_guide(session, *(a_format_file(kind) for kind in FormatKind))
    quick = "Read the one-minute guide first"
    page = nobody.get(PAGE)
    assert page.index(quick) < page.index("<h2")
    assert quick in nobody.get("/guidance/neglect-toolkit/briefing/")
    assert quick not in nobody.get("/guidance/neglect-toolkit/one-minute/")
    assert quick not in nobody.get(EASY)


def test_nobody_is_offered_a_one_minute_guide_that_is_not_there(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    assert "In a hurry?" not in nobody.get(PAGE)


@pytest.mark.parametrize("kind", FormatKind)
def test_f8_every_format_says_how_up_to_date_it_is_and_how_to_ask(
    session: Session, nobody: Reader, kind: FormatKind
) -> None:
    a_published_guide(session, a_format_file(kind))
    address = f"/guidance/neglect-toolkit/{kind}/"
    page = nobody.get(address)
    for words in ("Law as at", "Last reviewed", "Next review", "Owner", "minute to read"):
        assert words in page
    for link in ("ask/", "feedback/"):
        assert f'href="{address}{link}"' in page
    assert f'href="/guidance/neglect-toolkit/{kind}.pdf"' in page
    assert "data-reading-tools" in page


def test_the_chooser_names_reader_time_and_purpose_of_each_format_before_any_text(
    session: Session, nobody: Reader
) -> None:
    a_published_guide(session)
    page = nobody.get("/guidance/neglect-toolkit/")
    for words in ("For practitioners", "For young people", "1 minute to read", "One line about full."):
        assert page.index(words) < page.index(FACTS.summary.split(".")[0][:20])


def a_long_text(words: int, sections: int) -> str:
    """As many words as a whole toolkit has, none of them twice in a row, so that they compress as prose does."""
    vocabulary = sorted(set(re.findall(r"[a-z]{2,}", (PROJECT / "README.md").read_text("utf-8").lower())))
    picked = [vocabulary[(place * 7919 + place * place) % len(vocabulary)] for place in range(words)]
    each = words // sections
    texts = [" ".join(picked[start : start + each]) for start in range(0, words, each)]
    return "\n\n".join(f"## Part {number} {{#part-{number}}}\n\n{text}." for number, text in enumerate(texts))


def test_a_guide_of_5000_words_stays_under_60_kb(session: Session, nobody: Reader) -> None:
    with (PROJECT / "content" / "glossary.toml").open("rb") as file:
        rows = tomllib.load(file)
    topics.save_glossary(
        session, [{"key": key, "term": row["term"], "meaning": row["meaning"]} for key, row in rows.items()]
    )
    a_published_guide(session, a_format_file(source=a_long_text(5000, 24)))
    answer = nobody.client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert len(gzip.decompress(answer.data)) > 30_000
    assert len(answer.data) <= MOST_BYTES


def test_a_long_text_has_its_contents_and_the_way_back_to_them(session: Session, nobody: Reader) -> None:
    a_published_guide(session, a_format_file(source=a_long_text(1200, 12)))
    page = nobody.get(PAGE)
    assert "On this page: 13 parts" in page
    assert page.count('href="#on_this_page"') == 12
    assert 'href="#on_this_page"' not in nobody.get("/guidance/")


def test_a_section_of_a_derived_format_leads_right_to_the_sub_section_it_follows(
    session: Session, nobody: Reader
) -> None:
    text = (
        '## Babies {#about-babies follows="babies"}\n\nThey grow.\n\n'
        "## Good to know {#good}\n\n::: box reassurance\nYou are not in trouble.\n:::\n"
    )
    a_published_guide(session, a_format_file(), a_format_file(FormatKind.LEAFLET, text))
    assert f'href="{PAGE}#babies"' in nobody.get("/guidance/neglect-toolkit/leaflet/")
    assert 'href="/guidance/neglect-toolkit/leaflet/#about-babies"' in nobody.get(PAGE)


def test_ticks_and_notes_have_no_name_and_say_that_they_stay_private(session: Session, nobody: Reader) -> None:
    tools = (
        '## Tools {#tools}\n\n::: checklist {title="Before the visit"}\n- [ ] Read the history\n:::\n\n'
        '::: reflection {title="One child"}\nWhat was their day like?\n:::\n'
    )
    a_published_guide(session, a_format_file(source=f"{FULL}\n{tools}"))
    page = nobody.get(PAGE)
    assert "Only you can see your ticks. Nothing is sent" in page
    assert "Only you can see what you write here. Nothing is stored or sent" in page
    assert "<form" not in page
    for control in re.findall(r"<(?:input|textarea)[^>]*>", page):
        assert " name=" not in control


# The library


def a_library(session: Session) -> None:
    """Two topics, three publications, two kinds of reader."""
    topics.save_topics(
        session,
        [
            {"key": "neglect", "title": "Neglect", "summary": "Needs not met."},
            {"key": "babies", "title": "Babies", "summary": "The youngest."},
        ],
    )
    a_published_guide(session)
    a_published_guide(session, a_format_file(), slug="teenagers", facts=replace(FACTS, title="Teenagers"))
    parents = a_format_file(FormatKind.ONE_MINUTE, audience="parents and carers")
    a_published_guide(session, parents, slug="bruises", facts=replace(FACTS, title="Bruises", topic="babies"))


def test_the_library_can_be_narrowed_by_topic_reader_and_format(session: Session, nobody: Reader) -> None:
    a_library(session)
    everything = nobody.get(LIBRARY)
    assert 'href="/guidance/?topic=babies"' in everything
    assert "Show all" not in everything
    page = nobody.get(f"{LIBRARY}?audience=parents-and-carers")
    assert "Bruises" in page
    assert "Teenagers" not in page
    assert "1 of 3 pieces of guidance." in page
    assert 'href="/guidance/?topic=babies&amp;audience=parents-and-carers"' in page or "Topic</p>" not in page
    assert "<form" not in page


def test_a_chosen_reader_sees_only_the_formats_for_them(session: Session, nobody: Reader) -> None:
    a_library(session)
    page = nobody.get(f"{LIBRARY}?audience=young-people")
    assert f'href="{EASY}"' in page
    assert f'href="{PAGE}"' not in page
    assert "For young people</p>" in page


def test_choices_that_nothing_fits_say_what_to_do(session: Session, nobody: Reader) -> None:
    a_library(session)
    page = nobody.get(f"{LIBRARY}?audience=young-people&topic=babies")
    assert "No guidance fits all of these" in page
    assert 'href="/help/"' in page
    assert 'href="/guidance/?topic=babies"' in page  # Taking one choice back keeps the other.


@pytest.mark.parametrize(
    "query", ["topic=unknown", "audience=%00", "format='--", "topic=neglect&topic=babies&x=%F0%9F%98%80"]
)
def test_the_library_bears_any_question(session: Session, nobody: Reader, query: str) -> None:
    a_library(session)
    assert "Neglect toolkit" in nobody.get(f"{LIBRARY}?{query}")
