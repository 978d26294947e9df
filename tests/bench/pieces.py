"""What is long is done in pieces: the longest wait of others while it is done, on a disk that takes 5 ms to sync.

Others are a monitor (/healthz), an administrator (status) and a candidate who opens a link of a mail."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import Daemon, interview, wait_for  # noqa: E402

SLOW = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void rest(void) { struct timespec t = {0, 5000000}; nanosleep(&t, 0); }
int fsync(int fd) { rest(); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
int fdatasync(int fd) { rest(); return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }
"""


def slow_disk(folder):
    source, library = folder / "slow.c", folder / "slow.so"
    source.write_text(SLOW)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


class Others:
    """Three who ask again and again; `worst` gives the longest that each waited since it was called last."""

    def __init__(self, daemon, link):
        self.daemon = daemon
        self.link = link
        self.ending = False
        self.waited = {}
        self.threads = [threading.Thread(target=self.ask, args=each) for each in (
            ("healthz", 0.005, lambda: daemon.get("/healthz")[0] in (200, 503)),
            ("page", 0.01, lambda: daemon.get(link)[0] == 200),
            ("status", 0.1, lambda: daemon.json("status")["now"]))]

    def ask(self, name, pause, how):
        while not self.ending:
            begin = time.perf_counter()
            assert how(), name
            took = 1000 * (time.perf_counter() - begin)
            self.waited[name] = max(took, self.waited.get(name, 0.0))
            time.sleep(pause)

    def worst(self):
        waited, self.waited = self.waited, {}
        return ", ".join(f"{name} {took:.0f} ms" for name, took in sorted(waited.items()))

    def __enter__(self):
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *_):
        self.ending = True
        for each in self.threads:
            each.join()


def event(number):
    return interview(number, met=("Margaret Chen", "Luis Ortiz"), ended="2026-11-20T15:30:00-06:00")


def fill(daemon, count):
    for number in range(2, count + 2):
        (daemon.queue / "tmp" / f"f{number:06}.toml").write_text(event(number))
    for number in range(2, count + 2):
        name = f"f{number:06}.toml"
        os.rename(daemon.queue / "tmp" / name, daemon.queue / "new" / name)
    wait_for("all files to be put away", daemon.at_rest, 600)


def longest(daemon):
    account = daemon.json("status").get("ledger", {})
    return f"; longest piece {account.get('longest_piece_ms')} ms ({account.get('longest_piece')})"


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory(prefix="followupd-bench-") as name:
        folder = pathlib.Path(name)
        os.environ["LD_PRELOAD"] = str(slow_disk(folder))
        (folder / "daemon").mkdir()
        daemon = Daemon(folder=folder / "daemon", options=["--at", "2026-11-20T21:50:00Z", "--speed", "1"])
        daemon.config.write_text(daemon.config.read_text().replace(
            "[[recruiter]]", 'public_url = "https://followups.glass.example"\n\n[[recruiter]]', 1))
        with daemon:
            daemon.drop("one.toml", interview(1))
            mail = wait_for("a mail", daemon.mails)[0]
            # Nothing else is sent: it is all about what was long before.
            link = re.search(r"/a/[\w.~-]+", mail.read_text().replace("=\n", ""))
            link = link.group(0) if link else "/healthz"
            with Others(daemon, link) as others:
                def measured(what, how):
                    others.worst()
                    begin = time.perf_counter()
                    how()
                    print(f"{what}: {time.perf_counter() - begin:.1f} s; waited at most: {others.worst()}{longest(daemon)}",
                          flush=True)

                def run(*arguments):
                    answer = daemon.followup(*arguments, timeout=600)
                    assert answer.returncode == 0, answer.stderr

                measured("nothing", lambda: time.sleep(2))
                measured(f"intake of {count:,} files", lambda: fill(daemon, count))
                measured(f"first feeds of {count:,} people", lambda: run("feeds", "--json"))
                measured("the same feeds again", lambda: run("feeds", "--json"))
                measured("agenda of the team", lambda: run("agenda", "team", "--json"))
                measured("scores of the team", lambda: run("agenda", "team", "--score", "--json"))
                measured("outbox", lambda: run("outbox", "--json"))
                text = daemon.config.read_text()
                daemon.config.write_text(text + "\n[policy]\nletter_due = \"20 h\"\n")
                measured("other rules", lambda: (run("reload"), wait_for(
                    "all to be planned again", lambda: not daemon.json("status")["cases_to_plan_again"], 600)))
                measured("a backup", lambda: run("backup", str(folder / "copy.sqlite")))
                measured("forgetting", lambda: run("forget", "candidate77@candidate.example", "--yes"))


if __name__ == "__main__":
    main()
