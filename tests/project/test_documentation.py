"""docs/collection.md and the README name every key, role and command that there is, and no other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from compiler.cli.app import COMMANDS
from compiler.intake import matching
from compiler.messages import ExitCode
from compiler.project import keys
from tests.conftest import ROOT
from tests.project.collections import PICTURE, write

DOC = (ROOT / "docs" / "collection.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

SECTIONS = {
    "### `[edition]`": keys.EDITION,
    "### `[[chapter]]`": keys.CHAPTER,
    "### `[back]`": keys.BACK,
    "### `[[name]]`": keys.NAME,
    "### `[[term]]`": keys.TERM,
    "### `[print]`": keys.PRESS,
    "### The record": keys.SOURCE,
    "### `[[capture]]`": keys.CAPTURE,
    "### `[text]`": keys.TEXT,
    "### `[[figure]]`: images": keys.FIGURE,
}


def section(heading: str) -> str:
    start = DOC.index(f"\n{heading}") + 1
    return DOC[start : DOC.index("\n##", start + 1)]


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_has_its_row_and_every_row_its_key(heading: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]*)\|", section(heading), re.M)
    known = {key.name: key for key in SECTIONS[heading]}
    assert {name for name, _, _ in rows} == set(known)
    needed = {name for name, _, default in rows if default.startswith("needed") and "image" not in default}
    hashes = {key.name for key in SECTIONS[heading] if key.kind == "hash"}
    assert needed == {key.name for key in SECTIONS[heading] if key.required} | hashes


def test_every_role_is_named() -> None:
    roles = section("### `[roles]`").split("Roles:")[1]
    assert set(re.findall(r"`(\w+)`", roles)) == set(keys.ROLES)


def test_the_points_are_those_of_the_code() -> None:
    points = DOC[DOC.index("## How `bayaz add`") : DOC.index("Then:")]
    for figure in (
        *(matching.TITLE, matching.SHORT, matching.PEOPLE, matching.OTHER_PEOPLE, matching.PUBLISHER, matching.SERIES),
        *(
            matching.DAY,
            matching.MONTH,
            matching.YEAR,
            matching.OTHER_YEAR,
            matching.ADDRESS,
            matching.JOIN,
            matching.MARGIN,
        ),
    ):
        assert re.search(rf"(?<![\d.]){re.escape(f'{figure:g}'.replace('-', '−'))}(?!\d)", points), figure


def test_the_examples_load(tmp_path: Path) -> None:
    """The two examples are TOML without a key that Bayaz does not know; only the files that they name are not there."""
    from compiler import project  # noqa: PLC0415 - beside its use
    from compiler.messages import CollectionError  # noqa: PLC0415

    edition, source = (found[1] for found in re.finditer(r"```toml\n(.*?)```", DOC, re.S))
    assert tomllib.loads(edition)
    files: dict[str, str | bytes] = {
        "edition.toml": edition,
        "provenance.md": "Found.\n",
        "harbour-report-1894/source.toml": source,
        "harbour-report-1894/brief.md": "A report.\n",
        "harbour-report-1894/figures/pier.svg": PICTURE,
        "quay-news-1895/source.toml": 'title = "Quay News"\n',
    }
    with pytest.raises(CollectionError) as caught:
        project.load(write(tmp_path, files))
    assert [str(m.text) for m in caught.value.messages] == ["there is no file captures/harbour.html"]


def test_the_readme_lists_the_commands_and_the_exit_codes() -> None:
    named = set(re.findall(r"^\| `bayaz (\w+)", README, re.M))
    assert named == {command.__name__ for command in COMMANDS}
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.M)}
    assert codes == {int(code) for code in ExitCode} | {130}
