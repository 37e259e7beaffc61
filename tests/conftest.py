"""Settings every test shares."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# The same examples on every machine and day; a slow machine is no failure.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("steady")
