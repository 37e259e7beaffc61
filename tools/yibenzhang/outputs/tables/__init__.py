"""The ledger as tables for programs: CSV, JSON, SQLite, Parquet, all of the same columns."""
