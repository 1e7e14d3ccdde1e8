"""`make bench`: what a key costs, in one interleaved run beside Textual's own text area, against the budgets.

Needs `ptybench.py`, which lies beside the checkout in shared/tools; PTYBENCH names another place. ROUNDS is how often
each measurement is repeated. The table goes to the terminal, everything that was measured to bench/result.json. The
exit code is 1 where a budget is exceeded, 2 where nothing could be measured.

Times are “net”: without the time in which a program was ready and waited for a processor. On a quiet machine that is
nearly the time that passes; on a busy one trust the ratios, never the milliseconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import documents
from .draft import ROOT, Draft

RESULT = ROOT / "bench" / "result.json"
SIZE = (200, 50)
PANES = {"editor": [0, 1, 100, 49], "preview": [100, 1, 200, 49]}
UP = r"\x1b[A"
KEYS = {"down": r"\x1b[B", "page down": r"\x1b[6~", "Enter": r"\r"}


@dataclass(frozen=True)
class Figure:
    """A figure, what it is compared with, and how much it may be."""

    name: str
    value: float
    reference: float
    """What it is divided by; 1 for a figure that counts as it is."""
    budget: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """The part of the reference."""
        return self.value / self.reference

    @property
    def is_kept(self) -> bool:
        """Whether the budget is kept."""
        return self.ratio <= self.budget


def main() -> int:
    """Measure, print, write."""
    tool = Path(os.environ.get("PTYBENCH") or ROOT.parent / "shared" / "tools" / "ptybench.py")
    if not tool.is_file():
        return _complain(f"ptybench.py is missing: it is looked for at {tool}; PTYBENCH=… names another place.")
    rounds = os.environ.get("ROUNDS", "5")
    with tempfile.TemporaryDirectory(prefix="handschlag-bench-") as folder:
        entries, measured = Path(folder) / "compare.json", Path(folder) / "measured.json"
        entries.write_text(json.dumps(list(_entries(Path(folder)))), "utf-8")
        argv = [sys.executable, str(tool), "compare", str(entries), "--rounds", rounds, "--json", str(measured)]
        if subprocess.run(argv, check=False, stdout=subprocess.DEVNULL).returncode or not measured.exists():
            return _complain("ptybench.py failed.")
        results = {it["name"]: it for it in json.loads(measured.read_text("utf-8"))}
    if failed := [name for name, it in results.items() if it.get("failed")]:
        return _complain(f"Could not be measured: {', '.join(failed)}.")
    figures = list(_figures({name: it["result"] for name, it in results.items()}))
    _show(figures)
    summary = [vars(it) | {"ratio": round(it.ratio, 3), "kept": it.is_kept} for it in figures]
    RESULT.write_text(json.dumps({"figures": summary, "measured": results}, indent=1) + "\n", "utf-8")
    return 0 if all(it.is_kept for it in figures) else 1


def _complain(sentence: str) -> int:
    sys.stderr.write(f"make bench: {sentence}\n")
    return 2


# -- what is measured --------------------------------------------------------------------------------------------------


def _entries(folder: Path) -> Iterator[dict[str, Any]]:
    """The measurements, as ptybench wants them; each start gets a fresh copy of its text."""
    ten = Draft(folder, "10 KB", documents.agreement(10_000))
    hundred = Draft(folder, "100 KB", documents.agreement(100_000))
    million = Draft(folder, "1 MB", documents.agreement(1_000_000))
    long_list = Draft(folder, "list", documents.one_list(100_000))
    typed = {"measure": "type", "words": 6, "word_length": 12}
    yield {"name": "stock 10 KB", "argv": ten.stock(), **typed} | _common({"editor": [0, 0, *SIZE]})
    for text in (ten, million, long_list):
        yield {"name": text.name, "argv": text.own(), **typed} | _common(PANES)
    for name, key in KEYS.items():
        pressed = {"measure": "keys", "key": key, "count": 30}
        # Far up in the view first, so that going down for a while scrolls nothing.
        before = r"\x1b[F" + (r"\0" + UP * SIZE[1] if name == "down" else "")
        yield {"name": f"stock {name}", "argv": hundred.stock(), **pressed} | _common({}, before)
        yield {"name": name, "argv": hundred.own(), **pressed} | _common({}, before)


def _common(panes: Mapping[str, list[int]], before: str = r"\x1b[F") -> dict[str, Any]:
    return {"size": list(SIZE), "ready": "gives notice", "panes": panes, "cwd": str(ROOT), "before": before}


# -- what comes out ----------------------------------------------------------------------------------------------------


def _figures(results: Mapping[str, Mapping[str, Any]]) -> Iterator[Figure]:
    """The figures with their budgets."""
    stock = _typed(results["stock 10 KB"])
    own = _typed(results["10 KB"])
    yield Figure("key to both panes, 10 KB ÷ stock text area alone", own, stock, 0.5)
    yield Figure("… its 95th percentile ÷ its median", _typed(results["10 KB"], "p95"), own, 1.5)
    yield Figure("… 1 MB ÷ 10 KB", _typed(results["1 MB"]), own, 1.6)
    yield Figure("… a list of 100 KB as one block ÷ 10 KB", _typed(results["list"]), own, 2.0)
    yield Figure("bytes for a key, 10 KB", results["10 KB"]["bytes_per_key"]["p50"], 1, 150, "B")
    # Of the measurements in facts/speed.md: 6.4, 39 and 17.5 ms where the stock text area needs 24, 31 and 56.
    for name, budget in (("down", 0.27), ("page down", 1.26), ("Enter", 0.32)):
        value, reference = (results[it]["last_output_net_ms"]["p50"] for it in (name, f"stock {name}"))
        yield Figure(f"{name}, 100 KB, both panes ÷ stock text area alone", value, reference, budget)


def _typed(result: Mapping[str, Any], part: str = "p50") -> float:
    """Milliseconds from a key to the slower pane."""
    return max(float(pane[part]) for pane in result["latency_net_ms"].values())


def _show(figures: list[Figure]) -> None:
    width = max(len(it.name) for it in figures)
    lines = [f"{'':{width}}  {'figure':>11}  {'÷':>9}  {'ratio':>8}  {'budget':>8}"]
    for it in figures:
        reference = "" if it.reference == 1 else f"{it.reference:.1f}"
        value, ratio = f"{it.value:.1f} {it.unit}", f"{it.ratio:.2f}"
        kept = "ok" if it.is_kept else "TOO MUCH"
        lines.append(f"{it.name:{width}}  {value:>11}  {reference:>9}  {ratio:>8}  {it.budget:>8.2f}  {kept}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
