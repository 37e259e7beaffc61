"""Editing YAML that people wrote: comments, brackets and values stay, the form becomes canonical. Opens no file."""
