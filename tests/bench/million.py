"""A large ledger: how it starts, and what amending one case costs beside a small one.

One real case is accepted, then its rows are multiplied in the database itself.
"""

import pathlib
import sqlite3
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import Daemon, interview, wait_for  # noqa: E402

PROMISE = '\n[[interview.promise]]\ncall = "Margaret Chen"\non = 2026-11-30\n'
# Each table, which of its rows are multiplied, and what differs in each copy.
ABOUT = "replace(t.{}, 'case-1/', 'case-' || n.i || '/')"
COPIED = (
    ("candidate", "no = 1", {"no": "n.i", "tag": "printf('%032x', n.i)"}),
    ("cases", "no = 1", {"no": "n.i", "id": "'case-' || n.i", "candidate_no": "n.i"}),
    ("interview", "case_no = 1", {"id": "'case-' || n.i", "case_no": "n.i"}),
    ("fact", "case_no = 1", {"case_no": "n.i", "interview": "'case-' || n.i", "no": "n.i",
                             "digest": "printf('%032x', n.i)"}),
    ("duty", "case_no = 1", {"case_no": "n.i", "id": ABOUT.format("id")}),
    ("nudge", "case_no = 1 AND state = 'planned'", {"no": "NULL", "case_no": "n.i", "duty": ABOUT.format("duty")}),
)


def multiply(path, count):
    """Every row of the one case, `count` times, each with its own ids; the far future keeps them from being due."""
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("BEGIN")
    database.execute("CREATE TEMP TABLE n(i INTEGER PRIMARY KEY)")
    database.executemany("INSERT INTO n VALUES (?)", ((i,) for i in range(2, count + 1)))
    for table, where, other in COPIED:
        columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]
        values = [other.get(name, f"t.{name}") for name in columns]
        database.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM n, {table} t "
                         f"WHERE t.{where}")
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def amended(daemon, times=100):
    """Milliseconds from the rename of an amended interview to the end of its taking in, the median of `times`."""
    took = []
    for number in range(times):
        promise = PROMISE.replace("2026-11-30", f"2026-12-{1 + number % 28:02d}")
        name = f"amend-{number}.toml"
        begin = time.monotonic()
        daemon.drop(name, interview(1, extra=f'notes = "amended {number}"\n') + promise)
        while not daemon.at_rest():
            time.sleep(0.0002)
        took.append(1000 * (time.monotonic() - begin))
    assert not daemon.bad(), daemon.bad()
    return statistics.median(took)


def started(daemon):
    """Seconds until a start serves, and the most memory it had."""
    begin = time.monotonic()
    daemon.start()
    assert daemon.get("/healthz")[0] == 200
    took = time.monotonic() - begin
    status = pathlib.Path(f"/proc/{daemon.process.pid}/status").read_text()
    return took, int(status.split("VmHWM:")[1].split()[0]) // 1024


def large(count):
    """A ledger of so many cases: started three times, amended; gives the milliseconds of an amendment."""
    with tempfile.TemporaryDirectory(prefix="followupd-bench-") as folder:
        daemon = Daemon(folder=folder, options=["--at", "2026-11-20T21:31:00Z", "--speed", "1"])
        with daemon:
            daemon.drop("one.toml", interview(1, extra="") + PROMISE)
            wait_for("the template", daemon.done)
            daemon.stop()
            begin = time.monotonic()
            multiply(daemon.state / "ledger.sqlite", count)
            made = time.monotonic() - begin
            size = (daemon.state / "ledger.sqlite").stat().st_size / 2**30
            starts = []
            for _ in range(3):
                starts.append(started(daemon))
                last = amended(daemon) if len(starts) == 3 else None
                daemon.stop()
            times = ", ".join(f"{took:.2f}" for took, _ in starts)
            print(f"{count:,} cases ({size:.1f} GiB, made in {made:.0f} s): ready to serve after {times} s; "
                  f"peak memory {max(peak for _, peak in starts)} MiB; a case amended in {last:.2f} ms", flush=True)
            return last


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    small = [large(1000), 0.0]
    full = large(count)
    small[1] = large(1000)
    print(f"amending among {count:,} costs {full / statistics.mean(small):.2f} times what it costs among 1,000")


if __name__ == "__main__":
    main()
