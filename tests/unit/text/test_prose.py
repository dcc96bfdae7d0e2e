"""In which language prose in Latin letters is."""

import pytest

from a11y_audit.text.prose import other_language, prose_language

TEXTS = {
    "en": "The city office is closed on Saturdays, Sundays and national holidays. Please call us for the details.",
    "fr": "La mairie est fermée le samedi, le dimanche et les jours fériés. Nous vous prions de nous appeler.",
    "de": "Das Rathaus ist an den Feiertagen geschlossen. Wenn Sie nicht kommen können, rufen Sie uns bitte an.",
    "es": "El ayuntamiento está cerrado los domingos y los días festivos. Si no puede venir, llame por teléfono.",
    "pt": "A prefeitura está fechada aos domingos e nos feriados. Se você não pode vir, ligue para o número da seção.",
    "it": "Il municipio è chiuso la domenica e nei giorni festivi. Per le informazioni che non sono qui, può telefonare.",
    "vi": "Tòa thị chính đóng cửa vào các ngày lễ. Nếu bạn không thể đến, bạn có thể gọi cho chúng tôi để được giúp.",
    "tl": "Sarado ang munisipyo sa mga pista opisyal. Kung hindi ka makakapunta, maaari kang tumawag sa amin para sa iba.",
    "id": "Balai kota tutup pada hari libur nasional. Jika anda tidak dapat datang, anda bisa menelepon kami untuk ini.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_prose_tells_its_language(language: str, text: str) -> None:
    assert language == prose_language(text)
    assert other_language(language, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yuzawa-shi Akinomiya onsen Shiyakusho Kankou Butsusan Ka Akita-ken Yuzawa-shi Satake-cho",
        "Windows Linux macOS Android Firefox Chrome Edge Safari Opera Vivaldi",
        "apt-get install build-essential linux-headers amd64 usr share doc config xml",
        "Is it so?",
    ],
    ids=["nothing", "addresses", "names", "commands", "short"],
)
def test_what_is_no_prose_tells_nothing(text: str) -> None:
    assert prose_language(text) is None


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("fr", TEXTS["en"], "en"),
        ("en-US", TEXTS["pt"], "pt"),
        ("ms", TEXTS["id"], None),
        ("fil", TEXTS["tl"], None),
        ("gl", TEXTS["pt"], None),
        ("ja-Latn", TEXTS["en"], None),
    ],
)
def test_only_a_language_whose_words_are_known_is_contradicted(declared: str, text: str, expected: str | None) -> None:
    assert expected == other_language(declared, text)
