"""Makes resources/pinyin_initials from pypinyin: `pip install pypinyin==0.55.0`, then run this without arguments.

A line is a set of first letters and the Han that can be read so. All readings count, also rare ones: a filter that
shows a name too many is better than one that misses it. Only the basic plane, which holds all but very rare Han.
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

TARGET = Path(__file__).parent.parent / "resources" / "pinyin_initials"
LAST_OF_THE_BASIC_PLANE = 0xFFFF


def main() -> None:
    by_letters: defaultdict[str, list[str]] = defaultdict(list)
    for code, readings in sorted(PINYIN_DICT.items()):
        han = chr(code)
        if code <= LAST_OF_THE_BASIC_PLANE and unicodedata.normalize("NFKC", han) == han:
            letters = {unicodedata.normalize("NFD", reading)[0] for reading in readings.split(",")}
            by_letters["".join(sorted(letters))].append(han)
    lines = (f"{letters} {''.join(by_letters[letters])}\n" for letters in sorted(by_letters))
    TARGET.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
