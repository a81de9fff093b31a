"""Ordered parallel map: the same results from one process and from a pool, in the order of the tasks."""

from __future__ import annotations

import os
from functools import partial

import pytest

from compiler.messages import CaptureError, MachineError
from compiler.workers import in_order


def add(task: int, shared: int) -> int:
    return task + shared


def refuse(task: int) -> int:
    if task == 2:
        raise CaptureError.of("capture-empty", "nothing in it")
    return task


def die(_task: int) -> int:
    os._exit(1)


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
