"""Prints speed and memory as ratios to the floors; ends with 1 when one is over its goal."""

import argparse
import sys
from collections.abc import Callable, Iterator

import content
import pdf
import sheets
import window
import word
from measure import Case, Peak, Result, in_fresh_process, measure_peak, time_case

Sizes = tuple[int, ...]
PARTS: dict[str, tuple[Callable[[Sizes], Iterator[Case | Result]], Callable[[int], tuple[Peak, ...]]]] = {
    "word-out": (word.out_cases, word.out_peaks),
    "word-in": (word.in_cases, word.in_peaks),
    "excel-out": (sheets.out_cases, sheets.out_peaks),
    "pdf-out": (pdf.out_cases, pdf.out_peaks),
    "file": (content.file_cases, lambda _: ()),
    "edits": (content.edit_cases, content.edit_peaks),
    "differences": (content.difference_cases, lambda _: ()),
}
WINDOW: dict[str, Callable[[bool], Iterator[Result]]] = {"start": window.start, "typing": window.typing}
"""Parts that measure by themselves; they get whether to be quick."""
SIZES = (1, 12, 1000)
QUICK = (1, 30)


def line(part: str, name: str, *cells: str) -> str:
    return f"{part:<12} {name:<26}" + "".join(f"{cell:>10}" for cell in cells)


def shown(part: str, result: Result) -> str:
    goal = "" if result.goal is None else f"{result.goal:g}"
    mark = "   over its goal" if result.over else ""
    if result.floor is None:
        return line(part, result.name, str(result.n), "", "", f"{result.ours:.1f} {result.unit}", goal) + mark
    floor, ours = (f"{1000 * seconds / result.each:.4f}" for seconds in (result.floor, result.ours))
    return line(part, result.name, str(result.n), floor, ours, f"{result.measured:.2f}x", goal) + mark


def results(part: str, quick: bool) -> Iterator[Result]:
    if part in WINDOW:
        yield from WINDOW[part](quick)
        return
    cases, peaks = PARTS[part]
    sizes = QUICK if quick else SIZES
    for case in cases(sizes):
        yield case if isinstance(case, Result) else time_case(case, quick)
    for index, peak in enumerate(peaks(sizes[-1])):
        megabytes = in_fresh_process("--peak", part, str(index), str(sizes[-1]))
        if megabytes is not None:
            yield Result(peak.name, peak.n, None, megabytes, None if quick else peak.goal_mb)


def main() -> int:
    parser = argparse.ArgumentParser(prog="packaging/dev.py bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join((*PARTS, *WINDOW)))
    parser.add_argument("--report", action="store_true", help="print only, judge nothing")
    parser.add_argument("--quick", action="store_true", help="one round of everything on little work, judge nothing")
    parser.add_argument("--peak", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peak:
        part, index, tables = asked.peak
        print(measure_peak(PARTS[part][1](int(tables))[int(index)]))
        return 0
    parts = asked.parts or [*PARTS, *WINDOW]
    if unknown := set(parts) - PARTS.keys() - WINDOW.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(line("part", "work", "N", "floor ms", "ours ms", "ratio", "goal"), flush=True)
    over = 0
    for part in parts:
        for result in results(part, asked.quick):
            over += result.over
            print(shown(part, result), flush=True)
    print("CPU milliseconds a table; for edits and differences an edit or a comparison of N tables. Medians.")
    print("start: CPU of a whole process. typing: wall milliseconds through the event loop; aim: key 16, page 200.")
    return 1 if over and not asked.report else 0


if __name__ == "__main__":
    sys.exit(main())
