"""All probes, in the order in which they are run on a page."""

from collections.abc import Mapping

from a11y_audit.probes.probe import Probe

PROBES: tuple[Probe, ...] = ()

BY_ID: Mapping[str, Probe] = {each.id: each for each in PROBES}
