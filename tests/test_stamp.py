"""The version stamp of a template is read back as it was written."""

from __future__ import annotations

import pytest

from yibenzhang.sources import stamp
from yibenzhang.sources.schema import default_schemas
from yibenzhang.sources.stamp import Stamp


@pytest.mark.parametrize("department", ["", "民政局", "呼玛县/民政局", "有 空格"])
def test_it_is_read_back(department: str) -> None:
    made = Stamp(stamp.VERSION, stamp.digest(default_schemas().by_kind), "777a19e", department)
    assert stamp.read(f" {made}\n") == made


@pytest.mark.parametrize("text", ["", "一本账模板", "一本账模板 1 结构 x 版本 y 部门 z"])
def test_anything_else_is_no_stamp(text: str) -> None:
    assert stamp.read(text) is None


def test_the_digest_follows_the_schema() -> None:
    schemas = default_schemas().by_kind
    changed = {kind: {**schema, "title": "改"} for kind, schema in schemas.items()}
    assert stamp.digest(schemas) != stamp.digest(changed)
    assert len(stamp.digest(schemas)) == 8
