"""Rules: what a clerk must mend and a reviewer need not check by eye. ``RULES`` lists all of them, in order."""

from __future__ import annotations

from .catalogs import CATALOGS
from .demands import DEMANDS
from .duties import DUTIES
from .identity import IDENTITY
from .items import ITEMS
from .naming import NAMING
from .one_source import ONE_SOURCE
from .references import REFERENCES
from .resources import RESOURCES
from .rule import Rule
from .safety import SAFETY
from .shape import SHAPE
from .sharing import SHARING
from .waivers import WAIVERS

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *SHAPE,
            *NAMING,
            *CATALOGS,
            *SHARING,
            *ITEMS,
            *ONE_SOURCE,
            *DUTIES,
            *RESOURCES,
            *DEMANDS,
            *IDENTITY,
            *REFERENCES,
            *SAFETY,
            *WAIVERS,
        ),
        key=lambda rule: rule.id,
    )
)

__all__ = ["RULES", "Rule"]
