"""Values: what a registry holds. No I/O."""
