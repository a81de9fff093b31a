"""The command `bayaz`, run for real: what it prints, where, and with which exit code."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import bayaz, files_of, told
from tests.project.collections import PICTURE, sound, write

ENGINES = ("weasyprint", "ebooklib", "lxml", "rich", "pypdf", "PIL", "compiler.pipeline", "compiler.model", "tomlkit")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    assert bayaz("new", "c", cwd=tmp_path).returncode == 0
    return tmp_path / "c"


# --- help ---


def test_help_loads_no_engine(tmp_path: Path) -> None:
    run = bayaz("--help", cwd=tmp_path, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert run.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}
    assert "typer" in loaded
    assert not loaded & set(ENGINES)


@pytest.mark.parametrize("command", ["new", "add", "read", "build", "watch", "outline", "check", "cite", "impose"])
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    run = bayaz(command, "--help", cwd=tmp_path)
    assert run.returncode == 0
    assert f"Usage: bayaz {command}" in run.stdout
    assert "--json" in run.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("buld",),
        ("build", "--nonsense"),
        ("add",),
        ("build", "--format", "docx"),
        ("read", "x.txt", "--way", "picture"),
        ("add", "x.md", "--captured", "soon"),
    ],
)
def test_what_is_typed_wrongly_exits_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    run = bayaz(*words, cwd=tmp_path)
    assert run.returncode == 2
    assert not run.stdout
    assert "Error" in run.stderr


def test_the_version_is_told(tmp_path: Path) -> None:
    run = bayaz("--version", cwd=tmp_path)
    assert run.returncode == 0
    assert run.stdout.startswith("bayaz")


# --- new ---


def test_a_new_collection_builds_at_once(made: Path) -> None:
    run = bayaz("build", made, "--json", "--strict", cwd=made.parent)
    assert run.returncode == 0, run.stderr
    data = told(run)
    assert [output["format"] for output in data["outputs"]] == ["epub", "pdf", "html", "contact"]
    for output in data["outputs"]:
        assert hashlib.sha256(Path(made.parent, output["path"]).read_bytes()).hexdigest() == output["sha256"]
    assert data["pages"] > 4
    assert data["chapters"][0]["rendition"] == "brief"
    assert data["chapters"][0]["page"] == "1"
    assert [message["code"] for message in data["messages"]] == ["text-layer-share"]


def test_an_edition_is_replaced_only_when_that_is_asked_for(made: Path) -> None:
    build = ("build", made, "--format", "epub")
    assert bayaz(*build, cwd=made.parent).returncode == 0
    (book,) = (made / "output").glob("*.epub")
    before = book.read_bytes()
    assert bayaz(*build, cwd=made.parent).returncode == 0, "the same bytes are no fault"
    edition = made / "edition.toml"
    edition.write_text(
        edition.read_text("utf-8").replace("[edition]\n", '[edition]\ndescription = "Other"\n', 1), "utf-8"
    )

    refused = bayaz(*build, cwd=made.parent)
    assert refused.returncode == 8
    assert "edition-exists" in refused.stderr
    assert "--force" in refused.stderr
    assert book.read_bytes() == before

    assert bayaz(*build, "--force", cwd=made.parent).returncode == 0
    assert book.read_bytes() != before


def test_a_build_without_the_contact_sheet_takes_an_older_one_away(made: Path, tmp_path: Path) -> None:
    assert bayaz("build", made, "--out", tmp_path, cwd=made.parent).returncode == 0
    (sheet,) = tmp_path.glob("*.contact.png")
    other = tmp_path / "other.contact.png"
    for name in (sheet.name.replace(".png", "-2.png"), other.name):
        (tmp_path / name).write_bytes(b"old")
    again = ("build", made, "--out", tmp_path, "--force")
    assert bayaz(*again, "--format", "epub", cwd=made.parent).returncode == 0
    assert sheet.is_file(), "no PDF was made: the one that the sheet is of is still there"
    run = bayaz(*again, "--no-contact", "--json", cwd=made.parent)
    assert [output["format"] for output in told(run)["outputs"]] == ["epub", "pdf", "html"]
    assert list(tmp_path.glob("*.png")) == [other]


def test_new_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    write(tmp_path / "c", {"mine.txt": "Mine.\n"})
    run = bayaz("new", "c", cwd=tmp_path)
    assert run.returncode == 8
    assert "not empty" in run.stderr
    assert files_of(tmp_path / "c") == {"mine.txt": b"Mine.\n"}


def test_new_takes_an_empty_folder_and_draws_a_new_identifier(tmp_path: Path) -> None:
    texts = set()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        assert bayaz("new", name, "--quiet", cwd=tmp_path).returncode == 0
        texts.add((tmp_path / name / "edition.toml").read_text().split("identifier")[1].split("\n")[0])
    assert len(texts) == 2


def test_new_example_copies_the_sample_edition(tmp_path: Path) -> None:
    run = bayaz("new", "c", "--example", "--json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    written = told(run)["written"]
    assert "edition.toml" in written and "interlink-report-4/source.toml" in written
    assert [name for name in written if name.startswith("rahnama/")] == []


def test_new_guide_copies_the_guide_in_persian_and_it_builds(tmp_path: Path) -> None:
    run = bayaz("new", "c", "--guide", "--json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert {"edition.toml", "zabt/captures/zabt.md", "zabt/figures/daftar.svg"} <= set(told(run)["written"])
    built = bayaz("build", "c", "--format", "epub", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert bayaz("new", "d", "--guide", "--example", cwd=tmp_path).returncode == 2


# --- build ---


def test_build_finds_the_collection_here_or_in_sources(made: Path) -> None:
    (made.parent / "sources").symlink_to(made)
    for cwd in (made, made.parent):
        run = bayaz("build", "--format", "epub", "--out", made / "out", cwd=cwd)
        assert run.returncode == 0, run.stderr
    assert [path.suffix for path in (made / "out").iterdir()] == [".epub"]


def test_build_without_a_collection_says_what_to_do(tmp_path: Path) -> None:
    run = bayaz("build", cwd=tmp_path)
    assert run.returncode == 3
    assert "bayaz new" in run.stderr
    assert not run.stdout


def test_the_table_names_the_files_and_goes_to_standard_output(made: Path) -> None:
    run = bayaz("build", made, "--format", "epub", "--date", "2026-01-02", "-q", cwd=made.parent)
    assert run.returncode == 0
    assert not run.stdout
    run = bayaz("build", made, "--format", "epub", "--date", "2026-01-02", cwd=made.parent)
    assert "c-2026-01-02.epub" in run.stdout
    assert "1 chapter, " in run.stdout
    assert not run.stderr
    assert "\x1b" not in run.stdout


def test_faults_of_the_collection_exit_3_and_leave_the_old_edition(made: Path) -> None:
    assert bayaz("build", made, "--format", "epub", cwd=made.parent).returncode == 0
    before = files_of(made / "output")
    edition = made / "edition.toml"
    edition.write_text(edition.read_text().replace("layout", "layuot") + '\n[[chapter]]\nsource = "first-sorce"\n')
    run = bayaz("build", made, "--json", cwd=made.parent)
    assert run.returncode == 3
    data = told(run)
    assert data["exit_code"] == 3
    assert [(m["code"], m["origin"]["file"], m["origin"]["first"]) for m in data["messages"]] == [
        ("key-unknown", "edition.toml", 8),
        ("source-unknown", "edition.toml", 17),
    ]
    assert "did you mean 'layout'?" in run.stderr
    assert "2 errors" in run.stderr
    assert files_of(made / "output") == before


def test_a_bad_date_and_a_layout_that_is_not_there_have_their_codes(made: Path) -> None:
    assert bayaz("build", made, "--date", "2026-02-30", cwd=made.parent).returncode == 3
    assert bayaz("build", made, "--layout", "nonesuch", cwd=made.parent).returncode == 5
    assert not (made / "output").exists()


@pytest.mark.parametrize(
    ("old", "new", "asked", "place"),
    [
        ("", "", ("--layout", "nonesuch"), "--layout: "),
        ('layout = "classic"', 'layout = "nonesuch"', (), "edition.toml: edition.layout: "),
        ('page = "A5"', 'page = "A55"', (), "edition.toml: edition.page: "),
        ('layout = "classic"', 'layout = "../../elsewhere"', (), "edition.toml: edition.layout: "),
    ],
)
def test_a_layout_or_page_that_is_none_has_its_place(
    made: Path, old: str, new: str, asked: tuple[str, ...], place: str
) -> None:
    write(made.parent, {"elsewhere/layout.toml": 'extends = "classic"\n'})
    edition = made / "edition.toml"
    edition.write_text(edition.read_text().replace(old, new))
    run = bayaz("build", made, "--format", "epub", *asked, cwd=made.parent)
    assert run.returncode in (3, 5)
    assert run.stderr.startswith(f"error {place}"), run.stderr


def test_an_output_that_cannot_be_written_exits_8(made: Path) -> None:
    (made / "file").write_text("in the way")
    run = bayaz("build", made, "--format", "epub", "--out", made / "file", cwd=made.parent)
    assert run.returncode == 8, run.stderr


# --- outline, read ---


def test_outline_shows_pages_and_writes_nothing(made: Path) -> None:
    before = files_of(made)
    run = bayaz("outline", made, "--json", cwd=made.parent)
    assert run.returncode == 0, run.stderr
    chapter = told(run)["chapters"][0]
    assert chapter["page"] == "1"
    assert chapter["children"][0]["title"] == "What comes next"
    assert chapter["children"][0]["level"] == 2
    text = bayaz("outline", made, cwd=made.parent).stdout
    assert "What comes next" in text
    assert files_of(made) == before


MARKDOWN = "---\ntitle: Quay letters\nauthor: A. Writer\n---\n\nWords of a letter.\n\n- one\n- two\n"


def test_read_prints_documents_blocks_and_ledger(tmp_path: Path) -> None:
    write(tmp_path, {"letters.md": MARKDOWN})
    run = bayaz("read", "letters.md", "--json", cwd=tmp_path)
    assert run.returncode == 0
    data = told(run)
    assert list(data) == ["capture", "documents", "ledger", "messages"]
    assert data["capture"]["sha256"] == hashlib.sha256(MARKDOWN.encode()).hexdigest()
    assert data["documents"][0]["authors"] == ["A. Writer"]
    assert [block["kind"] for block in data["documents"][0]["blocks"]] == ["paragraph", "list"]
    lines = [line for entry in data["ledger"] for line in range(entry["origin"][0], entry["origin"][1] + 1)]
    assert lines == list(range(1, len(lines) + 1))
    text = bayaz("read", "letters.md", "-v", cwd=tmp_path).stdout
    assert "Words of a letter." in text
    assert "ledger" in text


def test_read_takes_roles_and_what_lies_beside_a_page(tmp_path: Path) -> None:
    words = "<p>Words of a page that go on for a while, so that they are its text.</p>"
    image = (
        '<figure><img src="quay_files/pier.svg" alt="A pier"></figure><p>More words follow, and they go on as well.</p>'
    )
    page = f"<html><body><article><h1>Quay</h1>{words}{image}</article></body></html>"
    write(tmp_path, {"quay.html": page, "quay_files/pier.svg": PICTURE, "letters.md": MARKDOWN})
    data = told(bayaz("read", "quay.html", "--json", cwd=tmp_path))
    assert "figure" in [block["kind"] for block in data["documents"][0]["blocks"]]
    write(tmp_path, {"roles.toml": '"Words of a letter." = "heading"\n'})
    data = told(bayaz("read", "letters.md", "--roles", "roles.toml", "--json", cwd=tmp_path))
    assert data["documents"][0]["blocks"][0]["kind"] == "heading"
    write(tmp_path, {"roles.toml": "no toml"})
    assert bayaz("read", "letters.md", "--roles", "roles.toml", cwd=tmp_path).returncode == 3


@pytest.mark.parametrize("name", ["letters.xyz", "gone.md"])
def test_what_no_reader_reads_exits_4(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"letters.xyz": "Words.\n"})
    run = bayaz("read", name, "--json", cwd=tmp_path)
    assert run.returncode == 4
    assert told(run)["messages"][0]["hint"]


def test_roles_that_do_not_exist_exit_3_with_a_suggestion(tmp_path: Path) -> None:
    write(tmp_path, {"letters.md": MARKDOWN, "roles.toml": '[roles]\n"one" = "headin"\n'})
    run = bayaz("read", "letters.md", "--roles", "roles.toml", cwd=tmp_path)
    assert run.returncode == 3
    assert "did you mean 'heading'?" in run.stderr


def test_a_capture_cannot_move_the_terminals_cursor(tmp_path: Path) -> None:
    write(tmp_path, {"letters.md": "---\ntitle: \x1b[2JGone\n---\n\nWords \x1b]0;owned\x07 of a letter.\n"})
    run = bayaz("read", "letters.md", "-v", cwd=tmp_path)
    assert "\x1b" not in run.stdout + run.stderr
    assert "\x07" not in run.stdout + run.stderr


# --- check ---


def test_check_passes_what_build_made_and_fails_what_is_broken(made: Path) -> None:
    assert bayaz("build", made, cwd=made.parent).returncode == 0
    books = [path for path in sorted((made / "output").iterdir()) if path.suffix in (".epub", ".pdf")]
    run = bayaz("check", *books, "--json", cwd=made.parent)
    assert run.returncode == 0, run.stderr
    assert [book["errors"] for book in told(run)["books"]] == [0, 0]
    broken = [path.with_name(f"broken{path.suffix}") for path in books]
    for path, copy in zip(books, broken, strict=True):
        copy.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    for copy in broken:
        run = bayaz("check", copy, "--no-validators", cwd=made.parent)
        assert run.returncode == 6, run.stdout + run.stderr
        assert "error" in run.stderr


def test_check_holds_a_pdf_against_the_epub_beside_it_or_another(made: Path) -> None:
    assert bayaz("build", made, cwd=made.parent).returncode == 0
    epub, pdf = (next((made / "output").glob(f"*.{kind}")) for kind in ("epub", "pdf"))
    said = told(bayaz("check", pdf, "--no-validators", "--json", cwd=made.parent))["books"][0]["messages"]
    assert "pdfium finds again" in next(m["text"] for m in said if m["code"] == "text-layer-share")
    alone = Path(shutil.copy(pdf, made.parent / "alone.pdf"))
    assert "text-layer" not in bayaz("check", alone, "--no-validators", "--json", cwd=made.parent).stdout
    (brief,) = made.glob("*/*.md")
    brief.write_text(brief.read_text("utf-8") + "\nPalimpsest.\n", "utf-8")
    assert bayaz("build", made, "--out", "later", "--format", "epub", cwd=made.parent).returncode == 0
    later = made.parent / "later" / epub.name
    run = bayaz("check", alone, "--no-validators", "--against", later, cwd=made.parent)
    assert run.returncode == 0, run.stderr
    assert "does not find “Palimpsest”" in run.stderr


def test_check_bidi_places_faults_in_the_authors_file(made: Path) -> None:
    run = bayaz("check", "--bidi", made, cwd=made.parent)
    assert run.returncode == 0, run.stderr
    (brief,) = made.glob("*/*.md")
    brief.write_text(brief.read_text("utf-8") + "\nA line \u202ewith an override.\n", "utf-8")
    run = bayaz("check", "--bidi", made, cwd=made.parent)
    assert f"{brief.name}:" in run.stderr and "bidi-unbalanced" in run.stderr


def test_check_of_something_else_exits_4(tmp_path: Path) -> None:
    write(tmp_path, {"letters.md": MARKDOWN})
    assert bayaz("check", "letters.md", cwd=tmp_path).returncode == 4


# --- what goes wrong ---

FAULT = """
import sys
from compiler import files, pipeline
from compiler.cli import main

def broken(*_):
    raise {error}

pipeline.build = broken
sys.argv[1:] = ["build", "c", *sys.argv[1:]]
main()
"""


def _failing(error: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    from tests.conftest import ROOT  # noqa: PLC0415 - beside its use

    command = [sys.executable, "-c", FAULT.format(error=error), *words]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )


def test_a_fault_of_bayaz_is_said_to_be_one(tmp_path: Path) -> None:
    sound(tmp_path / "c")
    run = _failing("ZeroDivisionError('no way')", tmp_path)
    assert run.returncode == 1
    assert "this is a fault of Bayaz" in run.stderr
    assert "Traceback" not in run.stderr
    run = _failing("ZeroDivisionError('no way')", tmp_path, "-v", "--json")
    assert "Traceback" in run.stderr
    assert told(run)["messages"][0]["code"] == "bug"


def test_stopping_exits_130(tmp_path: Path) -> None:
    sound(tmp_path / "c")
    run = _failing("KeyboardInterrupt", tmp_path)
    assert not run.stdout
    assert run.returncode == 130
    assert "stopped" in run.stderr
    assert "Traceback" not in run.stderr


def test_what_to_type_next_can_be_typed_as_it_is(tmp_path: Path) -> None:
    run = bayaz("new", "my records; نامه", cwd=tmp_path)
    said = next(line for line in run.stdout.splitlines() if line.startswith("next: bayaz "))
    typed = shlex.split(said.removeprefix("next: bayaz "))
    assert typed == ["build", "my records; نامه"]
    assert (tmp_path / typed[1] / "edition.toml").is_file()


# --- impose ---


def test_impose_makes_a_booklet_and_an_n_up_print(made: Path) -> None:
    assert bayaz("build", made, "--format", "pdf", cwd=made.parent).returncode == 0
    (book,) = (made / "output").glob("*.pdf")
    run = bayaz("impose", book, "--paper", "A4", "--json", cwd=made.parent)
    assert run.returncode == 0, run.stderr
    booklet = Path(told(run)["file"])
    assert (booklet.name, told(run)["sides"]) == (f"{book.stem}-booklet.pdf", -(-told(run)["pages"] // 4) * 2)
    assert bayaz("impose", book, "--up", "2x2", cwd=made.parent).returncode == 0
    assert bayaz("impose", book, "--up", "two", cwd=made.parent).returncode == 2
    assert bayaz("impose", made / "edition.toml", cwd=made.parent).returncode == 4
