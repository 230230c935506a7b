"""How long sentences, rows, paragraphs, guides and papers may be: each threshold from both sides."""

import pytest

from tests.unit.documents.proofreading.asking import of_rule, row, severities, words


@pytest.mark.parametrize(("name", "count", "severity"), [
    ("easy-read", 12, []), ("easy-read", 13, ["W"]), ("easy-read", 15, ["W"]), ("easy-read", 16, ["F"]),
    ("leaflet", 20, []), ("leaflet", 21, ["W"]), ("leaflet", 90, ["W"]),
    ("full", 25, []), ("full", 26, ["W"]), ("one-minute", 26, ["W"]), ("briefing", 26, ["W"]),
])  # fmt: skip
def test_er01_long_sentences(name: str, count: int, severity: list[str]) -> None:
    assert severities(row(words(count)), "ER01", name) == severity


def test_er01_items_cells_and_headings_end_a_sentence() -> None:
    text = "## One two three four five six seven {#a}\n\n" + "- one two three four five six seven\n" * 2
    assert severities(text, "ER01") == []


@pytest.mark.parametrize(("sentence", "length"), [
    ("You can tell an adult, e.g. Dr. Khan or the nurse at 5 p.m. or even later.", 17),
    ("It's the boy's well-being that we don't see on days like that one, is it?", 15),
    ("On 22 November 2026 we told 1,200 of you that you could all come here.", 15),
    ("Mum and/or dad can come — they can both sit with you all of the time.", 16),
    ("Look at https://www.example.org/a/very/long-address.html now if you want to see all of the words.", 13),
    ("Write to help.me@example.org now if you want to see all of the words today.", 14),
])  # fmt: skip
def test_er01_counts_words_as_a_person_would(sentence: str, length: int) -> None:
    (finding,) = of_rule(row(sentence), "ER01")
    assert finding.words == sentence
    assert finding.message.startswith(f"This sentence has {length} words; 12 is enough here.")


@pytest.mark.parametrize(("count", "severity"), [(1, []), (2, []), (3, ["W"]), (4, ["F"])])
def test_er03_sentences_beside_one_picture(count: int, severity: list[str]) -> None:
    assert severities(row("You matter. " * count), "ER03") == severity


def test_er03_counts_what_stands_in_a_list_beside_the_picture() -> None:
    assert severities(row("You can:\n\n- tell us\n- call us\n- write to us"), "ER03") == ["F"]


@pytest.mark.parametrize(("text", "severity"), [
    ("You matter. " * 3, []),
    ("You matter. " * 4, ["W"]),
    ("- " + "You matter. " * 4, ["W"]),
    ("You could say: “Thank you. You did right. I may need to tell someone.” Then listen.", []),
    ("You matter. You matter.\n\nYou matter. You matter.", []),
])  # fmt: skip
def test_f1_a_paragraph_of_full_has_three_sentences(text: str, severity: list[str]) -> None:
    assert severities(text, "F1-paragraphs", "full") == severity
    assert severities(text, "F1-paragraphs", "leaflet") == []


@pytest.mark.parametrize(("count", "severity"), [(250, []), (251, ["W"]), (300, ["W"]), (301, ["F"])])
def test_f1_one_minute_is_at_most_300_words(count: int, severity: list[str]) -> None:
    assert severities("Go now. " * (count // 2) + "Go." * (count % 2), "F1-words", "one-minute") == severity


@pytest.mark.parametrize(("name", "pages", "severity"), [
    ("easy-read", 20, []), ("easy-read", 21, ["W"]), ("easy-read", 24, ["W"]), ("easy-read", 25, ["F"]),
    ("leaflet", 2, []), ("leaflet", 3, ["F"]), ("one-minute", 1, []), ("one-minute", 2, ["F"]),
    ("full", 99, []), ("briefing", 99, []), ("easy-read", None, []),
])  # fmt: skip
def test_er19_length_in_printed_pages(name: str, pages: int | None, severity: list[str]) -> None:
    assert severities("You matter.", "ER19", name, printed_pages=pages) == severity
