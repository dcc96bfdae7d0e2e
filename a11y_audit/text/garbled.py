"""Letters as a wrong encoding makes them, such as 縺ゅ→ for あと.

They are what UTF-8 looks like in Shift_JIS and in Latin letters, EUC-JP in Shift_JIS, and Shift_JIS in Latin letters.
"""

import re
from typing import Final

GARBLED: Final = re.compile(
    "(?:[縺繧繝][^\\s\\x00-\\x7f]{1,2}){4,}"
    "|(?:[ãâ][\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}){3,}"
    "|(?:[･､｡､ﾀ-ﾟ][ｦ-ﾟ]){6,}(?=[^ぁ-ゖ]|$)"
    "|(?:[ƒ‚][\\u0020-\\u00ff]){4,}"
)
"""Runs of four and more such letters."""
