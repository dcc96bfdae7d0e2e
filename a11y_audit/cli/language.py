"""In which language to speak: what is asked for, else the environment's, else Japanese."""

from collections.abc import Mapping, Sequence

from a11y_audit.core.text import Lang

_KNOWN = frozenset(lang.value for lang in Lang)
_UNSURE = frozenset({"", "C", "POSIX"})


def language_of(arguments: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """Return the language of `--lang`, else of A11Y_AUDIT_LANG, else of the locale; Japanese when that says nothing."""
    for word in (_asked_for(arguments), environ.get("A11Y_AUDIT_LANG", "")):
        if (short := word[:2].lower()) in _KNOWN:
            return Lang(short)
    locale = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environ.get(name))), "")
    return Lang.JA if locale.partition(".")[0] in _UNSURE or locale.startswith("ja") else Lang.EN


def _asked_for(arguments: Sequence[str]) -> str:
    # The commands' own words depend on the language, so it is looked for before they can be read.
    own = [*arguments[: arguments.index("--")]] if "--" in arguments else [*arguments]
    for index, word in enumerate(own):
        if word == "--lang":
            return "".join(own[index + 1 : index + 2])
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return ""
