"""Stories: a folder of event files each, told by `followup simulate` and compared with the timeline that must follow.

    tests/scenario/STORY/story.md        what happens and what must follow, for a reader; from when until when
    tests/scenario/STORY/queue/          the event files, named by when they arrive
    tests/scenario/STORY/followupd.toml  if the story needs an agency of its own
    tests/scenario/STORY/timeline.tsv    what followup has to say to it

`scenario_test.py [STORY...]` compares; with UPDATE=1 it writes the timelines anew (read the difference before you
commit it). Each story also has to keep the laws of laws.py, whatever its timeline says.
"""

import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import laws

HERE = pathlib.Path(__file__).resolve().parent
BIN = pathlib.Path(os.environ.get("FOLLOWUP_BIN_DIR", HERE.parents[1] / "build" / "dev" / "bin"))
PERIOD = re.compile(r"^From (\S+Z) until (\S+Z)\.$", re.MULTILINE)


class Wrong(Exception):
    """A story that is not told as it should be."""


def simulate(story, out):
    period = PERIOD.search((story / "story.md").read_text(encoding="utf-8"))
    if not period:
        raise Wrong("story.md lacks its line 'From INSTANT until INSTANT.'")
    own = story / "followupd.toml"
    command = [BIN / "followup", "simulate", story / "queue", "--from", period[1], "--until", period[2], "--out", out,
               "--config", own if own.exists() else HERE / "followupd.toml"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    # 1: a file was refused, which may belong to the story; its timeline says so.
    if answer.returncode not in (0, 1) or not (out / "timeline.tsv").exists():
        raise Wrong(f"simulate ended with {answer.returncode}:\n{answer.stderr}")


def contents(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def compare(story, told):
    kept = story / "timeline.tsv"
    expected = kept.read_text(encoding="utf-8") if kept.exists() else ""
    if told == expected:
        return []
    if os.environ.get("UPDATE"):
        kept.write_text(told, encoding="utf-8")
        print(f"{story.name}: written anew")
        return []
    return list(difflib.unified_diff(expected.splitlines(), told.splitlines(), "expected", "told", n=1, lineterm=""))


def check(story, folder):
    """Every complaint about one story."""
    first, second = folder / "first", folder / "second"
    simulate(story, first)
    simulate(story, second)
    complaints = []
    if contents(first) != contents(second):
        complaints.append("the second run gave other bytes than the first")
    complaints += laws.broken(story, first)
    complaints += compare(story, (first / "timeline.tsv").read_text(encoding="utf-8"))
    return complaints


def main():
    names = sys.argv[1:] or sorted(path.parent.name for path in HERE.glob("*/story.md"))
    failed = []
    for name in names:
        with tempfile.TemporaryDirectory(prefix="followup-") as folder:
            try:
                complaints = check(HERE / name, pathlib.Path(folder))
            except Wrong as wrong:
                complaints = [str(wrong)]
        if complaints:
            failed.append(name)
            print(f"\n{name}", *complaints, sep="\n  ")
    print(f"{len(names)} stories, {len(failed)} not told as they should be" + "".join(f"\n  {name}" for name in failed))
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
