"""Give the rules in the folder `checks/` one import name, `a11y_audit.checks.<family>.<rule>`, wherever they lie."""

from a11y_audit import resources

__path__ = [str(resources.CHECKS)]
extra: list[str] = []
"""Folders of rules of a city's own, each imported under a name of its own."""
