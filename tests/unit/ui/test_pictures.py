"""The pictures of easy read: each is described, credited, harmless and drawn on the same square."""

import tomllib
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

FOLDER = Path(__file__).parents[3] / "content" / "pictures"
PICTURES: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "pictures.toml").read_text("utf-8"))
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {f"{SVG}{name}" for name in ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon")}
NEEDED = """
home food bed clothes school teacher doctor nurse dentist baby child teenager family mum dad talk listen phone
text-message computer write read secret lock safe help sad scared angry happy tired hungry cold clean medicine police
house-fire time calendar question yes no stop warning heart friends alone trusted-adult social-worker court rights
feelings money toys bus night tell keep worried grooming
"""
HARMLESS = {
    "viewBox", "fill", "fill-opacity", "fill-rule", "clip-rule", "opacity", "transform", "d", "points", "x", "y", "x1",
    "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "stroke", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray",
}  # fmt: skip


def test_every_file_is_described_and_every_description_has_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(PICTURES)


def test_every_picture_has_a_title_words_tags_and_credit() -> None:
    for told in PICTURES.values():
        assert set(told) == {"title", "alt", "tags", "source", "licence"}
        assert all(told.values())
        assert told["licence"] == "CC BY-SA 4.0"
        assert told["source"].startswith(("openmoji ", "own"))


def test_every_picture_is_only_shapes_on_the_same_square() -> None:
    for path in FOLDER.glob("*.svg"):
        words = path.read_text("utf-8")
        root = fromstring(words)  # noqa: S314  Our own files.
        assert root.get("viewBox") == "0 0 72 72"
        assert {element.tag for element in root.iter()} <= SHAPES
        assert {name for element in root.iter() for name in element.attrib} <= HARMLESS
        assert "url(" not in words


def test_what_writers_need_is_there() -> None:
    assert set(NEEDED.split()) <= set(PICTURES)
