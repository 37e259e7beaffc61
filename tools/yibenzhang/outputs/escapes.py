"""What people wrote, made harmless where it is shown."""

from __future__ import annotations


def printable(text: str) -> str:
    """Text that cannot drive the terminal: what would not print is shown as its code point."""
    if text.isprintable():
        return text
    # U+3000 is how people indent Chinese text; it does not print, in the sense of Python, but does no harm.
    return "".join(c if c.isprintable() or c == "\u3000" else f"\\u{ord(c):04x}" for c in text)
