"""The standards as data: success criteria, techniques, and the situations that join them."""

from a11y_audit.standards.criterion import (
    Automation,
    Criterion,
    Machine,
    Method,
    Section,
    Situation,
    Standard,
    Technique,
)
from a11y_audit.standards.load import STANDARD_IDS, situations, standard, techniques

__all__ = [
    "STANDARD_IDS",
    "Automation",
    "Criterion",
    "Machine",
    "Method",
    "Section",
    "Situation",
    "Standard",
    "Technique",
    "situations",
    "standard",
    "techniques",
]
