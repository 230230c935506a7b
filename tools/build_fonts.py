"""Make the fonts that PDFs are set in from the open fonts on npm.

Run by hand when a font has a new version; nothing here is needed at run time.
It needs npm on the machine, and fontTools with brotli (the dependency group
``build``). The web fonts come cut into one file for each script, which typst
cannot read; here the cuts are joined again into one TrueType file for each
style, and a table of the characters they hold is written beside them.
"""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent.parent / "sscp_learning" / "documents" / "fonts"
VERSION = "5.3.0"

Span = tuple[int, int]

# Names are written in these; phonetic and historic letters are left out.
LATIN_EXTENDED: tuple[Span, ...] = (
    (0x0100, 0x024F),
    (0x02B0, 0x02FF),
    (0x0300, 0x036F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x20CF),
    (0x2100, 0x214F),
)
CYRILLIC_EXTENDED: tuple[Span, ...] = ((0x048A, 0x052F),)
ARABIC: tuple[Span, ...] = (
    (0x0600, 0x06FF),
    (0x0750, 0x077F),
    (0x2000, 0x206F),
    (0xFDF0, 0xFDFD),
)
ARROWS: tuple[Span, ...] = ((0x2190, 0x2194), (0x2248, 0x2248), (0x2260, 0x2265))
TICKS: tuple[Span, ...] = ((0x25A0, 0x25FF), (0x2605, 0x2606), (0x2610, 0x2612), (0x2713, 0x2718))
EVERYTHING: tuple[Span, ...] = ((0x0000, 0x10FFFF),)


@dataclass(frozen=True)
class Cut:
    """One web-font file of a family, and the characters taken from it."""

    script: str
    keep: tuple[Span, ...] = EVERYTHING


@dataclass(frozen=True)
class Family:
    """A family as typst is to see it: where it comes from and what it keeps."""

    package: str
    name: str
    styles: tuple[str, ...]
    cuts: tuple[Cut, ...]

    @property
    def file_name(self) -> str:
        """Give the start of the names of this family's files."""
        return self.name.replace(" ", "")


REGULAR = ("400-normal",)
UPRIGHT = ("400-normal", "700-normal")
STYLE_NAMES = {
    "400-normal": "Regular",
    "400-italic": "Italic",
    "700-normal": "Bold",
    "700-italic": "BoldItalic",
}

FAMILIES = (
    Family(
        "atkinson-hyperlegible-next",
        "Atkinson Hyperlegible Next",
        tuple(STYLE_NAMES),
        (Cut("latin"), Cut("latin-ext")),
    ),
    Family(
        "noto-sans",
        "Noto Sans",
        UPRIGHT,
        (
            Cut("latin"),
            Cut("latin-ext", LATIN_EXTENDED),
            Cut("vietnamese", LATIN_EXTENDED),
            Cut("greek"),
            Cut("cyrillic"),
            Cut("cyrillic-ext", CYRILLIC_EXTENDED),
        ),
    ),
    Family("noto-sans-arabic", "Noto Sans Arabic", UPRIGHT, (Cut("arabic", ARABIC),)),
    Family("noto-sans-hebrew", "Noto Sans Hebrew", UPRIGHT, (Cut("hebrew"),)),
    Family("noto-sans-bengali", "Noto Sans Bengali", UPRIGHT, (Cut("bengali"),)),
    Family("noto-sans-math", "Noto Sans Math", REGULAR, (Cut("latin", ARROWS),)),
    Family("noto-sans-symbols-2", "Noto Sans Symbols 2", REGULAR, (Cut("symbols", TICKS),)),
)


def fetch(package: str, into: Path) -> Path:
    """Fetch one font package with npm and give the folder it was opened in."""
    command = ["npm", "pack", "--silent", f"@fontsource/{package}@{VERSION}"]
    done = subprocess.run(command, cwd=into, check=True, capture_output=True, text=True)
    with tarfile.open(into / done.stdout.strip()) as archive:
        archive.extractall(into / package, filter="data")
    return into / package / "package"


def read_cut(file: Path, keep: Iterable[Span]) -> io.BytesIO:
    """Give one cut as a TrueType file holding only the characters to keep."""
    font = TTFont(file, recalcTimestamp=False)
    spans = list(keep)
    wanted = [point for point in font.getBestCmap() if any(first <= point <= last for first, last in spans)]
    options = Options(layout_features=["*"], glyph_names=False, hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = None
    made = io.BytesIO()
    font.save(made)
    made.seek(0)
    return made


def settle(font: TTFont, family: str) -> None:
    """Give the font its family's plain name, and a date that is the same every time.

    Some cuts are named after a weight, and joining stamps the time of the run.
    """
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 0
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family


def build_style(family: Family, style: str, opened: Path) -> Path:
    """Join the cuts of one style into one TrueType file and give its path."""
    stem = f"files/{family.package}"
    cuts = [read_cut(opened / f"{stem}-{cut.script}-{style}.woff2", cut.keep) for cut in family.cuts]
    font = Merger().merge(cuts) if len(cuts) > 1 else TTFont(cuts[0], recalcTimestamp=False)
    settle(font, family.name)
    path = FOLDER / f"{family.file_name}-{STYLE_NAMES[style]}.ttf"
    font.save(path)
    return path


def spans(points: Iterable[int]) -> Iterator[Span]:
    """Give the runs of neighbouring numbers in a set of numbers, in order."""
    first = last = -1
    for point in sorted(points):
        if point != last + 1:
            if first >= 0:
                yield first, last
            first = point
        last = point
    if first >= 0:
        yield first, last


def write_coverage(files: Iterable[Path]) -> None:
    """Write the characters that every style of some family can show.

    A run of characters is one line: its first and last number in hexadecimal.
    """
    styles: dict[str, list[set[int]]] = {}
    for file in files:
        held = set(TTFont(file).getBestCmap())
        styles.setdefault(file.stem.partition("-")[0], []).append(held)
    shown = set().union(*(set.intersection(*held) for held in styles.values()))
    lines = [f"{first:04X} {last:04X}" for first, last in spans(shown)]
    (FOLDER / "coverage.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


def main() -> None:
    """Fetch, join and write every font, its licence and the table of characters."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as scratch:
        for family in FAMILIES:
            opened = fetch(family.package, Path(scratch))
            licence = (opened / "LICENSE").read_text(encoding="utf-8")
            (FOLDER / f"{family.file_name}-OFL.txt").write_text(licence, encoding="utf-8")
            made += [build_style(family, style, opened) for style in family.styles]
    write_coverage(made)


if __name__ == "__main__":
    main()
