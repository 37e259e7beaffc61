"""一本账: a government's data catalogs, kept as YAML in a git repository."""

__version__ = "0.1.0"

STOPPED = 130
"""Exit code of a run stopped by Ctrl+C, as shells have it."""
