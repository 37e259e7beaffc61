"""What a build does aside or remembers changes nothing of what it makes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import jinja2
import pytest

from yibenzhang.site import pinyin
from yibenzhang.site.engine import Compiled, Environment, escaped
from yibenzhang.sources.store import Store
from yibenzhang.sources.workers import later


@pytest.mark.parametrize("parts", [1, 2])
def test_work_begun_aside_gives_its_result(parts: int) -> None:
    assert later(lambda: ["甲", parts], parts)() == ["甲", parts]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork")
def test_work_whose_process_dies_is_done_here() -> None:
    own = os.getpid()

    def work() -> str:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return "做完"

    assert later(work, 2)() == "做完"


def _environment(place: Path, program: str) -> Environment:
    loader = jinja2.DictLoader({"t": "{{ value }}{{ value.real }}"})
    return Environment(loader=loader, autoescape=True, bytecode_cache=Compiled(place, program))


def test_damaged_compiled_templates_are_made_again(tmp_path: Path) -> None:
    place = tmp_path / "cache"
    for damage in (None, b"", b"nonsense", "cut"):
        for file in place.glob("template-*"):
            if damage is not None:
                file.write_bytes(file.read_bytes()[:-9] if damage == "cut" else damage)
        assert _environment(place, "1").get_template("t").render(value=7) == "77"
    assert len(list(place.iterdir())) == 1


def test_where_nothing_can_be_kept_templates_work_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert _environment(tmp_path / "file", "1").get_template("t").render(value=7) == "77"


def test_texts_are_escaped_and_what_is_none_too() -> None:
    assert (escaped("<b>'\"&"), escaped(3), escaped(None)) == ("&lt;b&gt;&#39;&#34;&amp;", "3", "None")


def test_pinyin_of_another_time_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinyin, "_known", {})
    with pinyin.remembered(Store(tmp_path)):
        assert pinyin.initials("残疾人证") == "cjrz"
    monkeypatch.setattr(pinyin, "_known", {})
    monkeypatch.setattr(pinyin, "_spelt", lambda text: pytest.fail(text))
    with pinyin.remembered(Store(tmp_path)):
        assert pinyin.initials("残疾人证") == "cjrz"
