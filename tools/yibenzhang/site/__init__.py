"""The browsable site: page views, templates, shell, MkDocs plugin."""
