"""一本账: a government's data catalogs, kept as YAML in a git repository."""

__version__ = "0.1.0"
