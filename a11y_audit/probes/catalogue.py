"""All probes, in the order in which they are run on a page."""

from collections.abc import Mapping

from a11y_audit.probes import narrow, passing, states, targets, zoom
from a11y_audit.probes.changes import CHANGES
from a11y_audit.probes.dialogs import DIALOGS
from a11y_audit.probes.forms import FORMS
from a11y_audit.probes.keyboard import KEYBOARD
from a11y_audit.probes.pointer import POINTER
from a11y_audit.probes.probe import Probe

# The first two take the page as it was recorded, and the first leaves it so. The last but one leaves another page
# in the tab, and the last one stops the clock.
PROBES: tuple[Probe, ...] = (
    states.PROBE,
    KEYBOARD,
    DIALOGS,
    POINTER,
    CHANGES,
    FORMS,
    zoom.PROBE,
    narrow.PROBE,
    targets.PROBE,
    passing.PROBE,
)

BY_ID: Mapping[str, Probe] = {each.id: each for each in PROBES}
