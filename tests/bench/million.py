"""A large ledger: how it starts, and what amending one case costs beside a small one.

All of them are taken in as files, hours before anything of them is due.
"""

import os
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import Daemon, interview, wait_for  # noqa: E402

PROMISE = '\n[[interview.promise]]\ncall = "Margaret Chen"\non = 2026-11-30\n'
TONIGHT = "2026-11-20T19:00:00-06:00"  # nothing of them is due before that
def fill(daemon, count):
    """Takes in so many cases, 50 a file; real ones, which the daemon's own check of its ledger can read."""
    per_file = 50
    names = [f"many-{number:06}.toml" for number in range(-(-count // per_file))]
    for first, name in enumerate(names):
        numbers = range(2 + first * per_file, 2 + min(count, (first + 1) * per_file))
        (daemon.queue / "tmp" / name).write_text("".join(interview(number, ended=TONIGHT) + PROMISE for number in numbers))
        os.rename(daemon.queue / "tmp" / name, daemon.queue / "new" / name)
    wait_for("all to be taken in", daemon.at_rest, 3600)
    assert not daemon.bad(), daemon.bad()


def amended(daemon, times=100):
    """Milliseconds from the rename of an amended interview to the end of its taking in, the median of `times`."""
    took = []
    for number in range(times):
        promise = PROMISE.replace("2026-11-30", f"2026-12-{1 + number % 28:02d}")
        name = f"amend-{number}.toml"
        begin = time.monotonic()
        daemon.drop(name, interview(1, TONIGHT, extra=f'notes = "amended {number}"\n') + promise)
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
            begin = time.monotonic()
            daemon.drop("one.toml", interview(1, TONIGHT, extra="") + PROMISE)
            fill(daemon, count - 1)
            made = time.monotonic() - begin
            daemon.stop()
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
