"""Which characters can be printed: the names of the people we serve, and an honest answer for the rest."""

import pytest
from fontTools.ttLib import TTFont

from sscp_learning.documents.glyphs import FONTS, missing_glyphs, printable

STYLES = ("Regular", "Bold", "Italic", "BoldItalic")


@pytest.mark.parametrize(
    "words",
    ["Ŵyn Ŷ", "Łukasz Żółć", "Ğül Şahin", "Özil ß", "محمد عبد الله", "יוסף כהן", "অনন্যা রায়", "Nguyễn", "Ещё", "Ηλίας"],
)
def test_names_of_many_languages_can_be_printed(words: str) -> None:
    assert missing_glyphs(words) == ""


def test_a_letter_typed_with_a_loose_accent_is_the_letter_with_its_accent() -> None:
    assert printable("W\u0302yn") == "Ŵyn"
    assert missing_glyphs("W\u0302yn") == ""


def test_spaces_and_formatting_marks_need_no_glyph() -> None:
    assert missing_glyphs("a\u00a0b\u202fc\u200bd\u200fe\u00adf") == ""


def test_what_cannot_be_printed_is_named_once_and_in_order() -> None:
    assert missing_glyphs("Ann 🙂 漢 🙂 Lee") == "🙂漢"


def test_control_characters_vanish_and_line_breaks_become_spaces() -> None:
    assert printable("a\nb\x00\x1bc\u2028d") == "a bc d"


def test_ordinary_signs_of_our_own_texts_can_be_printed() -> None:
    assert missing_glyphs("–—‘’“”…•→←✓✗☐☑≥≤×½£€©™°−") == ""


def test_the_table_is_that_of_the_fonts_beside_it() -> None:
    held: dict[str, list[set[int]]] = {}
    for file in sorted(FONTS.glob("*.ttf")):
        family, _, style = file.stem.partition("-")
        assert style in STYLES
        held.setdefault(family, []).append(set(TTFont(file).getBestCmap()))
    shown = set().union(*(set.intersection(*styles) for styles in held.values()))
    letters = "".join(chr(point) for point in sorted(shown))
    assert missing_glyphs(letters) == ""
    assert all(missing_glyphs(chr(point)) for point in range(0x4E00, 0x4E10))


def test_every_family_has_its_licence_beside_it() -> None:
    families = {file.stem.partition("-")[0] for file in FONTS.glob("*.ttf")}
    assert {file.stem.removesuffix("-OFL") for file in FONTS.glob("*-OFL.txt")} == families
    assert all("SIL Open Font License" in file.read_text(encoding="utf-8") for file in FONTS.glob("*-OFL.txt"))
