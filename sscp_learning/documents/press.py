"""The press: typst itself, which turns code and data into a PDF. Small on purpose, because it is also a program.

typst remembers what it worked out for its last ten papers, some 16 MB for each long one. A certificate is small and set
at once; a long paper is set by this file running as a process of its own, which takes that memory with it when it ends
and can be stopped when it takes too long. As a program it imports nothing of ours, so it starts in a moment.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
PAPER = HERE / "paper"
LONGEST_SECONDS = 60


class PressError(Exception):
    """typst could not set the paper, or warned that something on it may be wrong; the message is typst's."""


def press(source: str, inputs: Mapping[str, str], made_at: int) -> bytes:
    """Return the PDF/UA-1 that typst makes of `source`, with `inputs` as data and `made_at` (seconds) as its date.

    Raises PressError for every error and every warning: a warning may mean that a part was left out.
    """
    compiler = typst.Compiler(
        source.encode(), root=PAPER, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=dict(inputs)
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards="ua-1", timestamp=made_at)
    except typst.TypstError as error:
        raise PressError(str(error)) from error
    if warnings or not isinstance(pdf, bytes):
        raise PressError("; ".join(str(warning) for warning in warnings) or "typst gave no PDF")
    return pdf


def press_apart(source: str, inputs: Mapping[str, str], made_at: int) -> bytes:
    """Do as `press` does, in a process of its own. Raises PressError also when that takes more than a minute."""
    job = json.dumps({"source": source, "inputs": dict(inputs), "made_at": made_at}).encode()
    command = [sys.executable, "-I", str(Path(__file__).resolve())]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and nothing of an author's is on the command line
            command, input=job, capture_output=True, check=False, timeout=LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise PressError(f"setting the paper took more than {LONGEST_SECONDS} seconds") from error
    if done.returncode:
        raise PressError(done.stderr.decode(errors="replace").strip() or "the press stopped without a word")
    return done.stdout


def main() -> int:
    """Read one job from standard input and write its PDF to standard output, or what went wrong to standard error."""
    try:
        sys.stdout.buffer.write(press(**json.load(sys.stdin.buffer)))
    except PressError as error:
        sys.stderr.buffer.write(str(error).encode())
        return 1
    return 0


@cache
def _fonts() -> typst.Fonts:
    """Return our own fonts and no others, read once: the paper is the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


if __name__ == "__main__":
    sys.exit(main())
