"""The same rows as ``ybz export xlsx``, written with openpyxl: ``python openpyxl_rows.py LEDGER FILE``.

Reading the ledger is in the figure, as it is in ours. Only values are written, without looks, widths or print layout,
in the mode of openpyxl that is the quickest and leanest.
"""

from __future__ import annotations

import sys
from pathlib import Path

from openpyxl import Workbook

from yibenzhang.outputs.edition import Edition
from yibenzhang.outputs.tables.ledger import of_edition
from yibenzhang.sources.opening import open_ledger


def main(root: str, file: str) -> None:
    """Write 目录总表, 数据项 and 挂载资源."""
    opening = open_ledger(Path(root))
    schemas = opening.ledger.schemas
    book = Workbook(write_only=True)
    for table in of_edition(Edition(opening.ledger.registry, schemas.by_kind, schemas.vocabulary)):
        if table.name in ("catalogs", "items", "resources"):
            sheet = book.create_sheet(table.title)
            sheet.append([field.label for field in table.fields])
            for row in table.rows(False):
                sheet.append(row)
    book.save(file)


if __name__ == "__main__":
    main(*sys.argv[1:])
