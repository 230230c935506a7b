"""The import contracts hold, and notice when somebody breaks them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sscp_learning.settings import PROJECT

# A line that must not stand at the end of a file, and why.
PLANTED = {
    "upwards: platform may not know people": ("platform/clock.py", "import sscp_learning.people.rules"),
    "sideways: guidance may not know learning": ("guidance/rules.py", "import sscp_learning.learning.rules"),
    "sideways: documents may not know platform": ("documents/model.py", "import sscp_learning.platform.clock"),
    "inside a feature: models may not use queries": ("people/models.py", "import sscp_learning.people.queries"),
    "the web: rules may not know flask, even indirectly": ("people/rules.py", "import sscp_learning.platform.web"),
    "a new package must be given a floor": ("newcomer.py", '"""A package nobody has placed."""'),
}


def contracts_hold(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the contracts over the copy of the product in a folder."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", "pyproject.toml"]
    return subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's Python files in a folder where faults may be planted."""
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copytree(
        PROJECT / "sscp_learning",
        folder / "sscp_learning",
        ignore=lambda _d, names: {name for name in names if name in {"static", "templates", "fonts", "__pycache__"}},
    )
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold(copy: Path) -> None:
    result = contracts_hold(copy)
    assert result.returncode == 0, result.stdout[-2000:]


@pytest.mark.parametrize(("file", "line"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_noticed(copy: Path, file: str, line: str) -> None:
    path = copy / "sscp_learning" / file
    before = path.read_text() if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n")
    try:
        assert contracts_hold(copy).returncode != 0
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before)
