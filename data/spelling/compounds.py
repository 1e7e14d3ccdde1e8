"""German words made of others: known when all their parts are."""

from __future__ import annotations

from collections.abc import Callable

SHORTEST = 4
"""Letters of a part that may be any known word."""

MOST_PARTS = 4
"""Parts of a word."""

_LINKS = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")
"""What may stand between two parts: Arbeit-s-zeit, Name-ns-liste."""

LONGEST = 60
"""Letters of a word that is looked at."""

_SHORT = """
amt app art arm bad bau bus ehe eis fax fuß gas hof hut kur lob mal maß mut not ohr öl ort pol rad rat rot see tag tal
tee ton tor typ uhr web weg zug alt neu
"""
"""Nouns and adjectives that are shorter than other parts, and yet often one."""

_PREFIXES = (
    *("ab", "an", "auf", "aus", "bei", "durch", "ein", "fort", "her", "hin", "los", "mit", "nach", "nicht", "um", "un"),
    *("vor", "weg", "weiter", "wieder", "zu"),
)
"""What may stand before a word that has not been split itself: unvereinbart, mitnotieren."""

_LONG_ENOUGH = 7
"""Letters of a word behind a prefix: Anwort and Analge are no words."""

_NEVER = """
aber alles auch beim dann dass daß dein dem den denn der des dich die dies dir doch dort eine einem einen einer eines
euch euer gibt habe haben hast hatte heute hier ihnen ihre ihrem ihren ihrer immer jede jedem jeden jeder jedes kein
keine mein meine mich nein nicht noch nur oder sehr sein seine seinem seinen seiner sich sind soll über und uns unser
war waren warum was weil wenn wer wie wird wir wirst worden wurde
"""
"""Words that join nothing: together with another one a blank is missing."""

_NOT_MADE = "ebenfall nichtmehr rückgrad standart standarts vorraus wiederspiegeln wiederspiegelt zumindestens"
"""Frequent mistakes that look as if they were made of two words."""

_SHORT_PARTS, _NEVER_PARTS, _MISTAKES = (frozenset(it.split()) for it in (_SHORT, _NEVER, _NOT_MADE))


def is_compound(word: str, is_known: Callable[[str], bool]) -> bool:
    """Whether a word in lower case can be split into known ones."""
    if len(word) > LONGEST or word in _MISTAKES:
        return False
    return _is_prefixed(word, is_known) or _is_made(word, is_known, MOST_PARTS)


def _is_prefixed(word: str, is_known: Callable[[str], bool]) -> bool:
    rests = (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))
    return any(len(rest) >= _LONG_ENOUGH and is_known(rest) for rest in rests)


def _is_made(word: str, is_known: Callable[[str], bool], parts: int) -> bool:
    """Whether a word is a part and a rest that is another one or made of parts itself."""
    for cut in range(len(word) - 3, 2, -1):
        if is_first_part(word[:cut], is_known):
            rest = word[cut:]
            if _is_part(rest, is_known) or (parts > 2 and _is_made(rest, is_known, parts - 1)):
                return True
    return False


def is_first_part(part: str, is_known: Callable[[str], bool]) -> bool:
    """Whether something in lower case can stand before another part: “arbeits”, “organisations”, “grenz”."""
    if part in _NEVER_PARTS:
        return False
    stems = (part.removesuffix(link) for link in _LINKS if part.endswith(link))
    if any(_is_part(stem, is_known) for stem in stems):
        return True
    # The e of the first word is left out: Grenzfall, Schulzeit.
    return len(part) >= SHORTEST and is_known(part + "e")


def _is_part(word: str, is_known: Callable[[str], bool]) -> bool:
    """Whether a word can be a part as it stands."""
    return word not in _NEVER_PARTS and (word in _SHORT_PARTS or (len(word) >= SHORTEST and is_known(word)))
