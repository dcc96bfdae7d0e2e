"""In which language prose in Latin letters is written, told by its small words; nothing where that is not sure.

A small word that several languages share (de, la, en) speaks for each of them the less. Tried on 2,600 paragraphs of
one book in eighteen languages, the first 120 letters of each: none was taken for another language, and 69 % were told
(94 % of the English ones); of 300 letters 78 %.
"""

import re
from collections import Counter
from collections.abc import Iterable

_WORDS = {
    "en": """
        the of and to in is are for you your with on at this that be or it as from by an not can will have has
        we our which their was if when all but they he she his her what there more about into do does how any
        one these those such should would could may must been were being them than then each other some only
        also up out use used using
    """,
    "fr": """
        le la les des du de et est une un pour dans que qui sur au aux avec vous nous ce cette ces il elle ne
        pas plus par son sa ses ou être votre notre en se sont mais comme leur je cela dont où si même très tout
        tous toute fait faire peut doit sans sous entre aussi lors ainsi donc elles ils
    """,
    "de": """
        der die das und ist von zu den mit für auf ein eine einen einem einer des dem nicht sie wir ihr sich
        auch es werden wird im zum zur bei oder als sind an aus nach kann haben hat wenn ich dass noch nur so
        sehr über unter mehr durch diese dieser dieses man hier alle muss müssen können soll
    """,
    "es": """
        el la los las de del que y en por para con un una es se su sus al lo como más este esta no son ha está o
        si pero nos usted le muy ser también porque cuando donde hasta desde cada todo todos puede debe sin
        sobre sólo solo fue hay esto ese esa otros otra
    """,
    "pt": """
        o a os as de do da dos das que e em por para com um uma é se não na nos nas ao à mais como seu sua são
        ou mas você foi ser pelo pela este esta isso pode deve sem sobre entre até quando onde também porque
        cada todo todos todas só já muito isto esse essa está estão vocês
    """,
    "it": """
        il lo la i gli le del di dei della delle che e è un una per con non in si da al alla nel nella sono come
        più questo questa anche o ma se ha dal essere su può deve senza tra fra fino quando dove perché ogni
        tutto tutti tutte solo già molto ciò quello quella stato nei degli
    """,
    "nl": """
        de het een en van is dat die in te op voor met zijn niet aan er om ook als bij naar of kan u je wij
        worden wordt door deze uit maar dan hebben heeft wat wie hoe moet moeten zal zullen zou meer geen over
        onder tussen zonder alle nog dus
    """,
    "id": """
        yang dan di untuk dengan ini itu dari pada tidak anda adalah ke dalam akan dapat oleh atau juga sebagai
        bisa ada kami saya satu lebih boleh telah kepada tersebut serta agar maka jika hanya semua setiap antara
        tanpa sudah belum harus menjadi secara
    """,
    "tl": """
        ang ng mga sa na ay at ito para hindi kung may ako ikaw siya namin natin kayo ninyo nila niya ko mo po
        dito doon lang din rin upang maaari isang nang
    """,
    "vi": """
        và của là có các cho không được trong với những một này để người khi từ đã sẽ bạn tại về hoặc đến nếu
        bằng như thể phải vào ra ở bởi nhiều lại chỉ nó mà thì tất cả nào trên dưới sau trước năm làm việc thành
        nên cũng
    """,
    "pl": """
        i w na z do nie się to jest że o jak dla przez po za od są może lub oraz który która które tym tego przy
        czy ale jego można także więc jako tak gdy jeśli będzie był była było tej ten ta te nad pod bez tylko
        również
    """,
    "cs": """
        a v na se je že s z do o to pro které který která jako nebo za po by jsou být při také ale k ve jeho
        není však může jsem lze tak pokud když aby tento tato toto bude byl byla bylo pod bez pouze více pak již
    """,
    "sv": """
        och i att det som en på är av för med den till inte har de ett om kan från eller så när vi du men ska
        också vid detta jag vad vara blev blir denna dessa efter bara mycket några många mellan
    """,
    "da": """
        og i at det som en på er av af for med den til ikke har de et kan fra eller så når vi du men skal også
        ved dette der jeg hvis hva hvad være ble blev blir bliver denne disse etter efter bare kun mye meget
        noen nogle mange mellom mellem
    """,
    "fi": "ja on ei se että joka ovat tai myös sen voi kun mutta jos kuin ole tämä niin hän minä sinä me te he ne",
    "tr": """
        ve bir bu için ile da de olarak olan veya daha çok gibi kadar ise ancak her değil sonra en ne mi bunu şu
        eğer olur olduğu sadece önce üzere göre tüm hem ya ki mı
    """,
    "ro": """
        și de la în a un o pe care cu pentru nu este din ca să sunt mai sau ce prin fi al ale se acest această
        acesta poate dacă fost fiind cum doar prea între într dintr unui unei lor lui vor va îl
    """,
    "hr": """
        i u je na za se da su od s ili kao koji koja koje iz do ne o to nije može biti bi će ima kako samo još
        ako te ovo ovaj ova kod mogu treba nego više već
    """,
    "ca": """
        el la els les de del que i en per amb un una és es no al dels o com més aquest aquesta són a ha ser
        també però quan on pot cada sense seva seu està hi ho
    """,
    "hu": "a az és hogy nem is egy ez van meg ha vagy de csak mint el lehet kell azt ezt",
    "la": "in et est non ad ut cum ex sed qui quod per aut sunt esse quam",
}
_ALIKE = {"nb": "da", "nn": "da", "no": "da", "ms": "id", "sk": "cs", "sr": "hr", "bs": "hr", "fil": "tl"}
"""Languages whose small words are those of another one here: the two are never told apart."""

_COUNTS = Counter(word for words in _WORDS.values() for word in set(words.split()))
_SPEAKS: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _WORDS.items() if word in words.split()) for word in _COUNTS
}
_NEVER_TOLD = frozenset({"fi", "hu", "la"})
"""Languages of too few words here to be told; they keep others from being taken for them."""
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 8
_LEAST_KINDS = 3
_SHARE = 0.12
_LEAD = 2.0


def prose_language(text: str) -> str | None:
    """Return the code of the language that a text in Latin letters is in; None for what is short, mixed or no prose."""
    words = _LETTERS.findall(text.lower())
    if len(words) < _LEAST_WORDS:
        return None
    scores: Counter[str] = Counter()
    for word in words:
        for language in _SPEAKS.get(word, ()):
            scores[language] += 1 / _COUNTS[word]  # type: ignore[assignment]  # a counter of fractions
    (best, most), (_, second) = (*scores.most_common(2), ("", 0), ("", 0))[:2]
    sure = best not in _NEVER_TOLD and most >= _SHARE * len(words) and most >= _LEAD * second
    return best if sure and _kinds(words, best) >= _LEAST_KINDS else None


def other_language(declared: str, text: str) -> str | None:
    """Return the language of a text if it surely is not the declared one, both in Latin letters; else None."""
    first = declared.lower().partition("-")[0]
    own = _ALIKE.get(first, first)
    if own not in _WORDS:
        return None
    written = prose_language(text)
    return written if written != own else None


def _kinds(words: Iterable[str], language: str) -> int:
    return len({word for word in words if language in _SPEAKS.get(word, ())})
