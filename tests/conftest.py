"""Fixtures that several test files share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run of CI, so that a change is judged by itself; new ones on every run by hand.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("hand", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "hand")

ROOT = Path(__file__).parent.parent

# What the commands of the tests make is made by them, and nothing of it is left in the cache of who runs them.
os.environ["BAYAZ_CACHE"] = "no"


def missing(what: str, how: str) -> None:
    """Skips the test, saying how to get what it lacks; under `CI=true` nothing may be missing, so it fails."""
    reason = f"{what} is not here: {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def captures() -> Path:
    """The folder of real captures that lies beside a checkout of the project."""
    folder = ROOT.parent / "shared" / "captures"
    if not folder.is_dir():
        missing("the folder of real captures", "it cannot be given away; put yours at ../shared/captures")
    return folder
