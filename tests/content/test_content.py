"""Every file in content/ is read and checked: what stands there keeps the rules, today and after every edit."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations

import pytest

from sscp_learning.content_files.checking import check_content
from sscp_learning.content_files.reading import Content, Text, read_content
from sscp_learning.content_files.word_lists import house_words
from sscp_learning.documents.checks import check_format
from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.html import render_document
from sscp_learning.documents.kinds.registry import is_question, question_kind, read_questions
from sscp_learning.documents.model import Block
from sscp_learning.documents.parse import parse, write
from sscp_learning.documents.question import Question
from sscp_learning.guidance.rules import FormatFile, PublicationFile
from sscp_learning.learning.module_file import ModuleFile
from sscp_learning.settings import PROJECT
from sscp_learning.topics.rules import ContactWhen
from sscp_learning.ui.links import address
from tests.content.guessing import expected, longest_is_right

FOLDER = PROJECT / "content"
LONGEST_AT_MOST = 0.35
GUESSING_AT_MOST = 0.35
LEARNERS = 200
ALL_OF_THE_ABOVE = re.compile(r"\b(?:all|none|both|any|neither|either) of (?:the|these|those|them)\b", re.IGNORECASE)
MEANINGFUL = re.compile(r"right|wrong|true|false|correct|yes|no\b|^[a-e]$|^\d+$", re.IGNORECASE)
YEAR_OF_A_REVIEW = timedelta(days=366)


@cache
def everything() -> Content:
    """The whole folder, read once."""
    return read_content(FOLDER)


def publications() -> list[PublicationFile]:
    """What is published, and the drafts under review."""
    return [*everything().publications, *everything().drafts]


def formats() -> list[tuple[str, PublicationFile, FormatFile]]:
    """Every format of every publication, and every draft of one."""
    found = [(p, text) for p in everything().publications for text in p.formats]
    drafts = [(p, text) for p in everything().drafts for text in p.formats]
    named = [(f"{p.slug}-{text.kind}", p, text) for p, text in found]
    return named + [(f"{p.slug}-draft-{text.kind}", p, text) for p, text in drafts]


@cache
def questions() -> dict[str, list[Question]]:
    """Every question of each module, on its pages and in its quiz."""
    return {
        module.slug: [
            question
            for document in (*(page.document for page in module.pages), module.quiz)
            for question in read_questions(document)
        ]
        for module in everything().modules
    }


@cache
def sections() -> frozenset[str]:
    """Every section of guidance, as questions name it."""
    return frozenset(
        f"guidance:{publication.slug}/{text.kind}#{section.id}"
        for publication in everything().publications
        for text in publication.formats
        for section in text.document.all_sections
    )


def blocks() -> Iterator[tuple[Text, Block]]:
    """Every block of every text."""
    for text in everything().texts:
        for block in text.document.walk():
            yield text, block


FORMATS = formats()
MODULES = everything().modules
EACH_MODULE = pytest.mark.parametrize("module", MODULES, ids=[module.slug for module in MODULES])
EACH_FORMAT = pytest.mark.parametrize(
    ("publication", "text"), [(p, text) for _, p, text in FORMATS], ids=[name for name, _, _ in FORMATS]
)
EACH_QUESTION = pytest.mark.parametrize(
    "question", [q for m in MODULES for q in questions()[m.slug]], ids=lambda q: q.id
)


# All of it


def test_content_check_finds_nothing_to_mend() -> None:
    assert [str(fault) for fault in check_content(FOLDER)] == []


def test_every_file_of_text_is_read() -> None:
    """A file that no reader looks at would be a file that nobody checks."""
    read = {text.file for text in everything().texts}
    written = {str(path.relative_to(FOLDER.parent)) for path in FOLDER.rglob("*.md")}
    assert written - read == {"content/pictures/LICENCE.md"}


@pytest.mark.parametrize("text", everything().texts, ids=lambda text: text.file)
def test_every_text_reads_back_the_same_when_written(text: Text) -> None:
    again = parse(write(text.document), file=text.file)
    assert again.faults == ()
    assert [block.fingerprint for block in again.document.walk()] == [b.fingerprint for b in text.document.walk()]


@pytest.mark.parametrize("text", everything().texts, ids=lambda text: text.file)
def test_every_text_can_be_shown_with_all_its_links(text: Text) -> None:
    lost: list[str] = []

    def resolve(target: str) -> str | None:
        lost.extend([] if address(target) else [target])
        return address(target)

    context = RenderContext(resolve_link=resolve, picture_address=lambda name: f"/pictures/{name}.svg")
    assert [part.uid for part in render_document(text.document, context)]
    assert lost == []


def test_question_ids_are_unique_in_all_of_content() -> None:
    counted = Counter(block.text("id") for _, block in blocks() if is_question(block))
    assert [name for name, times in counted.items() if times > 1] == []


def test_the_ids_of_sections_are_unique_in_their_text() -> None:
    for text in everything().texts:
        counted = Counter(section.id for section in text.document.all_sections)
        assert [name for name, times in counted.items() if times > 1] == [], text.file


def test_f11_no_telephone_number_is_typed_into_prose() -> None:
    found = {
        f"{text.file}: {finding.words}"
        for text in everything().texts
        for finding in check_format(text.document, "full", for_young_people=False)
        if finding.rule == "F11" and finding.severity == "F"
    }
    assert found == set()


def test_f10_no_text_for_readers_uses_a_banned_word_for_a_key_term() -> None:
    banned = [words for term in everything().glossary.values() for words in term.get("banned", [])]
    used = {
        f"{name}: {words}"
        for name, _, text in FORMATS
        for words in banned
        if re.search(rf"(?<![\"“])\b{re.escape(words)}\b(?![\"”])", text.document.words, re.IGNORECASE)
    }
    assert used == set()


# Who to call


@pytest.mark.parametrize("contact", everything().partnership["contact"], ids=lambda contact: contact["key"])
def test_f11_a_contact_says_how_it_is_reached_when_it_was_checked_and_where_that_stands(
    contact: dict[str, object],
) -> None:
    assert any(contact[way] for way in ("phone", "text", "url"))
    assert isinstance(contact["checked"], date)
    assert contact["source"]
    assert contact["who_for"]
    assert contact["when"] in list(ContactWhen)


def test_contacts_have_one_key_each_and_help_in_an_emergency_is_among_them() -> None:
    contacts = everything().partnership["contact"]
    assert len({contact["key"] for contact in contacts}) == len(contacts)
    assert [contact["phone"] for contact in contacts if contact["when"] == "emergency"] == ["999"]


# Guidance


@pytest.mark.parametrize("publication", publications(), ids=lambda publication: publication.slug)
def test_f8_a_publication_says_how_up_to_date_it_is_and_who_answers_for_it(publication: PublicationFile) -> None:
    facts = publication.facts
    assert facts.law_as_at <= facts.next_review
    assert facts.reviewed < facts.next_review <= facts.reviewed + YEAR_OF_A_REVIEW
    assert facts.owner
    assert facts.sources
    assert facts.topic in everything().topics


def test_the_neglect_toolkit_has_its_four_formats_and_a_changed_draft_of_the_easy_read() -> None:
    toolkit = next(p for p in everything().publications if p.slug == "neglect-toolkit")
    draft = next(p for p in everything().drafts if p.slug == "neglect-toolkit")
    now = {text.kind: text for text in toolkit.formats}
    assert set(now) >= {"full", "easy-read", "leaflet", "one-minute"}
    assert [text.kind for text in draft.formats] == ["easy-read"]
    assert draft.formats[0].source != now[draft.formats[0].kind].source


def test_transitional_safeguarding_has_the_leaflet_between_the_full_text_and_the_easy_read() -> None:
    """Young people asked for a middle ground, and for one term that each paper explains and repeats."""
    papers = next(p for p in everything().publications if p.slug == "transitional-safeguarding")
    words = {str(text.kind): text.document.words.casefold() for text in papers.formats}
    assert set(words) == {"full", "leaflet", "easy-read"}
    assert len(words["full"]) > len(words["easy-read"])
    for kind, said in words.items():
        assert said.count("young person at risk") >= 3, kind
    leaflet = next(text for text in papers.formats if text.kind == "leaflet")
    for section in leaflet.document.sections:
        assert any(block.kind == "picture" for block in section.blocks), section.title


@EACH_FORMAT
def test_f9_a_text_for_young_people_reassures_truthfully(publication: PublicationFile, text: FormatFile) -> None:
    """The four things a young person needs to know before telling anybody, in boxes of the text itself."""
    if not text.for_young_people:
        assert publication
        return
    assert text.safe_for_young_people, "D8"
    boxes = [block for block in text.document.walk() if block.kind == "box" and block.text("tone") == "reassurance"]
    words = " ".join(inner.words for box in boxes for inner in box.walk()).lower()
    for told in ("in trouble", "happens if i tell", "need to know", "help now"):
        assert told in words, f"{text.kind}: nothing about “{told}”"
    assert "promise" not in words or "cannot promise" in words


@EACH_FORMAT
def test_nothing_that_must_be_mended_before_publishing_is_left(publication: PublicationFile, text: FormatFile) -> None:
    found = check_format(
        text.document, text.kind, for_young_people=text.for_young_people, house=house_words(everything())
    )
    assert [(f.rule, f.words) for f in found if f.severity == "F"] == [], publication.slug


@EACH_FORMAT
def test_f4_every_section_of_a_derived_format_says_what_it_follows(
    publication: PublicationFile, text: FormatFile
) -> None:
    if text.kind == "full" or all(one.kind != "full" for one in publication.formats):
        return  # There is nothing to follow.
    following = [section for section in text.document.sections if section.follows]
    assert len(following) >= len(text.document.sections) * 0.8, f"{publication.slug} {text.kind}"


# Modules


@EACH_MODULE
def test_a_module_has_pages_questions_objectives_and_kinds_enough(module: ModuleFile) -> None:
    quiz = read_questions(module.quiz)
    assert len(module.pages) >= 7
    assert len(quiz) >= 16
    assert len({question.objective for question in quiz}) >= 4
    assert len({question.kind for question in quiz}) >= 5
    assert any(question.must_pass for question in quiz)
    assert module.content_note, "A4: distressing content has a note before it"


@EACH_MODULE
def test_a_scenario_is_told_across_several_questions(module: ModuleFile) -> None:
    """Words that stand before a question belong to it: three or more such stretches make a story."""
    introduced = [
        block
        for before, block in zip(module.quiz.blocks, module.quiz.blocks[1:], strict=False)
        if is_question(block) and not is_question(before)
    ]
    assert len(introduced) >= 3


@EACH_MODULE
def test_b7_the_right_option_is_the_longest_in_a_third_of_the_questions_at_most(module: ModuleFile) -> None:
    chosen_among = [question for question in questions()[module.slug] if question.kind in {"single", "multiple"}]
    longest = [question.id for question in chosen_among if longest_is_right(question)]
    assert len(longest) <= LONGEST_AT_MOST * len(chosen_among), longest


@EACH_MODULE
def test_b7_right_options_are_as_long_as_wrong_ones(module: ModuleFile) -> None:
    """Whoever always picks the longest option passes nothing."""
    singles = [question for question in questions()[module.slug] if question.kind == "single"]
    right = [len(part.words) for question in singles for part in question.parts if part.answer]
    wrong = [len(part.words) for question in singles for part in question.parts if not part.answer]
    assert 0.8 < (sum(right) / len(right)) / (sum(wrong) / len(wrong)) < 1.2


@EACH_QUESTION
def test_b7_a_question_names_its_objective_its_section_and_its_source(question: Question) -> None:
    module = next(module for module in MODULES if question in questions()[module.slug])
    assert question.objective in {objective.id for objective in module.objectives}
    assert re.fullmatch(r"[A-Z0-9]+(?:-[A-Z0-9]+)*(?: [A-Z0-9]+(?:-[A-Z0-9]+)*)*", question.source)
    assert question.see.split()
    assert set(question.see.split()) <= sections()


@EACH_QUESTION
def test_b7_nothing_is_all_or_none_of_the_above(question: Question) -> None:
    assert [part.words for part in question.parts if ALL_OF_THE_ABOVE.search(part.words)] == []


@EACH_QUESTION
def test_b2_every_option_and_item_says_why(question: Question) -> None:
    for part in question.parts:
        assert part.feedback_html, f"{part.words}: nothing is said when it is chosen"
    if question.kind == "multiple":
        missed = [part.words for part in question.parts if part.answer and not part.missed_html]
        assert missed == [], "nothing is said when these are left out"


@EACH_QUESTION
def test_ids_of_options_say_nothing_of_rightness_or_order(question: Question) -> None:
    ids = [part.id for part in question.parts] + [choice.value for choice in question.choices]
    named = [name for name in ids if not name.isdecimal()]
    assert [name for name in named if MEANINGFUL.search(name)] == []
    assert len(question.parts) < 4 or [part.id for part in question.parts] != sorted(part.id for part in question.parts)
    for one, other in combinations(named, 2):
        assert one == other or one[:-1] != other[:-1], f"{one} and {other} look like a pair"


@EACH_MODULE
def test_b7_blind_answers_earn_little_in_expectation(module: ModuleFile) -> None:
    quiz = [question for question in read_questions(module.quiz) if question.counts]
    assert sum(expected(question) for question in quiz) / len(quiz) < GUESSING_AT_MOST


@EACH_MODULE
def test_b7_blind_answers_earn_little_in_practice_and_never_pass(module: ModuleFile) -> None:
    quiz = read_questions(module.quiz)
    scores = [blind_score(quiz, random.Random(seed)) for seed in range(LEARNERS)]  # noqa: S311  Not a secret.
    assert sum(scores) / len(scores) < GUESSING_AT_MOST
    assert 100 * max(scores) < module.pass_mark


def blind_score(quiz: Sequence[Question], rng: random.Random) -> float:
    """The share of a quiz that somebody earns who chooses by chance."""
    earned = 0.0
    for question in quiz:
        kind = question_kind(question.kind)
        response = {}
        fields = kind.fields(question, kind.draw(question, rng))
        for control in fields.controls:
            values = [choice.value for choice in control.choices]
            ticks = rng.randint(1, len(values)) if fields.widget == "checkboxes" else 1
            response[control.name] = rng.sample(values, ticks)
        assert kind.complete(question, response)
        earned += kind.mark(question, response).fraction
    return earned / len(quiz)
