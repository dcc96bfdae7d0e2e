"""All probes, in the order in which they are run on a page."""

from collections.abc import Mapping

from a11y_audit.probes import passing
from a11y_audit.probes.probe import Probe

# The last one stops the page's clock: none may come after it.
PROBES: tuple[Probe, ...] = (passing.PROBE,)

BY_ID: Mapping[str, Probe] = {each.id: each for each in PROBES}
