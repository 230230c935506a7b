"""Addresses and sizes of static files."""

import gzip
import re

import pytest

from sscp_learning.ui.assets import STATIC_FOLDER, asset

KILOBYTE = 1024


def test_an_address_changes_with_the_file() -> None:
    assert re.fullmatch(r"/static/theme\.css\?v=[0-9a-f]{8}", asset("theme.css"))


def test_a_font_has_the_one_address_that_the_stylesheet_names() -> None:
    assert asset("fonts/atkinson-5.3-latin.woff2") == "/static/fonts/atkinson-5.3-latin.woff2"
    assert 'url("fonts/atkinson-5.3-latin.woff2")' in (STATIC_FOLDER / "theme.css").read_text("utf-8")


def test_a_misspelt_file_fails_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        asset("thene.css")


@pytest.mark.parametrize(
    "name", ["theme.css", "reading.css", "desk.css", "app.js", "aids.js", "reading.js", "editor.js"]
)
def test_a_packed_copy_holds_the_same_words(name: str) -> None:
    """`tools/build_css.py` packs them; run it after a change."""
    packed = (STATIC_FOLDER / f"{name}.gz").read_bytes()
    assert gzip.decompress(packed) == (STATIC_FOLDER / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("theme.css.gz", 16),
        ("reading.css.gz", 3),
        ("desk.css.gz", 3),
        ("app.js.gz", 12),
        ("aids.js.gz", 1),
        ("reading.js.gz", 6),
        ("editor.js.gz", 6),
        ("fonts/atkinson-5.3-latin.woff2", 40),
        ("favicon.svg", 2),
    ],
)
def test_a_page_stays_light(name: str, most: int) -> None:
    assert (STATIC_FOLDER / name).stat().st_size <= most * KILOBYTE


@pytest.mark.parametrize(
    "name", ["theme.css", "reading.css", "desk.css", "app.js", "aids.js", "reading.js", "editor.js", "favicon.svg"]
)
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    words = (STATIC_FOLDER / name).read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    # `[href^="http://"]` is a selector of links that are printed with their address, not an address.
    assert re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", words) == []
    assert "GDS Transport" not in words


@pytest.mark.parametrize("name", ["app.js", "aids.js", "reading.js"])
def test_a_script_writes_no_html_and_sends_nothing(name: str) -> None:
    script = (STATIC_FOLDER / name).read_text("utf-8")
    for risky in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttpRequest",
                  "sendBeacon", "document.cookie", ".style"):  # fmt: skip
        assert risky not in script


@pytest.mark.parametrize(("name", "times"), [("app.js", 0), ("aids.js", 3), ("reading.js", 0)])
def test_only_how_somebody_likes_to_read_outlives_the_tab(name: str, times: int) -> None:
    """Ticks end with the tab and notes with the page (DECISIONS 29): nothing else may use localStorage."""
    script = (STATIC_FOLDER / name).read_text("utf-8")
    assert script.count("window.localStorage.") == times
