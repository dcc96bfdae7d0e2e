"""Rule: signs that stand for values in a table are explained, and those that look alike are the same."""

import re
from collections import Counter
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, likely, passed, review, rule

_SIGNS = "○◯〇●◎△▲▽▼×✕✖✗✘✓✔☆★■□◆◇"
_SIGN = re.compile(f"[{_SIGNS}]")
_LOOK_ALIKE = ("○◯〇", "×✕✖✗✘ＸX", "✓✔", "△▵")
_SAME_AS_ABOVE = re.compile("〃|々|仝|同上|同じく|同左|[”″]")
_LEGEND = r"[」』\]）)]?\s*(?:は|が|を|の|印|の印|マーク|[:：=＝…→‥・\-－―~～]|[（(])"
_LEAST = 2
_LONGEST = 12


@rule(
    id="sign-in-table-explained",
    version=1,
    title=Text("表の○や×の意味が説明してある", "Signs that stand for values in a table are explained"),
    criteria=["1.1.1", "1.3.3"],
    techniques=["F26", "F71", "G96", "G153"],
    says={
        "signs_look_alike": likely(
            ja="表に、見た目の似た別の文字「{signs}」が混ざっています。読み上げでは違う印に聞こえます。",
            en="The table mixes different characters that look alike, “{signs}”; read aloud they are different signs.",
        ),
        "sign_is_not_explained": review(
            ja="表の値に記号「{signs}」が{count}か所ありますが、意味の説明が見つかりません。分かるか確かめてください。",
            en="{count} cells hold a sign alone ({signs}), and no legend was found. See whether readers can tell what"
            " is meant.",
        ),
        "value_refers_to_above": advice(
            ja="表に「{sign}」が{count}か所あります。値をくり返して書くと、そのセルだけで分かります。",
            en="{count} cells hold “{sign}” for the value above; written out, each cell can be understood by itself.",
        ),
        "signs_are_explained": passed(
            ja="表の記号「{signs}」の意味が説明されています。", en="The signs “{signs}” in the table are explained."
        ),
    },
    why=Text(
        "読み上げソフトは記号を「まる」「ぜろ」「おおきなまる」などと読むか、読み飛ばします。意味が伝わりません。",
        "Screen readers name the sign in one way or another, or skip it; what it means is lost.",
    ),
    mend=Mend(
        Text(
            "表の前に「○は実施、×は休み」と意味を書くか、「実施」「休み」と言葉で書きます。記号は一種類にそろえます。",
            "Explain the signs in front of the table, or write words instead; use one character for one meaning.",
        ),
        Text(
            '凡例を表の前に置くか、<span role="img" aria-label="実施">○</span> とします。丸は○（U+25CB）にします。',
            'Put a legend before the table, or write <span role="img" aria-label="open">○</span> (U+25CB).',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F26.html",
)
def sign_in_table_explained(page: Page) -> Iterator[Say]:
    """Judge tables of which two and more data cells hold nothing but a sign such as ○, ×, △ or ★.

    Judged: characters in one table that look alike, yet are read in different ways (○ ◯ 〇, × ✕), which is probably a
    slip; signs of which neither the table nor the rest of the page says what they mean, which a person decides, since ○
    and × may be plain from the headers; 〃 and 同上 as advice.
    Left out: dashes, which stand for nothing to be told; signs with words beside them in the cell, hidden ones too, or
    with a name (aria-label); tables that only lay out the page.
    Assumption: a sign followed by は, a colon or the like somewhere on the page is explained there.
    Source: WCAG 2.0 F26, https://www.w3.org/TR/WCAG20-TECHS/F26.html
    """
    for table in page.tagged("table"):
        if not table.exposed or table.get("role") in ("presentation", "none") or table.inside("table"):
            continue
        # Their text as rendered is asked for only where there is little of it.
        cells = [cell for cell in table.inside("td") if len(cell.tag.get_text("", strip=True)) <= _LONGEST]
        cells = [cell for cell in cells if cell.exposed]
        counts = Counter(text for cell in cells if (text := _sign(cell)))
        yield from _alike(table, counts)
        signs = [sign for sign in counts if sign in _SIGNS]
        if sum(counts[sign] for sign in signs) >= _LEAST:
            untold = [sign for sign in signs if not _told(page, table, sign)]
            if untold:
                count = sum(counts[sign] for sign in untold)
                yield table.says("sign_is_not_explained", signs="」「".join(untold), count=count)
            else:
                yield table.says("signs_are_explained", signs="」「".join(signs))
        above = [text for cell in cells if _SAME_AS_ABOVE.fullmatch(text := "".join(cell.base_text.split()))]
        if above:
            yield table.says("value_refers_to_above", sign=above[0], count=len(above))


def _sign(cell: Element) -> str:
    """Return the single sign that is all of a cell, or ""."""
    text = "".join(cell.text.split())
    named = any(each.get("aria-label") or each.get("role") == "img" for each in (cell, *cell.inside()))
    is_sign = len(text) == 1 and not text.isalnum()
    return text if not named and (is_sign or text in ("〇", "Ｘ", "X")) else ""


def _alike(table: Element, counts: Counter[str]) -> Iterator[Say]:
    for family in _LOOK_ALIKE:
        met = [sign for sign in family if counts[sign]]
        # X alone is a letter; beside a cross it stands for one.
        if len(met) > 1 and not set(met) <= {"Ｘ", "X"}:
            yield table.says("signs_look_alike", signs="」「".join(met))


def _told(page: Page, table: Element, sign: str) -> bool:
    pattern = re.compile(re.escape(sign) + _LEGEND)
    own = {block.element for block in page.blocks if block.text.strip() == sign}
    return any(
        pattern.search(block.text) for block in page.blocks if sign in block.text and block.element not in own
    ) or bool(pattern.search(table.get("summary") or ""))
