"""Ordered parallel map: the same results from one process and from a pool, in the order of the tasks."""

from __future__ import annotations

import errno
import os
from functools import partial
from pathlib import Path

import pytest

from compiler.messages import CaptureError, MachineError
from compiler.workers import Pool, Shared, in_order


def add(task: int, shared: int) -> int:
    return task + shared


def refuse(task: int) -> int:
    if task == 2:
        raise CaptureError.of("capture-empty", "nothing in it")
    return task


def die(_task: int) -> int:
    os._exit(1)


def die_at_first(task: int, folder: str) -> int:
    """Ends its process the first time that it is at task 3."""
    if task == 3:
        try:
            (Path(folder) / "died").touch(exist_ok=False)
        except FileExistsError:
            return task
        os._exit(1)
    return note(task, folder)


def die_at_three(task: int, folder: str) -> int:
    if task == 3:
        (Path(folder) / f"tried-{os.getpid()}").touch()
        os._exit(1)
    return note(task, folder)


def note(task: int, folder: str) -> int:
    (Path(folder) / str(task)).touch()
    return task


def process_of(_task: int) -> int:
    return os.getpid()


def length(shared: Shared) -> int:
    return len(shared.bytes())


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_order(processes: int) -> None:
    assert list(in_order(partial(add, shared=10), range(7), processes)) == [10, 11, 12, 13, 14, 15, 16]


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_keeps_its_kind_and_messages(processes: int) -> None:
    with pytest.raises(CaptureError) as caught:
        list(in_order(refuse, range(4), processes))
    assert [message.code for message in caught.value.messages] == ["capture-empty"]


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(MachineError, match="worker-lost"):
        list(in_order(die, range(4), 2))


def test_what_a_dead_process_did_is_done_again(tmp_path: Path) -> None:
    assert list(in_order(partial(die_at_first, folder=str(tmp_path)), range(9), 2)) == list(range(9))
    assert (tmp_path / "died").exists()


def test_what_ends_two_processes_is_named_and_all_others_are_done(tmp_path: Path) -> None:
    with Pool(2) as pool, pytest.raises(MachineError) as caught:
        list(pool.in_order(partial(die_at_three, folder=str(tmp_path)), range(9), lambda task: f"chapter {task}"))
    (message,) = caught.value.messages
    assert message.code == "worker-lost"
    assert "chapter 3" in message.text
    assert {path.name for path in tmp_path.iterdir() if path.name.isdigit()} == set("01245678")
    assert len(list(tmp_path.glob("tried-*"))) == 2


def put_down(task: int, result: int, folder: str) -> int:
    """Hands on how long it is."""
    return (Path(folder) / str(task)).write_text(str(result))


def die_of_three(task: int) -> int:
    return die(task) if task == 3 else task


@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_made_is_kept(processes: int, tmp_path: Path) -> None:
    with Pool(processes) as pool:
        left = list(pool.in_order(partial(add, shared=10), range(4), keep=partial(put_down, folder=str(tmp_path))))
    assert left == [2, 2, 2, 2]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"0": "10", "1": "11", "2": "12", "3": "13"}


def test_what_comes_after_a_lost_task_is_kept_too(tmp_path: Path) -> None:
    with Pool(2) as pool, pytest.raises(MachineError, match="worker-lost"):
        keep = partial(put_down, folder=str(tmp_path))
        list(pool.in_order(die_of_three, range(7), keep=keep))
    assert {path.name for path in tmp_path.iterdir()} == set("012456")


def test_a_pool_keeps_its_processes() -> None:
    with Pool(2) as pool:
        seen = {*pool.in_order(process_of, range(8)), *pool.in_order(process_of, range(8))}
    assert len(seen) <= 2
    assert os.getpid() not in seen


def test_a_pool_keeps_its_processes_when_no_one_asks_for_more() -> None:
    with Pool(2) as pool:
        results = pool.in_order(process_of, range(8))
        seen = {next(results)}
        results.close()
        assert pool.started
        seen |= {*pool.in_order(process_of, range(8))}
    assert len(seen) <= 2


def test_a_process_that_dies_as_it_begins_is_replaced() -> None:
    with Pool(2) as pool:
        pool.begin(os.abort)
        assert os.getpid() not in {*pool.in_order(process_of, range(4))}


def test_processes_begin_before_there_are_tasks() -> None:
    with Pool(2) as pool:
        pool.begin(os.getpid)
        assert pool.started
        assert os.getpid() not in {*pool.in_order(process_of, [0])}
    with Pool(1) as pool:
        pool.begin(os.getpid)
        assert not pool.started


@pytest.mark.parametrize("processes", [1, 2])
def test_shared_bytes_are_read_where_they_lie(processes: int) -> None:
    with Pool(processes) as pool:
        shared = [pool.share(bytes(1000)), pool.share(bytes(1000)), pool.share(bytes(7))]
        assert list(pool.in_order(length, shared)) == [1000, 1000, 7]
        assert shared[0] == shared[1]
    assert not any(Path(one.path).exists() for one in shared if one.path)


def test_on_a_full_disk_bytes_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with Pool(2) as pool:
        shared = [pool.share(bytes(10)), pool.share(bytes(20))]
        assert [one.path for one in shared] == ["", ""]
        assert list(pool.in_order(length, shared)) == [10, 20]
