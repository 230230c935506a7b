"""Choosing from the library by topic, by who it is for and by format."""

import pytest

from sscp_learning.guidance.choosing import (
    Choice,
    audience_key,
    choose,
    count_entries,
    list_filters,
    read_choice,
)
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.guidance.shapes import FormatLine, LibraryEntry, TopicShelf

PARENTS = "parents and carers"


def line(kind: FormatKind, audience: str) -> FormatLine:
    return FormatLine(kind, audience, "", 1, for_young_people=audience == "young people")


def entry(slug: str, *lines: FormatLine) -> LibraryEntry:
    return LibraryEntry(slug, slug.title(), "", "", "Anyone", lines)


FULL = line(FormatKind.FULL, "practitioners")
EASY = line(FormatKind.EASY_READ, "young people")
LEAFLET = line(FormatKind.LEAFLET, PARENTS)
SHELVES = (
    TopicShelf("neglect", "Neglect", "", (entry("toolkit", FULL, EASY), entry("teenagers", FULL))),
    TopicShelf("babies", "Babies", "", (entry("bruises", FULL, LEAFLET),)),
)


@pytest.mark.parametrize(
    ("choice", "slugs"),
    [
        (Choice(), ["toolkit", "teenagers", "bruises"]),
        (Choice(topic="neglect"), ["toolkit", "teenagers"]),
        (Choice(audience="young-people"), ["toolkit"]),
        (Choice(audience="parents-and-carers"), ["bruises"]),
        (Choice(format="full"), ["toolkit", "teenagers", "bruises"]),
        (Choice(topic="neglect", audience="parents-and-carers"), []),
        (Choice(audience="practitioners", format="easy-read"), []),
    ],
)
def test_only_what_fits_every_choice_is_left(choice: Choice, slugs: list[str]) -> None:
    left = choose(SHELVES, choice)
    assert [entry.slug for shelf in left for entry in shelf.entries] == slugs
    assert count_entries(left) == len(slugs)
    assert all(shelf.entries for shelf in left)


def test_of_a_publication_only_the_formats_that_fit_are_offered() -> None:
    (shelf,) = choose(SHELVES, Choice(audience="young-people"))
    assert shelf.entries[0].formats == (EASY,)


def test_each_option_keeps_the_other_choices_and_says_how_many_there_are_then() -> None:
    filters = {one.title: one.options for one in list_filters(SHELVES, Choice(topic="neglect"))}
    told = [(option.words, option.href, option.count) for option in filters["Who it is for"]]
    assert told == [
        ("All", "/guidance/?topic=neglect", 2),
        ("Practitioners", "/guidance/?topic=neglect&audience=practitioners", 2),
        ("Young people", "/guidance/?topic=neglect&audience=young-people", 1),
    ]
    assert [option.words for option in filters["Topic"] if option.is_chosen] == ["Neglect"]
    assert filters["Topic"][0].href == "/guidance/"


def test_every_option_leads_to_as_many_as_it_says() -> None:
    for choice in (Choice(), Choice(topic="babies"), Choice(audience="practitioners", format="full")):
        for one in list_filters(SHELVES, choice):
            for option in one.options:
                asked = dict(pair.split("=") for pair in option.href.partition("?")[2].split("&") if pair)
                assert count_entries(choose(SHELVES, read_choice(asked, SHELVES))) == option.count


def test_a_row_without_a_choice_is_left_out_but_what_was_chosen_can_always_be_taken_back() -> None:
    assert [one.title for one in list_filters(SHELVES[1:], Choice())] == ["Who it is for", "Format"]
    nothing = Choice(topic="babies", audience="young-people")
    assert [one.title for one in list_filters(SHELVES, nothing)] == ["Topic", "Who it is for"]
    less = list_filters(SHELVES, Choice(topic="babies", audience="young-people", format="full"))
    assert [one.title for one in less] == ["Topic", "Who it is for", "Format"]
    assert {one.options[0].words for one in less} == {"All"}
    assert list_filters((), Choice()) == []


@pytest.mark.parametrize(
    "asked", [{}, {"topic": "unknown"}, {"topic": ""}, {"format": "FULL", "more": "x"}, {"audience": "<b>"}]
)
def test_what_the_library_does_not_know_counts_as_not_chosen(asked: dict[str, str]) -> None:
    assert read_choice(asked, SHELVES) == Choice()


def test_an_audience_has_a_plain_name_in_the_address() -> None:
    assert audience_key("Parents & carers, all ages") == "parents-carers-all-ages"
