"""The settings: a frozen value with one section for each package, and the layers from which it is made."""

from a11y_audit.settings.load import DEFAULT_FILE, FILE_NAME, Loaded, Origin, flat, folder_of, load
from a11y_audit.settings.model import (
    Access,
    Crawl,
    Department,
    Exclusion,
    Gate,
    Render,
    Report,
    RuleOff,
    Rules,
    Scope,
    Settings,
    Site,
)

__all__ = [
    "DEFAULT_FILE",
    "FILE_NAME",
    "Access",
    "Crawl",
    "Department",
    "Exclusion",
    "Gate",
    "Loaded",
    "Origin",
    "Render",
    "Report",
    "RuleOff",
    "Rules",
    "Scope",
    "Settings",
    "Site",
    "flat",
    "folder_of",
    "load",
]
