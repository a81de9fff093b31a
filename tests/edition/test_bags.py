"""The editions that users make first as bags: whole, and built again from themselves, every book the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.edition.conftest import ROOT, Made, bayaz


@pytest.mark.parametrize("name", ["shipped", "persian", "full", "facsimiles"])
def test_a_bag_builds_its_edition_again(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    made: Made = request.getfixturevalue(name)
    bag = json.loads(bayaz("bundle", made.folder, "--out", tmp_path, "--json"))["bag"]
    said = json.loads(bayaz("verify", "--rebuild", bag, "--json"))
    assert said["whole"]
    assert {one["agreement"] for one in said["rebuilt"]} == {"same bytes"}
    assert {Path(one["name"]).suffix for one in said["rebuilt"]} == {".epub", ".pdf", ".html"}


def test_an_edition_that_tells_its_changes_is_built_again_from_its_bag(shipped: Made, tmp_path: Path) -> None:
    """The earlier edition goes into the bag, since the book is made from it too."""
    words = ("--date", "2027-01-31", "--since", shipped.epub, "--out", tmp_path, "--json")
    bag = json.loads(bayaz("bundle", ROOT / "sources", *words))["bag"]
    said = json.loads(bayaz("verify", "--rebuild", bag, "--json"))
    assert {one["agreement"] for one in said["rebuilt"]} == {"same bytes"}
