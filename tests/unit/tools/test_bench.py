"""What the bench makes of its measurements, and how its load generator reads pages."""

from pathlib import Path

import pytest

from sscp_learning.people.passwords import FOR_TESTS, Passwords
from sscp_learning.settings import read_settings
from tools.bench.bare import ANSWER, QUESTION, Likeness, create_app, prepare
from tools.bench.figures import (
    Bar,
    Gauge,
    Round,
    Run,
    at_least,
    at_most,
    bare_rate,
    number,
    p99_times,
    percentile,
    rate_percent,
    table,
)
from tools.bench.load import Answer, UnexpectedError, Visitor, answer_for, checked, hidden_fields, race

PAGE = b"""<form method="post" action="/sign-out"><input type="hidden" name="csrf_token" value="other"></form>
<form id="q" action="/quiz/1/" data-question="nt-07">
<input type="hidden" name="csrf_token" value="abc&amp;d">
<input type="hidden" name="question" value="nt-07">
</form>"""


def run(seconds: float, *waits: float) -> Run:
    return Run(seconds, waits)


def rounds(*shares: float) -> list[Round]:
    """Rounds in which we do these parts of what the bare application does in the same time."""
    return [Round(run(1 / share, 0.004, 0.002), run(1, 0.001, 0.002)) for share in shares]


@pytest.mark.parametrize(
    ("percent", "expected"), [(1, 1.0), (50, 50.0), (98.5, 99.0), (99, 99.0), (100, 100.0), (0, 1.0)]
)
def test_a_percentile_is_a_value_that_was_measured(percent: float, expected: float) -> None:
    assert percentile([float(value) for value in range(100, 0, -1)], percent) == expected


def test_the_p99_of_few_values_is_the_slowest_of_them() -> None:
    assert run(1, 0.1, 0.3, 0.2).p99 == 0.3


def test_a_rate_counts_what_was_done_in_the_whole_time() -> None:
    assert run(2, 0.1, 0.1, 0.1).rate == 1.5


def test_the_ratio_is_that_of_the_middle_round_so_that_one_bad_round_does_not_count() -> None:
    assert rate_percent(rounds(0.8, 0.01, 0.7)) == pytest.approx(70)
    assert p99_times(rounds(0.8, 0.01, 0.7)) == 2
    assert bare_rate(rounds(0.8, 0.7)) == 2


def test_a_figure_is_five_words_between_tabs() -> None:
    gauge = Gauge("a page", "% of a bare one", at_least(70))
    assert gauge.shows(82.04).line() == "a page\t82\t% of a bare one\t≥ 70\tok"
    assert gauge.shows(69.3).line() == "a page\t69.3\t% of a bare one\t≥ 70\tshort"


@pytest.mark.parametrize(
    ("bar", "value", "verdict"),
    [
        (at_least(70), 70, "ok"),
        (at_least(70), 69.999, "short"),
        (at_most(2.5), 2.5, "ok"),
        (at_most(2.5), 2.501, "short"),
    ],
)
def test_a_bar_is_held_to_the_last_digit_and_not_to_what_is_printed(bar: Bar, value: float, verdict: str) -> None:
    assert Gauge("it", "of them", bar).shows(value).verdict == verdict


def test_what_could_not_be_measured_is_short_and_says_why_on_one_line() -> None:
    figure = Gauge("a page", "KB", at_most(100)).fails("no browser\tfound\nhere")
    assert figure.line() == "a page\tnot measured: no browser found here\tKB\t≤ 100\tshort"


def test_numbers_have_one_decimal_where_it_says_something() -> None:
    assert [number(value) for value in (5.0, 4.25, 0.04, 121.66)] == ["5", "4.2", "0", "121.7"]


def test_the_table_shows_every_round_and_their_middle() -> None:
    lines = table("a page", rounds(0.8, 0.5))
    assert lines[0].startswith("a page: ")
    assert lines[1] == "  round  1:     1.6 /     2.0 =  80.0;     4.0 /    2.0 = 2.00"
    assert len(lines) == 4
    assert lines[3].startswith("  middle: ")


def test_a_form_is_filled_in_by_its_key_with_what_it_hides() -> None:
    fields = answer_for(PAGE, {"nt-07": {"answer": ["x", "y"]}})
    assert fields == {"csrf_token": "abc&d", "question": "nt-07", "answer": ["x", "y"]}


def test_a_page_without_the_form_is_an_error() -> None:
    with pytest.raises(UnexpectedError, match="no form"):
        hidden_fields(PAGE, b'action="/sign-in"')
    with pytest.raises(UnexpectedError, match="no open question"):
        answer_for(b"<p>Nothing</p>", {})


@pytest.mark.parametrize("head", [b"HTTP/1.1 500 Oh\r\n", b"HTTP/1.1 302 Found\r\nLocation: /sign-in?next=/\r\n"])
def test_an_error_and_the_way_to_the_door_are_no_answers(head: bytes) -> None:
    with pytest.raises(UnexpectedError):
        checked(Answer(int(head[9:12]), head, b""), "/page/", (200, 302))


def test_a_request_carries_cookies_and_all_values_of_a_form() -> None:
    visitor = Visitor(80)
    visitor.cookies["sscp"] = "me"
    lines = visitor.request("/quiz/1/", {"answer": ["x", "y"]}).decode().split("\r\n")
    assert lines[0] == "POST /quiz/1/ HTTP/1.1"
    assert "Cookie: sscp=me" in lines
    assert "Content-Length: 17" in lines
    assert lines[-1] == "answer=x&answer=y"


def test_all_jobs_are_done_once_and_an_error_in_one_is_not_lost() -> None:
    done: list[int] = []
    result = race([lambda place=place: done.append(place) for place in range(50)])  # type: ignore[misc]
    assert sorted(done) == list(range(50))
    assert len(result.waits) == 50

    def fail() -> None:
        raise UnexpectedError("it answered 500")

    with pytest.raises(UnexpectedError):
        race([fail])


def test_the_bare_pages_are_as_big_as_the_products_and_have_a_form_like_its_questions(tmp_path: Path) -> None:
    settings = read_settings({"SSCP_MODE": "test", "INSTANCE": str(tmp_path)})
    sizes = {"guidance": 90_471, "question": 7_308, "quiz": 5_205}
    prepare(settings, Likeness(sizes, ("learner@bench.example",), password_hash()))
    client = create_app(settings).test_client()
    assert client.get("/guidance").status_code == 401
    client.post("/sign-in", data={"email": "learner@bench.example", "password": "words"})
    pages = {name: client.get(f"/{name}").data for name in sizes}
    assert {name: len(page) for name, page in pages.items()} == pytest.approx(sizes, rel=0.02)
    assert client.post("/question", data=answer_for(pages["question"], {QUESTION: ANSWER})).status_code == 302


def password_hash() -> str:
    """Of “words”, made as fast as can be."""
    return Passwords(FOR_TESTS).make("words")
