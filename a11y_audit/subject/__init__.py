"""What rules judge: a page with the browser's facts, and a site as the facts of its pages."""

from a11y_audit.subject.content import Content, content
from a11y_audit.subject.element import Element, NotGatheredError
from a11y_audit.subject.facts import Facts, ImageFact, LinkFact, facts, likeness
from a11y_audit.subject.page import Block, Page
from a11y_audit.subject.site import Site

__all__ = [
    "Block",
    "Content",
    "Element",
    "Facts",
    "ImageFact",
    "LinkFact",
    "NotGatheredError",
    "Page",
    "Site",
    "content",
    "facts",
    "likeness",
]
