"""`pip install .` gives a working `bayaz`: tried from the built wheel, in an empty environment, outside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy that holds only what the repository does."""
    base = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    for name in filter(None, map(os.fsdecode, listed)):
        if (ROOT / name).is_file():
            (base / "checkout" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, base / "checkout" / name)
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", base, base / "checkout"], check=True, capture_output=True)
    (built,) = base.glob("*.whl")
    return built


def test_the_wheel_holds_layouts_fonts_and_the_sample(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith("_shipped/sources/edition.toml") for name in names)
    assert any(name.endswith("_shipped/sources/rahnama/edition.toml") for name in names)
    assert any("_shipped/layouts/classic/" in name for name in names)
    assert any("_shipped/layouts/fonts/" in name and "OFL" in name for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    # The captures of the guide are texts of Bayaz's own.
    assert not any("/captures/" in name and "/rahnama/" not in name for name in names)
    assert not any(name.startswith("tests/") for name in names)


def test_the_installed_command_makes_books(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    pip = [tmp_path / "venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements.lock"], check=True, capture_output=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True, capture_output=True)
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}

    def bayaz(*words: str) -> None:
        command = [tmp_path / "venv/bin/bayaz", *words]
        done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    bayaz("new", "mine")
    bayaz("build", "mine")
    bayaz("new", "sample", "--example")
    bayaz("build", "sample", "--out", "made")
    assert {path.suffix for path in (tmp_path / "mine/output").iterdir()} == {".epub", ".pdf", ".html", ".png"}
    assert {path.suffix for path in (tmp_path / "made").iterdir()} == {".epub", ".pdf", ".html", ".png"}
