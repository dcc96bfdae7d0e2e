"""All probes, in the order in which they are run on a page."""

from collections.abc import Mapping

from a11y_audit.probes import narrow, passing, zoom
from a11y_audit.probes.changes import CHANGES
from a11y_audit.probes.dialogs import DIALOGS
from a11y_audit.probes.forms import FORMS
from a11y_audit.probes.keyboard import KEYBOARD
from a11y_audit.probes.pointer import POINTER
from a11y_audit.probes.probe import Probe

# The first one takes the page as it was recorded; the last one stops the page's clock: none may come after it.
PROBES: tuple[Probe, ...] = (KEYBOARD, DIALOGS, POINTER, CHANGES, FORMS, zoom.PROBE, narrow.PROBE, passing.PROBE)

BY_ID: Mapping[str, Probe] = {each.id: each for each in PROBES}
