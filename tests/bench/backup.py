"""A backup of a large ledger, on a disk that takes 5 ms to sync, while others work: how long each waits.

A monitor asks /healthz, a candidate opens and presses a link, files come in, and systemd's watchdog wants its sign."""

import os
import pathlib
import socket
import statistics
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
sys.path.insert(0, str(HERE))
from million import PROMISE, fill  # noqa: E402
from pieces import Others, link_in, slow_disk  # noqa: E402
from support import Daemon, interview, wait_for  # noqa: E402


class Watchdog:
    """systemd's end of the sign of life: the longest time between two of them."""

    def __init__(self, folder):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(folder / "notify"))
        os.environ.update(NOTIFY_SOCKET=str(folder / "notify"), WATCHDOG_USEC="3000000")
        self.signs = []
        threading.Thread(target=self.hear, daemon=True).start()

    def hear(self):
        while True:
            if b"WATCHDOG=1" in self.socket.recv(4096):
                self.signs.append(time.monotonic())

    def longest(self, begin, end):
        signs = [begin, *(at for at in self.signs if begin < at < end), end]
        return max(after - before for before, after in zip(signs, signs[1:]))


def intake(daemon, ending, took):
    """One file after the other; how long each took from its rename to its place in done/."""
    number = 0
    while not ending.is_set():
        number += 1
        begin = time.monotonic()
        daemon.drop(f"new-{number}.toml", interview(2_000_000 + number))
        wait_for("a file to be taken in", daemon.at_rest, 60)
        took.append(1000 * (time.monotonic() - begin))
        time.sleep(0.02)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="followupd-bench-") as name:
        folder = pathlib.Path(name)
        watchdog = Watchdog(folder)
        (folder / "daemon").mkdir()
        daemon = Daemon(folder=folder / "daemon", options=["--at", "2026-11-20T21:50:00Z", "--speed", "1"])
        daemon.config.write_text(daemon.config.read_text().replace(
            "[[recruiter]]", 'public_url = "https://followups.glass.example"\n\n[[recruiter]]', 1))
        with daemon:
            daemon.drop("one.toml", interview(1, extra="") + PROMISE)
            link = link_in(wait_for("a mail", daemon.mails)[0])
            fill(daemon, count - 1)
            daemon.stop()
            size = (daemon.state / "ledger.sqlite").stat().st_size
            os.environ["LD_PRELOAD"] = str(slow_disk(folder))
            daemon.start()
            ending, took = threading.Event(), []
            taker = threading.Thread(target=intake, args=(daemon, ending, took))
            with Others(daemon, link) as others:
                taker.start()
                for what in ("nothing", "backup"):
                    others.worst()
                    took.clear()
                    begin = time.monotonic()
                    if what == "backup":
                        answer = daemon.followup("backup", folder / "copy.sqlite", timeout=3600)
                        assert answer.returncode == 0, answer.stderr
                    else:
                        time.sleep(10)
                    end = time.monotonic()
                    print(f"{what} of {count:,} cases ({size / 2**30:.1f} GiB): {end - begin:.0f} s; waited at most: "
                          f"{others.worst()}; {len(took)} files taken in, each in {statistics.median(took):.0f} ms, at "
                          f"most {max(took):.0f}; longest time without a sign to the watchdog "
                          f"{watchdog.longest(begin, end):.1f} s of 3", flush=True)
                ending.set()
                taker.join()


if __name__ == "__main__":
    main()
