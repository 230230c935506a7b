"""All checks together: the order, the marks, the names, and any document at all."""

import time

import pytest
from hypothesis import HealthCheck, given, settings

from sscp_learning.documents.checks import FORMATS, RULES, Finding, Severity, check_format
from sscp_learning.documents.parse import parse
from tests.unit.documents.proofreading.asking import HOUSE, REASSURANCE, all_found, row
from tests.unit.documents.texts import documents, hostile

EVERYTHING_WRONG = """# Title

#### Low {#low}

We utilise CONSENT FORMS; you're told NRM things, and 50% is not unusual.
Professionals understand vulnerabilities. They turn a blind eye to bad parenting. Call 0000 0000.

| red |
|---|
| the red box |

::: picture-row talk
One. Two. Three. Four.
:::

## Two {#two}

[Here](https://example.org) they go.
"""


def test_a_finding_says_where_and_what_to_do() -> None:
    (finding,) = all_found(
        "## Your neglect {#a}\n\n::: picture-row talk {decorative #my-row}\nYou. Two. Three.\n:::" + REASSURANCE
    )
    assert (finding.rule, finding.uid) == ("ER03", "my-row")
    assert finding.words == "You. Two. Three."
    assert finding.message == "There are 3 sentences beside one picture; 2 are enough. Begin a new row."


def test_every_rule_is_found_by_a_text_that_breaks_it_and_has_a_name_in_words() -> None:
    found = {
        finding.rule
        for name in FORMATS
        for finding in all_found(EVERYTHING_WRONG * 9, name, young_readers=0, printed_pages=99)
    }
    assert found == set(RULES)
    assert all(rule.title and rule.why.endswith(".") for rule in RULES.values())


def test_findings_come_in_the_order_of_the_rules() -> None:
    order = list(RULES)
    found = [order.index(finding.rule) for finding in all_found(EVERYTHING_WRONG, young_readers=0, printed_pages=99)]
    assert found == sorted(found)


def test_what_is_only_a_hint_never_blocks() -> None:
    for finding in all_found(EVERYTHING_WRONG * 9, young_readers=0, printed_pages=99):
        if finding.rule in {"ER09", "ER15", "reading-age"}:
            assert finding.severity is Severity.INFORMATION
        if finding.rule in {"ER02", "ER08", "ER10", "ER11", "ER12", "ER13", "ER14", "ER16", "ER20"}:
            assert finding.severity is Severity.WARNING


def test_a_mark_stays_while_the_sentence_does_and_goes_when_its_words_change() -> None:
    before = _only(row("We wait unless you call."))
    moved = _only(row("You matter.") + row("You can call. We  wait unless you call!"))
    changed = _only(row("We wait unless you write."))
    assert before.mark == moved.mark
    assert before.uid != moved.uid
    assert changed.mark != before.mark


def test_two_findings_in_one_sentence_have_two_marks() -> None:
    found = all_found("We utilise it prior to that; it helps." + REASSURANCE, "full")
    assert [finding.part for finding in found] == ["utilise", "prior to"]
    assert len({finding.mark for finding in found}) == 2


def test_the_same_words_break_two_rules_under_two_marks() -> None:
    marks = [finding.mark for finding in all_found(EVERYTHING_WRONG, young_readers=0, printed_pages=99)]
    assert len(set(marks)) == len(marks)


def test_there_is_no_check_for_a_format_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        all_found("You.", "poster")


def test_what_was_found_is_kept_until_something_it_rests_on_is_different() -> None:
    text = row("You give consent.")
    kept = check_format(parse(text, new_uid=lambda: "u").document, "easy-read", house=HOUSE)
    assert check_format(parse(text, new_uid=lambda: "u").document, "easy-read", house=HOUSE) is kept
    assert check_format(parse(text, new_uid=lambda: "v").document, "easy-read", house=HOUSE)[0].uid == "v"
    assert "ER07" not in {one.rule for one in check_format(parse(text, new_uid=lambda: "u").document, "easy-read")}
    read = check_format(parse(text, new_uid=lambda: "u").document, "easy-read", house=HOUSE, young_readers=0)
    assert "ER20" in {one.rule for one in read}


def test_five_thousand_words_are_checked_within_a_tenth_of_a_second() -> None:
    """The editor's page asks on every view; the best of five runs, because other work may be going on."""
    paragraph = "A child's needs go on not being met. Look at the day, and write down what the child said to you. "
    text = "".join(f"## Part {number} {{#p{number}}}\n\n{paragraph * 2}\n\n- one\n- two\n\n" for number in range(125))
    assert sum(len(line.split()) for line in text.splitlines()) > 5_000
    document, times = parse(text).document, []
    for run in range(5):
        begun = time.perf_counter()
        check_format(document, "full", house=HOUSE, printed_pages=run)
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile())
def test_any_document_can_be_checked(text: str) -> None:
    _check_everything(text)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_every_well_written_document_can_be_checked(text: str) -> None:
    _check_everything(text)


def _check_everything(text: str) -> None:
    document = parse(text).document
    uids = {block.uid for block in document.walk()} | {""}
    for name in FORMATS:
        for young in (True, False, None):
            for finding in check_format(
                document, name, for_young_people=young, house=HOUSE, young_readers=0, printed_pages=99
            ):
                assert finding.uid in uids
                assert finding.rule in RULES
                assert finding.message.endswith((".", "?", "”"))
                assert len(finding.mark) == 32


def _only(text: str) -> Finding:
    (finding,) = [one for one in all_found(text) if one.rule == "ER02"]
    return finding
