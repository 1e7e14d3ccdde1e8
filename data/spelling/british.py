"""British spellings: the English list has the American ones, and both are right."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RULES = (
    (re.compile(r"our"), "or"),  # colour, favourite
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|ed|es|er|ers|ing|ings|ation|ations|ational|able)$)"), "iz"),  # recognise
    (re.compile(r"(?<=al)ys(?=(?:e|ed|es|er|ers|ing)$)"), "yz"),  # analyse
    (re.compile(r"(?<=def|off|lic|ret)ence(?=s?$)"), "ense"),  # defence
    (re.compile(r"(?:(?<=cen)|(?<=me)|(?<=li)|(?<=thea))tre(?=[sd]?$)"), "ter"),  # centre
    (re.compile(r"(?<=program)me(?=s?$)"), ""),
    (re.compile(r"ll(?=(?:ed|ing|ings|or|ors|er|ers)$)"), "l"),  # counselling
    (re.compile(r"(?<=p)a(?=ed)|(?<=an)a(?=es)|^o(?=es)"), ""),  # paediatric
)
"""What is written otherwise in Britain, and how in America."""


def american(word: str) -> Iterator[str]:
    """How an English word in lower case would be written in America, by each rule that fits."""
    return (pattern.sub(instead, word) for pattern, instead in _RULES if pattern.search(word))
