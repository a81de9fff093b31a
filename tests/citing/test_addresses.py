"""No source may have an address that the bibliography, the chronology or the index needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import project
from compiler.citing import entry_id
from compiler.messages import CollectionError
from tests.project.collections import SOURCE, sound


@pytest.mark.parametrize("name", [entry_id("harbour-notes"), "chronology-p1", "chronology-dl1", "index-3"])
def test_an_address_of_the_back_matter_is_no_source(name: str, tmp_path: Path) -> None:
    with pytest.raises(CollectionError) as fault:
        project.load(sound(tmp_path, **{f"{name}/source.toml": SOURCE.replace('brief = "brief.md"\n', "")}))
    assert [message.code for message in fault.value.messages] == ["id-clash"]
    assert not project.is_free(name, ["harbour-notes"])


@pytest.mark.parametrize("name", ["bib-other", "chronology-of-1979", "index-cards", "bibliography-of-x"])
def test_like_names_are_sources(name: str, tmp_path: Path) -> None:
    collection = sound(tmp_path, **{f"{name}/source.toml": SOURCE.replace('brief = "brief.md"\n', "")})
    assert {source.record.id for source in project.load(collection).sources} == {"harbour-notes", name}
    assert project.is_free(name, ["harbour-notes"])
