"""What the compiled stylesheet promises: easy read (ER05, ER06), paper, small screens, readers' own settings."""

import re

import pytest

from sscp_learning.ui.assets import STATIC_FOLDER

CSS = (STATIC_FOLDER / "theme.css").read_text("utf-8")
EASY_READ_LEAST = 21.3
ROOT = 16


def rules(css: str) -> list[tuple[str, str, str]]:
    """Every rule as (media, selectors, declarations); media is empty outside one."""
    found = []
    media = ""
    depth = 0
    for part in re.finditer(r"([^{}]*)([{}])", css):
        head, brace = part[1].strip(), part[2]
        if brace == "{" and head.startswith("@media"):
            media, depth = head, 0
        elif brace == "{":
            selector, depth = head, depth + 1
        elif depth:
            found.append((media, selector, head))
            depth -= 1
        else:
            media = ""
    return found


RULES = rules(CSS)


def declared(selector: str, name: str, media: str = "") -> list[str]:
    """The values a property has in rules that name exactly this selector, in a medium whose words begin so."""
    values = []
    for where, selectors, body in RULES:
        if (
            selector in [one.strip() for one in selectors.split(",")]
            and where.startswith(media)
            and bool(where) == bool(media)
        ):
            values += re.findall(rf"(?:^|;)\s*{name}: ?([^;]+)", body)
    return values


@pytest.mark.parametrize("selector", [".easy-read", ".young .govuk-main-wrapper p", ".easy-read p", ".easy-read li"])
def test_er06_type_is_big_and_lines_are_apart(selector: str) -> None:
    sizes = [float(size.removesuffix("rem")) * ROOT for size in declared(selector, "font-size")]
    assert sizes
    assert min(sizes) >= EASY_READ_LEAST
    assert declared(selector, "line-height") == ["1.5"]


@pytest.mark.parametrize("selector", [".easy-read", ".easy-read p", ".easy-read li"])
def test_er06_words_begin_at_the_left(selector: str) -> None:
    assert declared(selector, "text-align") == ["left"]


def test_er06_nothing_is_slanted_or_in_capitals() -> None:
    assert "font-style:italic" not in CSS.replace(": ", ":")
    assert "uppercase" not in CSS
    assert declared("em", "font-style") == ["normal"]


def test_er05_the_picture_is_above_on_a_phone_and_left_where_there_is_room() -> None:
    assert declared(".doc-picture-row", "display") == []
    wide = "@media(min-width: 40em)"
    assert declared(".doc-picture-row", "display", wide) == ["grid"]
    assert declared(".doc-picture-row", "grid-template-columns", wide) == ["1fr 2fr"]
    # The order of the page is the order that is seen.
    assert not re.search(r"doc-picture-row[a-z_]*{[^}]*(?:order|grid-row|direction):", CSS)


@pytest.mark.parametrize("selector", [".site-header", ".site-footer", ".safety-bar", ".tools"])
def test_paper_has_only_the_words(selector: str) -> None:
    assert declared(selector, "display", "@media print") == ["none !important"]


@pytest.mark.parametrize("selector", [".doc-box", ".doc-picture-row", ".doc-contacts__item"])
def test_boxes_stay_whole_on_paper(selector: str) -> None:
    assert declared(selector, "break-inside", "@media print") == ["avoid"]


@pytest.mark.parametrize("setting", ["forced-colors: active", "prefers-reduced-motion: reduce"])
def test_readers_own_settings_are_kept(setting: str) -> None:
    assert f"@media({setting})" in CSS


def test_the_focus_is_never_hidden_by_accident() -> None:
    """Only the main part of the page, which the skip link leads to, has no outline: it is no control."""
    without = [selectors for _, selectors, body in RULES if re.search(r"outline: ?(?:0|none)(?:;|$)", body)]
    assert without == [".govuk-skip-link-focused-element:focus", ".govuk-main-wrapper:focus"]


def test_only_one_font_file_is_fetched_for_english() -> None:
    faces = re.findall(r"@font-face{([^}]*)}", CSS)
    assert len(faces) == 2
    assert all("unicode-range" in face and "font-display:swap" in face for face in faces)


@pytest.mark.parametrize(
    "name",
    [
        "doc-box__label", "doc-box__title", "doc-checklist", "doc-checklist__more", "doc-code", "doc-contacts__phone",
        "doc-definition__term", "doc-notes", "doc-picture__image", "doc-picture__caption", "doc-picture-row__picture",
        "doc-picture-row__words", "doc-quote", "doc-reflection__title", "doc-reveal", "doc-steps", "doc-table",
        "doc-timeline", "doc-card__front",
        "doc-terms", "option", "match", "verdict", "answer", "table-scroll", "tag", "card", "urgent", "advice", "turn",
        "progress__bar", "notice", "empty", "figure", "hero", "lead", "part", "quick",
    ],
)  # fmt: skip
def test_what_pages_are_made_of_has_a_look(name: str) -> None:
    assert re.search(rf"\.{name}(?![a-z_-])", CSS)
