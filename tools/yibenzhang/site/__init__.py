"""The site: page view models, templates, the fast page writer, and the MkDocs plugin that joins them."""
