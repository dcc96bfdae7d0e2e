"""Rule: what is sent with legal or financial effect can be checked before."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, passed, review, rule

_LEGAL = re.compile(
    r"申込|申し込|申請|届出|届け出|契約|購入|注文|支払|決済|納付|寄附|寄付|予約|登録|抽選|入札|"
    r"\b(?:apply|application|order|buy|purchase|pay|donate|book|reserv|contract)",
    re.IGNORECASE,
)
_CHECK = re.compile(r"確認|次へ|進む|confirm|review|next|continue", re.IGNORECASE)
_LEAST_FIELDS = 3


@rule(
    id="legal-form-can-be-checked",
    version=1,
    title=Text(
        "申込みや支払いの前に、内容を確かめて直せる",
        "What has legal or financial effect can be checked before",
    ),
    criteria=["3.3.4"],
    techniques=["G98", "G99", "G155", "G164", "G168"],
    says={
        "no_check_is_seen": review(
            ja="「{about}」の入力欄に、確認の画面へ進むボタンがなく「{button}」だけです。"
            "送信の前に確かめて直せるか、後で取り消せるか見てください。",
            en="The form “{about}” has “{button}” and no button that leads to a page for checking. See whether "
            "people can check, "
            "correct or undo what they send.",
        ),
        "a_check_follows": passed(ja="確認の画面へ進みます（「{button}」）。", en="A check follows (“{button}”)."),
    },
    why=Text(
        "入力の誤りに気づきにくい人が、誤ったまま申込みや支払いを済ませてしまいます。",
        "People who overlook their mistakes apply or pay for something that they did not mean.",
    ),
    mend=Mend(
        Text(
            "送信の前に内容を見直して直せる画面を設けるか、一定の期間は取り消せるようにします。",
            "Offer a page on which everything can be checked and corrected, or let people undo it for some time.",
        ),
        Text(
            "「確認画面へ」で値を一覧にして示し、「修正する」と「送信する」を置きます。",
            "Lead to a page that lists the values, with one button to correct and another to send them.",
        ),
    ),
    source="https://www.w3.org/WAI/WCAG21/Understanding/error-prevention-legal-financial-data.html",
    needs="forms",
)
def legal_form_can_be_checked(page: Page) -> Iterator[Say]:
    """Judge forms whose headings or button speak of applying, ordering or paying by the words of their button.

    Judged: whether the button leads to a check. Everything else is for a person.
    Left out: forms with fewer than three fields, such as searches and log-ins.
    Source: WCAG 2.0 3.3.4,
    https://www.w3.org/WAI/WCAG21/Understanding/error-prevention-legal-financial-data.html
    """
    for form in page.evidence("forms").get("forms", ()):
        element = page.placed(form["place"])
        about = next((each for each in (form["button"], form["about"], page.title) if _LEGAL.search(each)), "")
        if element is None or form["fields"] < _LEAST_FIELDS or not about:
            continue
        button = form["button"][:40]
        if _CHECK.search(button):
            yield element.says("a_check_follows", button=button)
        else:
            yield element.says("no_check_is_seen", about=about[:60], button=button)
