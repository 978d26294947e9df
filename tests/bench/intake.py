"""Durable intake: event files accepted a second and fsyncs a file, beside a plain Python peer on the same files."""

import os
import pathlib
import sqlite3
import statistics
import sys
import tempfile
import time
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import Daemon, interview, wait_for  # noqa: E402


def commit_ms(folder):
    """What one durable commit costs here: the median fdatasync of a small append."""
    times = []
    with open(folder / "probe", "wb") as out:
        for _ in range(200):
            out.write(b"x" * 4096)
            out.flush()
            begin = time.perf_counter()
            os.fdatasync(out.fileno())
            times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def event(number):
    return interview(number, met=("Margaret Chen", "Luis Ortiz"), ended="2026-11-20T15:30:00-06:00")


def ours(folder, count):
    daemon = Daemon(folder=folder, options=["--at", "2026-11-20T21:31:00Z", "--speed", "1"])
    with daemon:
        (daemon.queue / "tmp").mkdir(exist_ok=True)
        for number in range(count):
            (daemon.queue / "tmp" / f"f{number:06}.toml").write_text(event(number))
        before = daemon.json("status")["fsyncs"]
        begin = time.perf_counter()
        for number in range(count):
            name = f"f{number:06}.toml"
            os.rename(daemon.queue / "tmp" / name, daemon.queue / "new" / name)
        wait_for("all files to be accepted", lambda: next(os.scandir(daemon.queue / "new"), None) is None, 600)
        wait_for("all files to be put away", daemon.at_rest, 600)
        took = time.perf_counter() - begin
        status = daemon.json("status")
        assert status["cases"] == count and not daemon.bad(), status
        return count / took, (status["fsyncs"] - before) / count


def python_peer(folder, count):
    (folder / "peer").mkdir()
    for number in range(count):
        (folder / "peer" / f"f{number:06}.toml").write_text(event(number))
    database = sqlite3.connect(folder / "peer.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE event(id INTEGER PRIMARY KEY, name TEXT UNIQUE, body TEXT)")
    begin = time.perf_counter()
    for path in sorted((folder / "peer").iterdir()):
        text = path.read_text()
        tomllib.loads(text)
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO event(name, body) VALUES (?, ?)", (path.name, text))
        database.execute("COMMIT")
        path.unlink()
    return count / (time.perf_counter() - begin)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(prefix="followupd-bench-") as name:
        folder = pathlib.Path(name)
        cost = commit_ms(folder)
        peer = python_peer(folder, count)
        rate, syncs = ours(folder / "ours" if (folder / "ours").mkdir() is None else folder, count)
    print(f"a durable commit takes {cost:.2f} ms here")
    print(f"followupd {rate:,.0f} files/s with one fsync per {1 / syncs:.0f} files; tomllib + sqlite3 {peer:,.0f}/s; "
          f"ratio {rate / peer:.2f}")
    print(f"a disk of 5 ms an fsync would take {1 / (1 / rate + syncs * (0.005 - cost / 1000)):,.0f} files/s")


if __name__ == "__main__":
    main()
