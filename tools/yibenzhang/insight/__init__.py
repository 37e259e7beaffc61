"""What the values say together: coverage, score, duplicates, matching."""
