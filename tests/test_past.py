"""Files of any time: the fast way says what the loader says, and everything is read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hostile
from histories import History, catalog
from ledgers import ROOT
from seeds import SEEDS
from test_seeded import sow
from yibenzhang.sources import document, past
from yibenzhang.sources.git import Repository, RevisionError
from yibenzhang.sources.past import Past, Reading, decode, encode, has_code, read
from yibenzhang.sources.records import Records
from yibenzhang.sources.store import Store

SAMPLE = sorted((ROOT / "catalogs").rglob("*.yml"))


def loaded(data: bytes) -> dict[str, object] | None:
    """What the loader makes of a text in UTF-8 that loses nothing."""
    if data.decode("utf-8", "replace").encode() != data:
        return None
    found = document.read("x.yml", data)
    return found.values if found.complete and not found.lossy else None


def held(data: bytes) -> Reading:
    """Read, keep and get again, held to the loader."""
    found = read(data)
    assert repr(found.values) == repr(loaded(data))
    again = decode(encode(found))
    assert repr(again) == repr(found)
    return found


def test_every_file_of_the_sample_is_read_as_the_loader_does() -> None:
    assert len(SAMPLE) > 150
    assert all(held(path.read_bytes()).values for path in SAMPLE)


def test_every_seed_and_hostile_file_is_read_as_the_loader_does() -> None:
    for seed in SEEDS:
        files, place = sow(seed)
        if data := files.get(place[0]):
            held(data)
    for name, (_, data) in hostile.files().items():
        if len(data) < 200_000:
            found = read(data)
            kept = decode(encode(found))
            assert kept.values == found.values or kept.values is None, name


KEYS = st.sampled_from(["code", "name", "summary", "share", "items", "type", "catalog", "closed", "旧字段"])
TEXTS = st.text("甲乙丙 a0:-#'\"[]{},&*!|>%@`~?\\＂：\n", max_size=12)
SCALARS = st.one_of(
    TEXTS, st.integers(-5, 10**19).map(str), st.sampled_from(["true", "False", "null", "1.5", "2026-01-01", "~", "<<"])
)


@settings(max_examples=100)
@given(st.lists(st.tuples(KEYS, SCALARS, st.sampled_from(["", "  ", "- "])), max_size=8))
def test_generated_documents_are_read_as_the_loader_does(rows: list[tuple[str, str, str]]) -> None:
    held("".join(f"{indent}{key}: {value}\n" for key, value, indent in rows).encode())


@pytest.mark.parametrize(
    ("data", "values", "code"),
    [
        (catalog(1), {"code": "307001/000001", "name": "目录1"}, ""),
        (b"code: 307001/000001\nname: [\n", None, "307001/000001"),
        (b'# x\r\n"code": "307001/000001"\r\nname: [\r\n', None, "307001/000001"),
        (b"code: 307001/000001\ncode: 307001/000002\n", None, "307001/000001"),
        (b"code: 307001/0000012\nname: [\n", None, ""),
        (b"name: [\nitems:\n  code: 307001/000001\n", None, ""),
        ("code: 307001/000001\nname: 新增".encode("gb18030"), None, "307001/000001"),
        (b"a: &x 1\nb: *x\n", None, ""),
        (b"a: 1\n---\nb: 2\n", None, ""),
        (b"- a\n", None, ""),
        (b"", None, ""),
        (b"name: x\n", {"name": "x"}, ""),
        ("name： 全角冒号\n".encode(), {"name": "全角冒号"}, ""),
        (b"x" * (4 << 20), None, ""),
    ],
)
def test_readings(data: bytes, values: dict[str, str] | None, code: str) -> None:
    assert read(data) == Reading(values, code)


def test_what_names_its_code_is_seen_without_decoding() -> None:
    kept = [
        encode(read(data)) for data in (catalog(1), b"name: x\n", b"code: [1]\n", b"code: 307001/000001\nname: [\n")
    ]
    assert [has_code(data) for data in kept] == [True, False, False, False]


def test_what_json_cannot_hold_is_unreadable() -> None:
    assert decode(encode(Reading({"a": "\ud800"}))) == Reading(None)
    assert decode(encode(Reading({"a": 1 << 70}))) == Reading(None)


def test_each_content_is_read_once_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = History()
    texts = [catalog(number) for number in range(5)]
    history.write(tmp_path, history.commit("x", {f"catalogs/局/{n}.yml": text for n, text in enumerate(texts)}))
    repository = Repository.find(tmp_path)
    assert repository
    blobs = [entry.blob for entry in repository.entries(repository.commit("main"))]
    counted: list[bytes] = []
    monkeypatch.setattr(past, "read", lambda data, reader: counted.append(data) or read(data, reader))
    for store in (None, Store(tmp_path)):
        counted.clear()
        some = Past(repository, Records(store))
        for _ in range(2):
            assert [some.read(blobs)[blob].values for blob in blobs] == [read(text).values for text in texts]
        assert sorted(counted) == texts
    again = Past(repository, Records(Store(tmp_path)))
    assert again.read([*blobs, *blobs]).keys() == set(blobs)
    assert sorted(counted) == texts


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = History()
    history.write(tmp_path, history.commit("x", {f"catalogs/局/{n}.yml": catalog(n) for n in range(9)}))
    repository = Repository.find(tmp_path)
    assert repository
    monkeypatch.setattr(past, "_KEPT_BYTES", 100)
    some = Past(repository, Records(None))
    blobs = [entry.blob for entry in repository.entries(repository.commit("main"))]
    assert len(some.load(blobs)) == 9
    assert len(some._kept) < 4
    assert len(some.read(blobs)) == 9


def test_a_missing_object_is_said(tmp_path: Path) -> None:
    history = History()
    history.write(tmp_path, history.commit("x", {"catalogs/局/1.yml": catalog(1)}))
    repository = Repository.find(tmp_path)
    assert repository
    with pytest.raises(RevisionError, match="缺少对象"):
        Past(repository, Records(None)).read(["1" * 40])


def test_the_beginning_of_a_long_content_is_enough(tmp_path: Path) -> None:
    history = History()
    history.write(tmp_path, history.commit("x", {"a": b"x" * (3 << 20), "b": b"yy"}))
    repository = Repository.find(tmp_path)
    assert repository
    blobs = [entry.blob for entry in repository.entries(repository.commit("main"))]
    assert list(repository.blobs([*blobs, blobs[0]], 5)) == [b"xxxxx", b"yy", b"xxxxx"]
