"""The press: it refuses whatever typst is not sure of, and does the same work in a process of its own."""

import subprocess
from typing import Any

import pytest

from sscp_learning.documents.press import PressError, press, press_apart

TITLED = '#set document(title: sys.inputs.title)\n#set text(font: "Noto Sans", fallback: false)\n= Heading'
INPUTS = {"title": "A title"}


def test_the_same_source_and_date_give_the_same_bytes() -> None:
    assert press(TITLED, INPUTS, 1_700_000_000) == press(TITLED, INPUTS, 1_700_000_000)
    assert press(TITLED, INPUTS, 1_700_000_000) != press(TITLED, INPUTS, 1_800_000_000)


def test_a_process_of_its_own_gives_the_same_bytes() -> None:
    assert press_apart(TITLED, INPUTS, 1_700_000_000) == press(TITLED, INPUTS, 1_700_000_000)


@pytest.mark.parametrize("run", [press, press_apart])
def test_a_warning_is_an_error(run: Any) -> None:
    with pytest.raises(PressError, match="unknown font family"):
        run(TITLED.replace("Noto Sans", "No Such Font"), INPUTS, 0)


@pytest.mark.parametrize("run", [press, press_apart])
def test_a_paper_that_would_not_be_accessible_is_refused(run: Any) -> None:
    with pytest.raises(PressError, match="PDF/UA-1"):
        run(TITLED + "\n=== A gap", INPUTS, 0)


def test_no_file_outside_the_papers_can_be_read() -> None:
    with pytest.raises(PressError):
        press(TITLED + '\n#read("../press.py")', INPUTS, 0)


def test_a_press_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def never_ends(*_arguments: Any, **_options: Any) -> None:
        raise subprocess.TimeoutExpired("press", 60)

    monkeypatch.setattr(subprocess, "run", never_ends)
    with pytest.raises(PressError, match="more than 60 seconds"):
        press_apart(TITLED, INPUTS, 0)
