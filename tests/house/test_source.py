"""Rules of the house that the source itself must keep."""

import ast
import re
import subprocess

import pytest

from sscp_learning.settings import PROJECT
from tests.house.source import PACKAGE, all_sources, templates

SANITISER = "documents/sanitise.py"
# Words of the field that the product is for; platform/ serves any web product.
DOMAIN_WORDS = re.compile(
    r"\b(child(ren)?|young|safeguarding|neglect|guidance|lesson|quiz|certificate|reviewer|moderat\w+|practitioner)\b",
    re.IGNORECASE,
)


def committed_files() -> list[str]:
    """What git holds, or would hold."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.splitlines() if (PROJECT / name).is_file()]


def test_a_package_holds_a_docstring_and_nothing_else() -> None:
    full = [s.name for s in all_sources() if s.path.name == "__init__.py" and len(s.tree.body) != 1]
    assert full == []


def test_nothing_is_imported_inside_a_function_or_for_types_only() -> None:
    found = []
    for source in all_sources():
        inside = [n for f in source.functions() for n in ast.walk(f) if isinstance(n, (ast.Import, ast.ImportFrom))]
        found += [f"{source.name}:{node.lineno}" for node in inside]
        if "TYPE_CHECKING" in source.text:
            found.append(f"{source.name}: TYPE_CHECKING")
    assert found == []


def test_only_the_sanitiser_marks_text_as_safe() -> None:
    in_python = [s.name for s in all_sources() if re.search(r"\bMarkup\(|autoescape\s*=\s*False", s.text)]
    assert [name for name in in_python if name != SANITISER] == []
    in_templates = [
        str(t.relative_to(PACKAGE)) for t in templates() if re.search(r"\|\s*safe\b|autoescape false", t.read_text())
    ]
    assert in_templates == []


def test_no_template_has_anything_inline() -> None:
    inline = re.compile(r"<[^>]*\s(?:style|on[a-z]+)=|<style|<script(?![^>]*\ssrc=)")
    assert [str(t.relative_to(PACKAGE)) for t in templates() if inline.search(t.read_text())] == []


def test_the_platform_has_no_word_of_the_field() -> None:
    found = []
    for source in all_sources():
        if source.name.startswith("platform/"):
            found += [f"{source.name}: {word[0]}" for word in DOMAIN_WORDS.finditer(source.text)]
    assert found == []


def test_two_places_commit() -> None:
    commits = [
        f"{s.name}:{n}" for s in all_sources() for n, line in enumerate(s.text.splitlines(), 1) if ".commit()" in line
    ]
    begins = [s.name for s in all_sources() if re.search(r"writer\.begin\(\)", s.text)]
    assert len(commits) == 1
    # The logs that a GET may write to, and the restoring of a backup into an empty database.
    assert set(begins) == {"platform/database.py", "platform/backup.py"}


def test_the_time_is_asked_of_the_clock_alone() -> None:
    asks = re.compile(r"datetime\.now\(|date\.today\(|time\.time\(|utcnow\(")
    assert [s.name for s in all_sources() if asks.search(s.text)] == ["platform/clock.py"]


def test_no_sql_is_built_from_strings() -> None:
    built = re.compile(
        r"\b(?:sa\.text|text|exec_driver_sql)\(\s*f[\"'].*\b(?:SELECT|INSERT|UPDATE|DELETE|WHERE|FROM)\b"
    )
    assert [s.name for s in all_sources() if built.search(s.text)] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
    assert [s.name for s in all_sources() if later.search(s.text)] == []


def test_lock_files_record_no_address() -> None:
    for name in ("run.txt", "dev.txt"):
        text = (PROJECT / "requirements" / name).read_text()
        assert "://" not in text
        assert "--hash=sha256:" in text


def test_no_telephone_number_stands_in_prose() -> None:
    number = re.compile(r"\b0\d{2,4} ?\d{3} ?\d{3,4}\b|\b116 ?\d{3}\b")
    texts = [name for name in committed_files() if name.startswith("content/") and name.endswith((".md", ".toml"))]
    found = {name for name in texts if number.search((PROJECT / name).read_text("utf-8"))}
    assert found <= {"content/partnership.toml"}


@pytest.mark.parametrize("path", [r"/(?:work|root|home/\w+)/[A-Za-z.]"])
def test_no_file_names_a_place_on_one_machine(path: str) -> None:
    text_files = [
        n for n in committed_files() if n.endswith((".py", ".md", ".toml", ".sh", ".html", ".js", ".css", ".txt"))
    ]
    here = "tests/house/test_source.py"
    assert [
        n for n in text_files if n != here and re.search(r"(?<![\w.-])" + path, (PROJECT / n).read_text("utf-8"))
    ] == []
