"""What a command costs is measured over the whole tree of its processes, and each subject as often as it should be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measuring import Session, Store
from benchmarks.meter import Cost, FailedError, below, field, measured
from benchmarks.record import Run, Section
from benchmarks.subjects import BY_NAME, SUBJECTS, Place, environment, measurable

_WORK = "import time\nwhile time.process_time() < 0.3: pass"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_time_and_memory_of_processes_that_it_starts_count(tmp_path: Path) -> None:
    alone = measured([sys.executable, "-c", _WORK], tmp_path / "log", os.environ)
    children = f"import subprocess, sys; [subprocess.run([sys.executable, '-c', {_WORK!r}]) for _ in range(2)]"
    several = measured([sys.executable, "-c", children], tmp_path / "log", os.environ)
    assert alone.processor >= 0.3
    assert several.processor >= 0.6
    holds = "import time; data = b'x' * (64 << 20); time.sleep(1.5)"
    both = f"import subprocess, sys; data = b'x' * (64 << 20); subprocess.run([sys.executable, '-c', {holds!r}])"
    held = measured([sys.executable, "-c", both], tmp_path / "log", os.environ)
    assert 64 << 20 < held.largest < 128 << 20 < held.together


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_processes_that_are_left_behind_are_ended_and_counted(tmp_path: Path) -> None:
    stays = _WORK + "\ntime.sleep(99)"
    begin = f"subprocess.Popen([sys.executable, '-c', {stays!r}], start_new_session=True)"
    waits = f"import subprocess, sys, time; print({begin}.pid, flush=True); time.sleep(1)"
    others = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    cost = measured([sys.executable, "-c", waits], tmp_path / "log", os.environ)
    pid = int((tmp_path / "log").read_text())
    assert not Path(f"/proc/{pid}").exists()
    assert cost.processor >= 0.3
    assert others.poll() is None
    others.communicate(b"\n")
    assert others.returncode == 0


def test_a_command_that_fails_says_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="ended with 3: no paper"):
        measured([sys.executable, "-c", "print('no paper'); exit(3)"], tmp_path / "log", os.environ)
    with pytest.raises(FailedError, match="ended with -9"):
        measured([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "log", os.environ, limit=0.2)


def test_descendants_and_fields() -> None:
    assert below(1, {2: 1, 3: 2, 4: 9, 9: 0}) == {2, 3}
    assert field("Name:\tx\nVmHWM:\t  12 kB\n", "VmHWM") == 12 * 1024
    assert field("Name:\tx\n", "VmHWM") == 0


def session(tmp_path: Path, full: bool = False, **walls: list[float]) -> Session:
    runs = {name.replace("_", "-"): [Run(wall, wall, 1, 1, 1) for wall in those] for name, those in walls.items()}
    section = Section(10, "latin", "a", {}, runs, contents={"compared": {}})
    return Session(section, Place(tmp_path), 3, full, print, lambda: None)


def test_a_subject_is_measured_in_each_round_unless_it_takes_long(tmp_path: Path) -> None:
    one = session(tmp_path, pdf_cold=[2.0, 3.0], weasyprint=[40.0])
    asked = {
        name: [one.wanted(BY_NAME[name], number) for number in (1, 2, 3)]
        for name in ("pdf-cold", "weasyprint", "pandoc")
    }
    assert asked == {"pdf-cold": [False, False, True], "weasyprint": [False] * 3, "pandoc": [True] * 3}
    assert session(tmp_path, full=True, weasyprint=[40.0]).wanted(BY_NAME["weasyprint"], 2)
    one.section.faults["pandoc"] = "ended with 1"
    assert not one.wanted(BY_NAME["pandoc"], 1)


def test_pdfs_that_were_not_compared_are_made_again(tmp_path: Path) -> None:
    one = session(tmp_path, pdf_cold=[2.0], weasyprint=[40.0])
    one.section.contents = {}
    assert one.wanted(BY_NAME["pdf-cold"], 1)
    assert one.wanted(BY_NAME["weasyprint"], 1)
    made = Place(tmp_path).out("pdf-cold")
    made.mkdir(parents=True)
    (made / "book.pdf").write_bytes(b"")
    assert not one.wanted(BY_NAME["pdf-cold"], 1)


def test_a_store_is_filled_before_it_is_measured_and_only_then() -> None:
    store = Store()
    changed, same, cold = BY_NAME["all-changed"], BY_NAME["all-same"], BY_NAME["pdf-cold"]
    assert store.lacks(changed)
    assert not store.lacks(cold)
    store.built(cold)
    assert store.lacks(same)
    store.built(BY_NAME["all-cold"])
    assert not store.lacks(changed)
    store.current.clear()
    assert store.lacks(same)
    assert not store.lacks(changed)


def test_every_subject_has_a_command_and_a_first(tmp_path: Path) -> None:
    place = Place(tmp_path)
    for subject in SUBJECTS:
        command = subject.command(place, place.out(subject.folder))
        assert any(str(tmp_path) in word for word in command)
    assert [one.name for one in measurable(1000)] == ["pdf-cold", "pdf-changed", "pdf-same", "epub-cold"]
    assert "BAYAZ_CACHE" not in environment() | {}


def test_costs_are_rounded_to_what_a_clock_tells() -> None:
    assert Run.of(Cost(1.23456, 2.34567, 3, 4), 5) == Run(1.235, 2.346, 3, 4, 5)
