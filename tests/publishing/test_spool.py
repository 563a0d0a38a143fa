"""Rendered pages wait on the disk, where nobody finds them, and memory holds few of them."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest
from msgspec.msgpack import decode, encode

from building import AS_OF, SMALL, build_cleanly, lay, tree
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.engine.forked import forked
from dossierpress.engine.store import Store
from dossierpress.model.output import OutputFile
from dossierpress.pipeline.build import build_dossier
from dossierpress.publish import spool
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.publish.spool import Spool
from dossierpress.source.project import Project

PAGES = {f"{number}.html": b"%d" % number * (number + 1) for number in range(40)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A dossier whose folder of editions is there, as while its lock is held."""
    project = lay(tmp_path / "site", {"site.yml": "title: T\n"})
    folders_of_editions(project).folder.mkdir(parents=True)
    return project


@contextlib.contextmanager
def waiting(project: Project, in_memory: int) -> Iterator[list[OutputFile]]:
    """All pages in a spool."""
    with contextlib.closing(Spool(project, in_memory=in_memory)) as spool:
        yield [
            OutputFile(
                path=path,
                held=spool.held(spool.put(data)),
                digest=hashlib.sha256(data).hexdigest(),
            )
            for path, data in PAGES.items()
        ]


@pytest.mark.parametrize("in_memory", [0, 5, 100, 10**6])
def test_what_waits_comes_back_in_any_order_and_as_often_as_it_is_asked(
    project: Project, in_memory: int
) -> None:
    with waiting(project, in_memory) as outputs:
        for one in (*reversed(outputs), *outputs, outputs[7], outputs[7]):
            assert one.data == PAGES[one.path]
            assert one.digest == hashlib.sha256(one.data).hexdigest()
        assert tree(folders_of_editions(project).folder) == {}
        held = sum(len(one.held) for one in outputs if isinstance(one.held, bytes))

    assert held <= in_memory


def test_a_small_edit_writes_nothing(project: Project) -> None:
    with waiting(project, sum(map(len, PAGES.values()))) as outputs:
        assert all(isinstance(one.held, bytes) for one in outputs)


def test_a_full_disk_keeps_pages_in_memory(project: Project) -> None:
    """What the edition itself has no room for, it tells of when it is written."""
    with contextlib.closing(Spool(project, in_memory=0)) as spool:
        first = spool.put(b"first")
        assert spool._file is not None
        spool._file.close()
        spool._file = open("/dev/full", "r+b", buffering=0)  # noqa: PTH123, SIM115
        second = spool.put(b"second")

        assert (0, 5) == first
        assert b"second" == second


@pytest.mark.alone
def test_processes_put_pages_into_one_file(project: Project) -> None:
    """What one of them has put there, this process reads."""

    def put(batch: tuple[int, ...]) -> bytes:
        pages = [PAGES[f"{number}.html"] for number in batch]
        return encode([(os.getpid(), spool.put(data)) for data in pages])

    with contextlib.closing(Spool(project)) as spool, PoolWhenItPays(2) as executor:
        work = [(number,) for number in range(40)] * 20
        found = [decode(one) for one in forked(put, work, executor=executor, before=[spool.share])]
        places = [tuple(place) for ((_, place),) in found]
        held = [spool.held(place) for place in places]

        assert 1 < len({process for ((process, _),) in found})
        assert [PAGES[f"{number}.html"] for (number,) in work] == [
            one() for one in held if not isinstance(one, bytes)
        ]
        assert tree(folders_of_editions(project).folder) == {}
        ends = accumulate(size for _, size in sorted(places))
        assert sorted(at for at, _ in places) == [0, *ends][:-1]


@pytest.mark.alone
def test_where_no_file_can_be_had_pages_come_back_from_processes(project: Project) -> None:
    def put(batch: tuple[int, ...]) -> bytes:
        return encode([spool.put(b"%d" % number) for number in batch])

    folders_of_editions(project).folder.rmdir()
    with contextlib.closing(Spool(project)) as spool, PoolWhenItPays(2) as executor:
        work = [(number,) for number in range(9)]
        found = list(forked(put, work, executor=executor, before=[spool.share]))

    assert [[b"%d" % number] for (number,) in work] == list(map(decode, found))


def test_where_no_file_can_be_had_pages_stay_in_memory(project: Project) -> None:
    folders_of_editions(project).folder.rmdir()
    with waiting(project, 0) as outputs:
        assert [one.held for one in outputs] == list(PAGES.values())


def test_an_edition_whose_pages_waited_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, right = build_cleanly(lay(tmp_path / "one", SMALL), tmp_path / "right")
    monkeypatch.setattr(spool, "_IN_MEMORY", 0)
    monkeypatch.setattr(Spool.__init__, "__kwdefaults__", {"in_memory": 0})
    project = lay(tmp_path / "site", SMALL)
    with Store() as store:
        assert build_dossier(project, store=store, as_of=AS_OF).published

    assert tree(project.output) == right
