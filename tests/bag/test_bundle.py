"""A collection bundled: valid by the tools that archives have, the same bytes wherever it is made, and built again from itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bagit
import pytest
import rocrate

from compiler.bag import packing
from compiler.bag.members import Member
from tests.cli.running import bayaz, told
from tests.conftest import ROOT, missing
from tests.project.collections import captured, sound

_TEXT = "Harbour Notes\nA. Writer\n\nThe quay was built of grey stone in the spring of that year.\n\nاسکله در بهار ساخته شد.\n"
_SOURCE = (
    'title = "Harbour Notes"\nauthors = ["A. Writer"]\nlanguage = "en"\n\n[text]\ncapture = "captures/page one.txt"\n'
)
_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>'
_NOBODY = 65534
_FIGURE = '\n[[figure]]\nid = "quay"\nimage = "pictures/quay.svg"\nalt = "A grey quay."\n'


@dataclass(frozen=True)
class Bundled:
    """A collection, its bag, and the bag unpacked."""

    folder: Path
    bag: Path
    root: Path


def collection(folder: Path) -> Path:
    data = _TEXT.encode()
    made = sound(folder, _SOURCE + captured(data, "captures/page one.txt"))
    for name, content in {
        "harbour-notes/captures/page one.txt": data,
        "provenance.md": b"How these notes came to be held.\n\n[[figure:quay]]\n\n![A wall.](walls/wall.svg)\n",
        "walls/wall.svg": _PICTURE,
        "pictures/quay.svg": _PICTURE,
        "notes-of-the-editor.txt": b"not named, not bagged",
        "harbour-notes/.hidden": b"hidden",
    }.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    edition = made / "edition.toml"
    text = edition.read_text("utf-8").replace("[edition]\n", '[edition]\nprovenance = "provenance.md"\n', 1)
    edition.write_text(text + _FIGURE, "utf-8")
    return made


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Bundled:
    base = tmp_path_factory.mktemp("bundled")
    folder = collection(base / "c")
    run = bayaz("bundle", folder, "--out", base / "out", "--json", cwd=base)
    assert run.returncode == 0, run.stderr
    bag = Path(told(run)["bag"])
    with zipfile.ZipFile(bag) as archive:
        archive.extractall(base / "unpacked")
    return Bundled(folder, bag, base / "unpacked" / bag.stem)


def test_it_holds_the_books_the_collection_the_layouts_and_what_describes_them(bundled: Bundled) -> None:
    names = {path.relative_to(bundled.root).as_posix() for path in bundled.root.rglob("*") if path.is_file()}
    stem = bundled.bag.stem
    assert {f"data/books/{stem}.{kind}" for kind in ("epub", "pdf", "html")} <= names
    assert not any(name.endswith(".png") for name in names if name.startswith("data/books"))
    collected = {name.removeprefix("data/collection/") for name in names if name.startswith("data/collection/")}
    assert collected == {
        "edition.toml",
        "provenance.md",
        "pictures/quay.svg",
        "walls/wall.svg",
        "harbour-notes/source.toml",
        "harbour-notes/brief.md",
        "harbour-notes/figures/quay.svg",
        "harbour-notes/captures/page one.txt",
    }
    assert {"data/ledger.json", "data/provenance.json", "data/ro-crate-metadata.json", "data/CITATION.cff"} <= names
    assert "data/layouts/classic/layout.toml" in names
    assert any(name.endswith("OFL.txt") for name in names)
    assert "READ ME FIRST.txt" in names


def test_captures_are_unchanged(bundled: Bundled) -> None:
    name = "harbour-notes/captures/page one.txt"
    assert (bundled.root / "data/collection" / name).read_bytes() == (bundled.folder / name).read_bytes()


def test_the_bagit_library_finds_it_valid(bundled: Bundled) -> None:
    assert bagit.Bag(str(bundled.root)).validate()
    assert packing.validate(bundled.bag) == ()


@pytest.mark.parametrize("kind", ["manifest", "tagmanifest"])
@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_the_sums_alone_check_it(bundled: Bundled, kind: str, algorithm: str) -> None:
    program = f"{algorithm}sum"
    if not shutil.which(program):
        missing(program, "it is part of GNU coreutils")
    command = [program, "--strict", "--quiet", "-c", f"{kind}-{algorithm}.txt"]
    done = subprocess.run(command, cwd=bundled.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _validated(folder: Path) -> subprocess.CompletedProcess[str]:
    python = ROOT / ".tools" / "rocrate" / "bin" / "python"
    if not python.exists():
        missing("the RO-Crate validator", "`make test` installs it into .tools/rocrate")
    context = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
    script = Path(__file__).parent / "crate_validation.py"
    command = [python, script, folder, context]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_validator_of_ro_crates_finds_it_valid(bundled: Bundled) -> None:
    done = _validated(bundled.root / "data")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_validator_of_ro_crates_finds_a_fault_where_there_is_one(bundled: Bundled, tmp_path: Path) -> None:
    spoilt = shutil.copytree(bundled.root / "data", tmp_path / "data")
    file = spoilt / "ro-crate-metadata.json"
    data = json.loads(file.read_text("utf-8"))
    for entity in data["@graph"]:
        entity.pop("datePublished", None)
    file.write_text(json.dumps(data), "utf-8")
    assert _validated(spoilt).returncode != 0


def test_provenance_tells_which_capture_became_which_chapter(bundled: Bundled) -> None:
    data = json.loads((bundled.root / "data/provenance.json").read_text("utf-8"))
    derived = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in data["wasDerivedFrom"].values()}
    capture = "bayaz:file/collection/harbour-notes/captures/page one.txt"
    assert ("bayaz:chapter/harbour-notes", capture) in derived
    assert (capture, "bayaz:work/harbour-notes") in derived
    known = {*data["entity"], *data["activity"], *data["agent"]}
    for relation in ("wasGeneratedBy", "used", "wasDerivedFrom", "wasAttributedTo", "wasAssociatedWith"):
        for statement in data[relation].values():
            assert set(statement.values()) <= known, statement
    build = data["activity"]["bayaz:build"]
    assert (build["bayaz:date"], build["bayaz:layout"]) == ("2026-11-23", "classic")
    assert any(one.startswith("weasyprint ") for one in build["bayaz:software"])


def test_the_letter_speaks_the_languages_of_the_book(bundled: Bundled) -> None:
    letter = (bundled.root / "READ ME FIRST.txt").read_text("utf-8")
    assert "sha256sum -c manifest-sha256.txt" in letter
    assert f"bayaz verify --rebuild {bundled.bag.name}" in letter
    assert max(map(len, letter.splitlines())) <= 100


def _other_user(folder: Path) -> int | None:
    """The id of another user, if this one may take it and that one may run Python; the files then belong to them."""
    command = [sys.executable, "-c", "import compiler"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        subprocess.run(command, cwd=folder, env=env, user=_NOBODY, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    for path in (folder, *folder.rglob("*")):
        os.chown(path, _NOBODY, _NOBODY)
    return _NOBODY


def test_it_is_the_same_bytes_in_another_folder_zone_locale_and_for_another_user(bundled: Bundled) -> None:
    with tempfile.TemporaryDirectory(prefix="bayaz-other-") as name:
        base = Path(name)
        base.chmod(0o755)
        shutil.copytree(bundled.folder, base / "elsewhere", copy_function=shutil.copy)
        elsewhere = {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C.UTF-8",
            "HOME": name,
            "USER": "other",
            "PYTHONHASHSEED": "7",
        }
        done = subprocess.run(
            [sys.executable, "-m", "compiler", "bundle", "elsewhere", "--out", "o", "-q"],
            cwd=base,
            env={**os.environ, "PYTHONPATH": str(ROOT), **elsewhere},
            user=_other_user(base),
            umask=0o077,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        (bag,) = (base / "o").glob("*.zip")
        assert bag.read_bytes() == bundled.bag.read_bytes()


def _verify(bag: Path, *words: str) -> dict[str, Any]:
    run = bayaz("verify", bag, *words, "--json", cwd=bag.parent)
    assert run.returncode in {0, 6}, run.stderr
    return told(run)


def test_it_is_built_again_from_itself_byte_for_byte(bundled: Bundled) -> None:
    said = _verify(bundled.bag, "--rebuild")
    assert said["whole"], said
    assert {one["agreement"] for one in said["rebuilt"]} == {"same bytes"}
    assert len(said["rebuilt"]) == 3


def _with(bundled: Bundled, tmp_path: Path, changed: dict[str, bytes]) -> Path:
    """The bag with other files in its payload, its lists made anew: whole, but not what it says that it is."""
    root = shutil.copytree(bundled.root, tmp_path / bundled.root.name)
    for name, data in changed.items():
        (root / name).write_bytes(data)
    for path in root.glob("*manifest-*.txt"):
        path.unlink()
    bag = bagit.Bag(str(root))
    bag.algorithms = ["sha256"]
    bag.save(manifests=True)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    members = [Member(path.relative_to(root).as_posix(), path) for path in files]
    packing.packed(tmp_path / bundled.bag.name, bundled.bag.stem, members, "2026-11-23")
    return tmp_path / bundled.bag.name


def test_a_book_that_was_changed_by_hand_is_told(bundled: Bundled, tmp_path: Path) -> None:
    name = f"data/books/{bundled.bag.stem}.html"
    page = (bundled.root / name).read_bytes().replace(b"grey stone", b"red stone")
    said = _verify(_with(bundled, tmp_path, {name: page}), "--rebuild")
    assert {one["name"]: one["agreement"] for one in said["rebuilt"]}[Path(name).name] == "different"
    assert [message["code"] for message in said["messages"] if message["level"] == "error"] == ["bag-rebuild-differs"]


def test_words_and_structure_are_compared_where_the_engines_are_others(bundled: Bundled, tmp_path: Path) -> None:
    provenance = bundled.root / "data/provenance.json"
    other = provenance.read_bytes().replace(b'"weasyprint 70.0"', b'"weasyprint 60.0"')
    page = f"data/books/{bundled.bag.stem}.html"
    spaced = (bundled.root / page).read_bytes() + b"\n"
    said = _verify(_with(bundled, tmp_path, {"data/provenance.json": other, page: spaced}), "--rebuild")
    agreed = {one["name"]: one["agreement"] for one in said["rebuilt"]}
    assert agreed.pop(Path(page).name) == "same words and structure"
    assert set(agreed.values()) == {"same bytes"}
    assert any("weasyprint: 60.0, here 70.0" in message["text"] for message in said["messages"])


def test_a_bag_that_says_not_how_it_was_built_is_told(bundled: Bundled, tmp_path: Path) -> None:
    said = _verify(_with(bundled, tmp_path, {"data/provenance.json": b"[]"}), "--rebuild")
    assert "bag-no-recipe" in [message["code"] for message in said["messages"]]


def test_a_second_bag_of_the_day_with_other_bytes_needs_force(bundled: Bundled, tmp_path: Path) -> None:
    folder = shutil.copytree(bundled.folder, tmp_path / "c")
    shutil.copytree(bundled.bag.parent, tmp_path / "out")
    edition = folder / "edition.toml"
    edition.write_text(edition.read_text("utf-8").replace("[edition]\n", '[edition]\nrights = "CC0"\n', 1), "utf-8")
    command = ("bundle", folder, "--out", tmp_path / "out")
    refused = bayaz(*command, cwd=tmp_path)
    assert refused.returncode == 8
    assert "edition-exists" in refused.stderr
    assert (tmp_path / "out" / bundled.bag.name).read_bytes() == bundled.bag.read_bytes()
