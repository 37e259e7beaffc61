"""Pure functions from values to text or bytes."""
