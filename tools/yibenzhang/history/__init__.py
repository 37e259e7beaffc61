"""History of a registry: compare, timeline, deadlines."""
