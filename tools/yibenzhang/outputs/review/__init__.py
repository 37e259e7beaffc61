"""The report on a change, for its reviewer."""
