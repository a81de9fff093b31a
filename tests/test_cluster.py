"""A cluster of two workers on this machine: the same books, each input once to each worker, one message for whatever goes wrong."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any

import dask
import pytest
from distributed import Client

from compiler import gathering, readers, versions
from compiler.cluster import Cluster, connecting, pool, sameness
from compiler.cluster.parcels import packed, worked
from compiler.gathering import gather
from compiler.messages import CaptureError, MachineError
from compiler.pipeline import BuildOptions, build
from compiler.project import load
from compiler.store import Store
from compiler.workers import Pool, Shared
from tests.cli.running import bayaz, files_of
from tests.clusters import scheduler, workers
from tests.conftest import ROOT
from tests.edition.long_collection import write_long
from tests.test_workers import add, die_at_first, die_at_three, length, process_of, put_down, refuse


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The scheduler of a cluster with two workers, which their nannies start again when they die."""
    with scheduler(tmp_path_factory.mktemp("scheduler")) as (place, _), workers(place, 2):
        yield place


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_long(tmp_path_factory.mktemp("cluster") / "c", chapters=4, blocks=8)


@pytest.fixture(scope="module")
def local(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The books of the collection, made on this machine alone."""
    out = tmp_path_factory.mktemp("local")
    with Pool(2) as here:
        build(collection, BuildOptions(out=out, pool=here))
    return files_of(out)


def pids(address: str) -> set[int]:
    with connecting.connected(address) as client:
        return set(client.run(os.getpid).values())


def refusal(address: str) -> str:
    """What is said to who wants to work with this cluster."""
    with pytest.raises(MachineError) as caught, Cluster(address):
        pass
    (message,) = caught.value.messages
    assert message.level == "error"
    assert message.hint
    return str(message)


# --- work ---


def test_the_command_makes_the_same_books(
    address: str, collection: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    run = bayaz("build", collection, "--out", tmp_path, "--cluster", address, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert files_of(tmp_path) == local
    assert "distributed" not in run.stdout + run.stderr


def test_captures_are_read_on_the_workers(address: str, collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = gather(load(collection), lambda *_: None)
    monkeypatch.setattr(gathering, "WORTH", 1)
    monkeypatch.setattr(readers, "read", None)  # in this process
    with Cluster(address) as cluster:
        assert gather(load(collection), lambda *_: None, workers=cluster) == here


def test_a_worker_that_is_killed_midway_changes_nothing(
    address: str, collection: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    before, killed = pids(address), []

    def kill(stage: str, done: int, _all: int) -> None:
        if (stage, done) == ("laying out", 1) and not killed:
            killed.append(min(before))
            os.kill(killed[0], signal.SIGKILL)

    store = Store(tmp_path / "store")
    with Cluster(address) as cluster:
        build(collection, BuildOptions(out=tmp_path / "out", pool=cluster, store=store), kill)
    assert killed
    assert files_of(tmp_path / "out") == local
    # What the workers made lies in the store of who builds.
    build(collection, BuildOptions(out=tmp_path / "again", store=store, processes=1))
    assert files_of(tmp_path / "again") == local
    with connecting.connected(address) as client:
        client.wait_for_workers(2, timeout=60)
    assert len(pids(address) - {killed[0]}) == 2


def test_results_come_in_order_and_errors_keep_their_kind(address: str) -> None:
    with Cluster(address) as cluster:
        assert list(cluster.in_order(partial(add, shared=10), range(9))) == list(range(10, 19))
        assert len(set(cluster.in_order(process_of, range(12)))) == 2
        with pytest.raises(CaptureError) as caught:
            list(cluster.in_order(refuse, range(4)))
        assert [message.code for message in caught.value.messages] == ["capture-empty"]
        assert list(cluster.in_order(partial(add, shared=0), range(3))) == [0, 1, 2]


def test_the_same_bytes_are_brought_to_a_worker_once(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[tuple[str, str]] = []
    scatter = Client.scatter

    def watched(client: Client, data: dict[str, bytes], **options: Any) -> Any:
        brought.extend((key, place) for key in data for place in options["workers"])
        return scatter(client, data, **options)

    monkeypatch.setattr(Client, "scatter", watched)
    with Cluster(address) as cluster:
        tasks = [cluster.share(bytes(1000 + n % 2)) for n in range(12)]
        for _ in range(2):
            assert list(cluster.in_order(length, tasks)) == [1000, 1001] * 6
        assert list(cluster.in_order(partial(of_both, font=tasks[0]), tasks[:2])) == [2000, 2001]
        assert not any(shared.data for shared in tasks)
    assert len(brought) == len(set(brought))
    assert len({place for _, place in brought}) == 2


def of_both(shared: Shared, font: Shared) -> int:
    return len(shared.bytes()) + len(font.bytes())


def test_a_task_travels_without_what_it_shares() -> None:
    shared = Shared("d", data=bytes(100_000))
    body, found = packed(partial(of_both, font=shared), shared)
    assert len(body) < 500
    assert list(found) == ["d"]
    assert worked(body, ("d",), shared.data) == 200_000


def test_a_worker_of_many_threads_is_at_one_task_at_a_time(tmp_path: Path) -> None:
    body, _ = packed(partial(alone, folder=str(tmp_path)), 1)
    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(lambda _: worked(body, ()), range(8)))


def alone(_task: int, folder: str) -> bool:
    """True if nobody else is here meanwhile."""
    here = Path(folder, "here")
    here.touch(exist_ok=False)
    sleep(0.02)
    here.unlink()
    return True


def test_what_a_dead_worker_did_is_done_again(address: str, tmp_path: Path) -> None:
    with Cluster(address) as cluster:
        assert list(cluster.in_order(partial(die_at_first, folder=str(tmp_path)), range(9))) == list(range(9))
    assert (tmp_path / "died").exists()


def test_what_ends_two_workers_is_named_and_all_others_are_kept(address: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    work, keep = partial(die_at_three, folder=str(tmp_path)), partial(put_down, folder=str(kept))
    with Cluster(address) as cluster, pytest.raises(MachineError) as caught:
        list(cluster.in_order(work, range(9), lambda task: f"chapter {task}", keep))
    (message,) = caught.value.messages
    assert message.code == "worker-lost"
    assert "chapter 3" in message.text
    assert {path.name for path in kept.iterdir()} == set("01245678")
    assert len(list(tmp_path.glob("tried-*"))) == 2


# --- versions ---


def another(folder: Path) -> Path:
    """An installation that is another: a Bayaz with a changed line, and a library that says that it is of another version."""
    shutil.copytree(ROOT / "compiler", folder / "compiler", ignore=shutil.ignore_patterns("__pycache__", "_shipped"))
    with (folder / "compiler" / "bidi.py").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    facts = folder / "pydyf-99.9.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: pydyf\nVersion: 99.9\n", "utf-8")
    return folder


def test_a_worker_with_other_versions_is_refused_or_given_nothing(address: str, tmp_path: Path) -> None:
    with Cluster(address) as cluster, workers(address, 1, "--no-nanny", first=another(tmp_path)) as other:
        said = refusal(address)
        assert other.pid in pids(address)
        assert other.pid not in set(cluster.in_order(process_of, range(40)))
    ours = sameness.here()
    assert said.startswith("workers of the cluster are not as this machine: ")
    assert f"pydyf is {ours['pydyf']} here, 99.9 on tcp://127.0.0.1:" in said
    assert f"Bayaz is {ours[versions.BAYAZ]} here, " in said
    assert f"`pip install 'pydyf=={ours['pydyf']}'`" in said
    assert said.count("[cluster-versions]") == 1
    assert "lxml" not in said


def test_a_worker_without_bayaz_is_refused(address: str, tmp_path: Path) -> None:
    (tmp_path / "compiler").mkdir()
    (tmp_path / "compiler" / "__init__.py").touch()
    with workers(address, 1, "--no-nanny", first=tmp_path):
        said = refusal(address)
    assert f"Bayaz is {sameness.here()[versions.BAYAZ]} here, none on tcp://127.0.0.1:" in said
    assert "pydyf" not in said


def test_a_message_names_few_of_many_workers_and_differences() -> None:
    ours = {f"library{n:02}": "1" for n in range(20)} | {"python": "3.11"}
    theirs = {f"tcp://10.0.0.{n}:1": dict.fromkeys(ours, "2") for n in range(1, 9)}
    message = sameness.different(ours, theirs)
    assert message
    assert "tcp://10.0.0.1:1, tcp://10.0.0.2:1, tcp://10.0.0.3:1 and 5 more" in message.text
    assert message.text.endswith("; 13 more")
    assert "library19 1" in message.hint
    assert sameness.different(ours, {"tcp://10.0.0.1:1": ours}) is None


# --- no cluster ---


@pytest.mark.parametrize(
    "wrong",
    ["", "here", "127.0.0.1:8786", "tcp://127.0.0.1", "tcp://:8786", "tcp://a:b", "http://127.0.0.1:1", "tcp://[::1"],
)
def test_what_is_no_address_is_told(wrong: str) -> None:
    assert "cluster-address" in refusal(wrong)


def test_nobody_at_the_address(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    run = bayaz(
        "build", ROOT / "sources", "--out", tmp_path / "out", "--cluster", f"tcp://127.0.0.1:{port}", cwd=tmp_path
    )
    assert run.returncode == 7
    assert "[cluster-unreachable]" in run.stderr
    assert "dask scheduler" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "out").exists()


def test_something_else_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "_PATIENCE", 1)

    def answer(server: socket.socket) -> None:
        while True:
            try:
                with server.accept()[0] as one:
                    one.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            except OSError:
                return

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        threading.Thread(target=answer, args=(server,), daemon=True).start()
        said = refusal(f"tcp://127.0.0.1:{server.getsockname()[1]}")
    assert "cluster-unreachable" in said
    assert "no connection to a Dask scheduler" in said


def test_without_the_extra_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = refusal("tcp://127.0.0.1:8786")
    assert "cluster-missing" in said
    assert "pip install 'bayaz[cluster]'" in said


def test_no_workers_and_then_no_scheduler(collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with scheduler(tmp_path) as (place, process):
        with monkeypatch.context() as hasty:
            hasty.setattr(pool, "_PATIENCE", 1)
            assert "cluster-empty" in refusal(place)
        with workers(place, 1, "--no-nanny"), Cluster(place) as cluster:

            def end(stage: str, done: int, _all: int) -> None:
                if (stage, done) == ("laying out", 1):
                    process.kill()

            with pytest.raises(MachineError) as caught:
                build(collection, BuildOptions(out=tmp_path / "out", pool=cluster), end)
    (message,) = caught.value.messages
    assert message.code == "cluster-gone"
    assert not (tmp_path / "out").exists()


def test_the_last_worker_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_PATIENCE", 1)
    with (
        scheduler(tmp_path) as (place, _),
        workers(place, 1, "--no-nanny"),
        Cluster(place) as cluster,
        pytest.raises(MachineError) as caught,
    ):
        list(cluster.in_order(partial(die_at_three, folder=str(tmp_path)), range(5)))
    assert [message.code for message in caught.value.messages] == ["cluster-empty"]


# --- with certificates ---


def certificate(folder: Path) -> tuple[Path, Path]:
    key, cert = folder / "key.pem", folder / "cert.pem"
    kind = ("-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1")
    subprocess.run(["openssl", "req", *kind, "-keyout", key, "-out", cert], check=True, capture_output=True)
    return key, cert


def test_with_certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, cert = certificate(tmp_path)
    options = ("--tls-ca-file", str(cert), "--tls-cert", str(cert), "--tls-key", str(key))
    told = {
        "distributed.comm.tls.ca-file": str(cert),
        "distributed.comm.tls.client.cert": str(cert),
        "distributed.comm.tls.client.key": str(key),
    }
    with scheduler(tmp_path, "--protocol", "tls", *options) as (place, _):
        assert place.startswith("tls://")
        with dask.config.set(told), workers(place, 1, "--no-nanny", *options), Cluster(place) as cluster:
            assert list(cluster.in_order(partial(add, shared=1), range(3))) == [1, 2, 3]
        monkeypatch.setattr(connecting, "_PATIENCE", 1)
        said = refusal(place)
        assert "cluster-unreachable" in said
        assert "certificates" in said
