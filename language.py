"""The language in which people are spoken to: Chinese or English, with catalogues of gettext.

The code says things in English. The commands translate what they say themselves where they say it;
messages of the rest of the package stay English, as they are stored and compared, and are
translated when they are shown: a message is recognised by the sentence that it was made from.
"""

import gettext
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

DOMAIN = "minzheng"
CATALOGUES = Path(__file__).parent / "locale"
# The name that gettext has for each language.
LOCALES = {"zh": "zh_CN", "en": "en"}
VARIABLE = "MINZHENG_LANG"
# The variables that gettext goes by, the first that is set.
OF_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
# The context of sentences that are translated only when they are shown.
MESSAGE = "message"

# What begins a hint, which may end any message.
HINT = "; near "

PLACEHOLDER = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
# Between messages of which one is made: a place and what is wrong there, or several of a kind.
JOINTS = ("; ", ": ", "\n", " (", ". ")


def language_of(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for."""
    named = environment.get(VARIABLE) or next(filter(None, map(environment.get, OF_SYSTEM)), "")
    return "zh" if named.lower().startswith("zh") else "en"


def N_(text: str) -> str:
    """Mark a text that is translated where it is printed."""
    return text


def in_force() -> str:
    """The language of what is printed now: English where no command runs."""
    return (
        "zh" if gettext.textdomain() == DOMAIN and os.environ.get("LANGUAGE") == "zh_CN" else "en"
    )


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak the language meanwhile, and so do the libraries and programs that know gettext."""
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = LOCALES[language]
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def in_language(chinese: str, english: str) -> str:
    """Whichever of the two is in the language in force; the data have both."""
    return chinese if in_force() == "zh" else english


def translated(message: str) -> str:
    """A message of the package, or one that it stored, in the language in force."""
    if in_force() == "en":
        return message
    return _translation(message) or message


@cache
def _translation(message: str) -> str | None:
    """The message with what is known of it translated; none if nothing of it is."""
    sentence, near, names = message.rpartition(HINT)
    if sentence and (hint := _of_sentence(near + names)):
        return (_translation(sentence) or sentence) + hint
    if whole := _of_sentence(message):
        return whole
    for joint in JOINTS:
        head, between, tail = message.partition(joint)
        if between and tail:
            joined = _of_sentence(between + tail)
            first, second = _translation(head), joined or _translation(tail)
            if first or second:
                end = joined or _chinese(joint) + (second or tail)
                return (first or head) + end
    # A name, which may have several words, and what is said of it.
    for space in re.finditer(" ", message):
        if said := _of_sentence(message[space.end() :]):
            return f"{message[: space.start()]} {said}"
    return None


def _of_sentence(message: str) -> str | None:
    """The translation of a message that is made from one of the sentences."""
    for pattern, names, sentence in _sentences():
        if found := pattern.fullmatch(message):
            values = {
                name: _translation(value) or _listed(value)
                for name, value in zip(names, found.groups(), strict=True)
            }
            return gettext.pgettext(MESSAGE, sentence).format(**values)
    return None


def _listed(value: str) -> str:
    """A value, which may be a list of codes or names."""
    return value.replace(" or ", " 或 ").replace(" and ", " 和 ")


def _chinese(joint: str) -> str:
    return {"; ": "；", ": ": "：", ". ": "。"}.get(joint, joint)


@cache
def _sentences() -> list[tuple[re.Pattern[str], Sequence[str], str]]:
    """What recognises each sentence of the catalogue; those that say most themselves come first."""
    catalogue = gettext.translation(DOMAIN, str(CATALOGUES), [LOCALES["zh"]])
    keys: Mapping[object, str] = vars(catalogue)["_catalog"]
    sentences = [
        key.removeprefix(f"{MESSAGE}\x04")
        for key in keys
        if isinstance(key, str) and key.startswith(f"{MESSAGE}\x04")
    ]
    sentences.sort(key=lambda sentence: len(PLACEHOLDER.sub("", sentence)), reverse=True)
    return [(_pattern(one), PLACEHOLDER.findall(one), one) for one in sentences]


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = PLACEHOLDER.split(sentence)[::2]
    words = [re.escape(part.replace("{{", "{").replace("}}", "}")) for part in parts]
    # What follows a word at once may be missing: a hint, a mark.
    values = ["(.*?)" if part[-1:].isalpha() else "(.+?)" for part in parts[:-1]]
    return re.compile("".join(map("".join, zip(words, [*values, ""], strict=True))), re.DOTALL)
