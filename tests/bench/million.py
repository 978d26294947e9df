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


def multiply(path, count):
    """Every row of the one case, `count` times, each with its own ids; the far future keeps them from being due."""
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("BEGIN")
    database.execute("CREATE TEMP TABLE n(i INTEGER PRIMARY KEY)")
    database.executemany("INSERT INTO n VALUES (?)", ((i,) for i in range(2, count + 1)))
    for statement in (
        "INSERT INTO candidate SELECT n.i, printf('%032x', n.i), c.sealed_key, c.identity FROM n, candidate c "
        "WHERE c.no = 1",
        "INSERT INTO cases SELECT n.i, 'case-' || n.i, n.i, c.subject, c.recruiter, c.look_again, c.plan_version, "
        "c.live FROM n, cases c WHERE c.no = 1",
        "INSERT INTO interview SELECT 'case-' || n.i, n.i FROM n",
        "INSERT INTO fact SELECT n.i, n.i, 'case-' || n.i, f.kind, printf('%032x', n.i), f.at, f.accepted, f.sealed "
        "FROM n, fact f WHERE f.no = 1",
        "INSERT INTO duty SELECT n.i, replace(d.id, 'case-1/', 'case-' || n.i || '/'), d.state, d.due, d.revision, "
        "d.fell_due, d.cause_hash FROM n, duty d WHERE d.case_no = 1",
        "INSERT INTO nudge(case_no, duty, rule, occurrence, revision, person, at, state) SELECT n.i, "
        "replace(g.duty, 'case-1/', 'case-' || n.i || '/'), g.rule, g.occurrence, g.revision, g.person, g.at, g.state "
        "FROM n, nudge g WHERE g.case_no = 1",
    ):
        database.execute(statement)
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
