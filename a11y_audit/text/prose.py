"""In which language prose in Latin letters is written, told by its small words; nothing where that is not sure.

A small word that several languages share (de, la, en) speaks for each of them the less. Tried on 2,600 paragraphs of
one book in eighteen languages, the first 120 letters of each: none was taken for another language, and 69 % were told
(94 % of the English ones); of 300 letters 78 %. A text that is said to be in one of them is easier to judge: small
words of another one, and none of its own, contradict it. Of 17,400 messages of programs with 16 to 100 letters, each
taken for what it is, none was contradicted for sure and two in doubt; taken for another language, 26 and 36 % were.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

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
        tous toute fait faire peut doit sans sous entre aussi lors ainsi donc elles ils à
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
_LONG = 100
"""Letters from which prose is told by what most of its small words are, a few of other languages among them."""
_FEWEST = 5
_LIKELY_KINDS = 2
_OWN = 0.1
_CLEAR, _STRONG = 0.2, 0.3
"""Shares of all words: of eight and more, and of fewer."""


def prose_language(text: str) -> str | None:
    """Return the code of the language that a text in Latin letters is in; None for what is short, mixed or no prose."""
    words = _words(text)
    if len(words) < _LEAST_WORDS:
        return None
    best, share, lead = _best(words)
    sure = share >= _SHARE and lead >= _LEAD
    return best if sure and _kinds(words, best) >= _LEAST_KINDS else None


def other_language(declared: str, text: str) -> str | None:
    """Return the language of a text if it surely is not the declared one, both in Latin letters; else None."""
    own = _known(declared)
    if own is None:
        return None
    words = _words(text)
    share = _CLEAR if len(words) >= _LEAST_WORDS else _STRONG
    other = _contradiction(own, words, _LEAST_KINDS, share)
    return other or _unlike(own, prose_language(text) if sum(map(len, words)) >= _LONG else None)


def other_seeming_language(declared: str, text: str) -> str | None:
    """Return the language that a text, be it of five words, seems to be in, if that is not the declared one."""
    own = _known(declared)
    if own is None:
        return None
    return _contradiction(own, _words(text), _LIKELY_KINDS, _STRONG) or _unlike(own, prose_language(text))


def has_small_word(language: str, text: str) -> bool:
    """Tell whether a text has a small word of a language in Latin letters; True where its words are unknown."""
    own = _known(language)
    return own is None or any(own in _SPEAKS.get(word, ()) for word in _words(text))


def _known(declared: str) -> str | None:
    first = declared.lower().partition("-")[0]
    own = _ALIKE.get(first, first)
    return own if own in _WORDS else None


def _unlike(own: str, written: str | None) -> str | None:
    return written if written != own else None


def _contradiction(own: str, words: Sequence[str], kinds: int, share: float) -> str | None:
    """Return the language whose small words a text has in place of those of its own, if there are enough of them."""
    if len(words) < _FEWEST:
        return None
    others: dict[str, list[str]] = defaultdict(list)
    shared: Counter[str] = Counter()
    for word in words:
        speaks = _SPEAKS.get(word, ())
        if own in speaks:
            shared.update(speaks)
        # A letter by itself (a, e, o) is as often a sign or a part of E-Mail.
        elif len(word) > 1:
            for language in speaks:
                others[language].append(word)
    found: list[tuple[int, str]] = []
    for language in others.keys() - _NEVER_TOLD:
        count, owns = len(others[language]), shared[own] - shared[language]
        if len(set(others[language])) >= kinds and count >= share * len(words) and owns <= _OWN * count:
            found.append((count - owns, language))
    return max(found)[1] if found else None


def _words(text: str) -> list[str]:
    return _LETTERS.findall(text.lower())


def _best(words: Sequence[str]) -> tuple[str, float, float]:
    """Return the language that most small words speak for, their share of all words, and their lead over the next."""
    scores: dict[str, float] = defaultdict(float)
    for word in words:
        for language in _SPEAKS.get(word, ()):
            scores[language] += 1 / _COUNTS[word]
    ranked = sorted(scores.items(), key=lambda each: -each[1])
    if not ranked or ranked[0][0] in _NEVER_TOLD:
        return "", 0.0, 0.0
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0], ranked[0][1] / len(words), ranked[0][1] / second if second else _LEAD


def _kinds(words: Iterable[str], language: str) -> int:
    return len({word for word in words if language in _SPEAKS.get(word, ())})
