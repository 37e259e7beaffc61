"""Reading: YAML documents, trees, git, schemas."""
