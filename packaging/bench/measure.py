"""Times floor and ours by turns, and the memory of one job in a process of its own."""

import gc
import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Work = Callable[[], object]
ROUNDS = 7
SAMPLE_SECONDS = 0.02
"""Work that is done faster is repeated until a sample takes this long."""
HIGH_WATER = Path("/proc/self/clear_refs")
"""On Linux, "5" written here lets the high-water mark start anew from what is held now."""


@dataclass(frozen=True)
class Case:
    """One line of time: floor and ours do the same work on `n` tables. `goal` None: printed, not judged.

    Times are shown a table, or, where `each` is given, by that count.
    """

    name: str
    n: int
    floor: Work
    ours: Work
    goal: float | None
    wall: bool = False
    each: int = 0


@dataclass(frozen=True)
class Peak:
    """One line of memory: `prepare(n)` makes the input and gives the work whose peak is measured."""

    name: str
    n: int
    prepare: Callable[[int], Work]
    goal_mb: float


@dataclass(frozen=True)
class Result:
    """What is printed of one line; times are seconds for all `n`, what has no floor is in `unit`."""

    name: str
    n: int
    floor: float | None
    ours: float
    goal: float | None
    each: int = 1
    unit: str = "MB"

    @property
    def measured(self) -> float:
        """What the goal is about: the ratio, or what has no floor itself."""
        return self.ours if self.floor is None else self.ours / self.floor

    @property
    def over(self) -> bool:
        return self.goal is not None and self.measured > self.goal


def time_case(case: Case, quick: bool) -> Result:
    """Medians of rounds that time floor and ours by turns, after one of each to warm up."""
    clock = time.perf_counter if case.wall else time.process_time
    repeats = [_repeats(work, clock, quick) for work in (case.floor, case.ours)]
    samples: tuple[list[float], list[float]] = ([], [])
    for _ in range(1 if quick else ROUNDS):
        for work, times, taken in zip((case.floor, case.ours), repeats, samples, strict=True):
            taken.append(_sample(work, clock, times))
    floor, ours = (statistics.median(taken) for taken in samples)
    return Result(case.name, case.n, floor, ours, None if quick else case.goal, case.each or case.n)


def _sample(work: Work, clock: Callable[[], float], times: int) -> float:
    gc.collect()
    gc.freeze()  # else each collection walks through all that was prepared, whose size has nothing to do with the work
    started = clock()
    for _ in range(times):
        work()
    return (clock() - started) / times


def _repeats(work: Work, clock: Callable[[], float], quick: bool) -> int:
    warm_up = _sample(work, clock, 1)
    return 1 if quick else max(1, math.ceil(SAMPLE_SECONDS / max(warm_up, 1e-7)))


def in_fresh_process(*arguments: str) -> float | None:
    """The number that this program prints for the arguments; None where the system does not tell a peak."""
    if not HIGH_WATER.exists():
        return None
    command = [sys.executable, str(Path(__file__).parent), *arguments]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def measure_peak(peak: Peak) -> float:
    """MB that the work takes at its highest beyond what its process held before."""
    work = peak.prepare(peak.n)
    gc.collect()
    HIGH_WATER.write_text("5")
    before = _status("VmRSS")
    result = work()
    high = _status("VmHWM")
    del result
    return (high - before) / 1024


def _status(name: str) -> int:
    """A line of /proc/self/status, in kB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise KeyError(name)
