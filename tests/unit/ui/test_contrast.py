"""Every pair of colours that the theme puts together can be read (WCAG 1.4.3 and 1.4.11)."""

import re

import pytest

from sscp_learning.ui.assets import STATIC_FOLDER

CSS = (STATIC_FOLDER / "theme.css").read_text("utf-8")
READING = (STATIC_FOLDER / "reading.css").read_text("utf-8")
Palette = dict[str, str]


def colours(css: str) -> Palette:
    """The custom properties that have a colour of their own."""
    return dict(re.findall(r"--([a-z-]+): ?(#[0-9a-f]{3,8})\b", css))


def chosen(name: str) -> Palette:
    """The colours of a reader who chose “cream” or “dark”, where they differ from those of the theme."""
    found = re.search(rf'\[data-colour="?{name}"?\]{{(.*?)}}', READING)
    assert found is not None
    told = dict(re.findall(r"--([a-z-]+): ?var\(--([a-z-]+)\)", found[1]))
    own = {**COLOURS, **colours(found[1])}
    written_out = {"#fff8ee": own["cream"], "#ffe9b8": own["sand"] if name == "dark" else "#ffe9b8"}
    return {**own, **{property_: own[value] for property_, value in told.items()}, **written_out}


COLOURS = colours(CSS)
PALETTES = {"normal": COLOURS, "cream": chosen("cream"), "dark": chosen("dark")}
TEXT = 4.5
EDGE = 3.0

# Words on what lies behind them. A name is a custom property of the theme; others are written out where they stand.
WORDS = [
    *[("ink", ground) for ground in (
        "paper", "cream", "sand", "teal-pale", "teal-wash", "coral-pale", "sun", "sun-pale", "sky-pale", "lilac-pale",
        "green-pale", "red-pale", "#fff8ee", "#ffe9b8",
    )],
    *[("ink-soft", ground) for ground in ("paper", "cream", "sand", "teal-wash", "lilac-pale", "#fff8ee")],
    *[("teal", ground) for ground in ("paper", "teal-pale", "#ffe9b8")],
    *[("teal-mid", ground) for ground in (
        "paper", "cream", "teal-pale", "teal-wash", "coral-pale", "sky-pale", "lilac-pale", "green-pale", "sun-pale",
        "red-pale", "sand", "#fff8ee", "#ffe9b8",
    )],
    *[("teal-dark", ground) for ground in ("paper", "cream", "teal-pale")],
    *[("paper", ground) for ground in (
        "teal", "teal-mid", "teal-dark", "coral", "coral-dark", "red", "red-dark", "edge",
    )],
    ("teal-pale", "teal-dark"),
    *[("green", ground) for ground in ("paper", "green-pale")],
    *[("red", ground) for ground in ("paper", "cream", "red-pale", "#fff8ee")],
    ("red-dark", "red-pale"),
    *[("brown", ground) for ground in ("sun-pale", "paper")],
    *[("sky", ground) for ground in ("sky-pale", "paper")],
    *[("lilac", ground) for ground in ("lilac-pale", "paper")],
    *[("coral-dark", ground) for ground in ("coral-pale", "paper")],
    ("govuk-link-visited-colour", "cream"),
    ("govuk-secondary-text-colour", "cream"),
    ("govuk-error-colour", "cream"),
]  # fmt: skip

# Edges of controls and shapes that carry meaning, and the two rings of the focus.
EDGES = [
    ("govuk-input-border-colour", "paper"),
    ("teal-mid", "paper"),
    ("teal-mid", "cream"),
    ("coral-bright", "teal-dark"),
    ("ink", "sun"),
    ("sun", "teal"),
    ("green", "paper"),
    ("coral", "paper"),
    ("red", "cream"),
    ("sky", "cream"),
]


def colour(name: str, palette: Palette) -> str:
    """The colour behind a name, as six hexadecimal digits."""
    value = palette.get(name, name)
    assert value.startswith("#")
    return value[1:] if len(value) > 4 else "".join(letter * 2 for letter in value[1:])


def lightness(name: str, palette: Palette) -> float:
    """WCAG's relative luminance."""
    parts = [int(colour(name, palette)[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, palette: Palette = COLOURS) -> float:
    """WCAG's contrast ratio, from 1 to 21."""
    light, dark = sorted((lightness(one, palette), lightness(other, palette)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_can_be_read(words: str, ground: str, palette: str) -> None:
    assert contrast(words, ground, PALETTES[palette]) >= TEXT


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_shapes_can_be_seen(edge: str, ground: str, palette: str) -> None:
    assert contrast(edge, ground, PALETTES[palette]) >= EDGE


def test_the_dark_page_gives_every_colour_a_dark_partner() -> None:
    ours = {name for name in COLOURS if not name.startswith("govuk-")} - {"turn"}
    assert {name for name in ours if PALETTES["dark"][name] == COLOURS[name]} == set()


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_every_colour_of_the_theme_is_in_a_pair_or_only_decorates() -> None:
    decoration = {"sand-line", "teal-line"}
    tested = {name for pair in WORDS + EDGES for name in pair}
    ours = {name for name in COLOURS if not name.startswith("govuk-")} - {"turn"}
    assert ours - tested == decoration
