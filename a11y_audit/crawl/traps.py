"""Recognise addresses that must never be followed, and places where addresses never end.

`never_followed` knows shapes: links that act (log out, delete), and links that show the same page in another dress
(print, ふりがな, 翻訳, 文字サイズ, 読み上げ). `TrapWatch` counts: calendars without end, and one page under ever new queries.
A trap is a value that the report shows with its shape, so that a person can see what was left out, and put it back by a
pattern in the settings.
"""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from a11y_audit.crawl.urls import canonical

type_names = Literal["placeholder"]
