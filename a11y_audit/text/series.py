"""Titles of columns that follow each other by custom: days of the week, months, years.

Such titles side by side head a table, whatever stands below them.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from a11y_audit.text.normal import plain

_ROUNDS = (
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ("月", "火", "水", "木", "金", "土", "日"),
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december"),
    ),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    tuple(f"{month}月" for month in range(1, 13)),
)
_DAY_END = re.compile("曜日?$")
_YEAR = re.compile("(?:(?:19|20)([0-9]{2})|令和([0-9]{1,2}))(?:年度?)?")


def is_series(titles: Sequence[str]) -> bool:
    """Return whether titles, two at least, are days, months or years, each the one after the one before it."""
    words = [_DAY_END.sub("", plain(title).strip().lower().rstrip(".")) for title in titles]
    for names in _ROUNDS:
        if len(words) > 1 and all(word in names for word in words):
            places = [names.index(word) for word in words]
            return all(two == (one + 1) % len(names) for one, two in pairwise(places))
    years = [_YEAR.fullmatch(word) for word in words]
    numbers = [int(each[1] or each[2]) for each in years if each]
    return len(numbers) == len(words) > 1 and all(abs(two - one) == 1 for one, two in pairwise(numbers))
