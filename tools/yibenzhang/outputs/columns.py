"""The column table as outputs know it; it lives in :mod:`~yibenzhang.sources.columns`, where import finds it too."""

from ..sources.columns import Cell, Column, Sort, Tables, columns, display_width, joined, tables

__all__ = ["Cell", "Column", "Sort", "Tables", "columns", "display_width", "joined", "tables"]
