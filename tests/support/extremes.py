"""Tables that go to the limits of the paper, made of the twelve: texts of several pages, many rows, nothing at all."""

import random
from collections.abc import Mapping
from dataclasses import replace

from support.seeds import form, seeds

from perfdesk.model.document import Document, Indicator, Project, texts

_WORDS = ("组织开展", "专题调研", "不少于", "按时完成", "全市各部门", "保障", "经费使用", "提高", "满意度", "督办落实")
_WORDS += ("，", "；", "、", "“十五五”规划", "（含税）", "≥95%", "2026年", "30万元", "A4纸", "Wi-Fi", "GB/T 9704")


def extremes(seed: int = 11) -> Document:
    """One table a limit; its id says which."""
    chance = random.Random(seed)
    roles = form().roles
    base = seeds().projects[1]
    levels = [(one.name, two.name) for one in form().levels for two in one.level2]

    def goals(length: int, paragraphs: int) -> Mapping[str, str]:
        text = "\n".join(sentence(chance, length // paragraphs) for _ in range(paragraphs))
        return {**base.fields, roles.period_goal: text, roles.annual_goal: sentence(chance, 200)}

    def rows(count: int, length: int = 10) -> tuple[Indicator, ...]:
        found = []
        for number in range(count):
            values = {roles.period_value: sentence(chance, length), roles.annual_value: sentence(chance, length)}
            level1, level2 = levels[number * len(levels) // count]
            found.append(
                Indicator(f"i{number}", level1, level2, sentence(chance, 6 + number % 20), texts(values.items()))
            )
        return tuple(found)

    long_value = replace(base.indicators[0], values=texts([(roles.period_value, sentence(chance, 800))]))
    return Document(
        (
            replace(base, id="goal of three pages", fields=texts(goals(4200, 1).items())),
            replace(base, id="goal of forty paragraphs", fields=texts(goals(3600, 40).items())),
            replace(base, id="sixty indicators", indicators=rows(60)),
            replace(base, id="value of 800 characters", indicators=(long_value, *base.indicators[1:])),
            replace(base, id="all of it", fields=texts(goals(4200, 9).items()), indicators=rows(60, 40)),
            Project("empty", form().id),
        ),
        seeds().forms,
    )


def sentence(chance: random.Random, length: int) -> str:
    """Text of about this length as an office writes it: Han with punctuation, numbers and Latin words in between."""
    text = "为了"
    while len(text) < length:
        text += chance.choice(_WORDS)
    return text[:length].rstrip("，；、 ") + "。"
