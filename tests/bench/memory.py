"""Memory of the real daemon while 10,000 candidates' feeds are fetched, each once: what it holds is bounded."""

import http.client
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import Daemon, interview, wait_for  # noqa: E402

WANTED_MIB = 256


def resident(daemon):
    """MiB now and at the most."""
    status = pathlib.Path(f"/proc/{daemon.process.pid}/status").read_text()
    return [int(re.search(rf"{name}:\s+(\d+) kB", status).group(1)) / 1024 for name in ("VmRSS", "VmHWM")]


def main(count):
    mail = "per_day = 0\nlate_together = 0\nstorm_floor = 0\n"
    with Daemon(mail=mail, options=["--at", "2026-11-20T21:31:00Z", "--speed", "1"]) as daemon:
        for number in range(count):
            daemon.drop(f"f{number:06}.toml", interview(number, met=("Margaret Chen", "Luis Ortiz")))
        wait_for("all files to be accepted", lambda: daemon.json("status")["cases"] == count, 600)
        before = resident(daemon)[0]
        paths = [each["https"].split(f":{daemon.port}")[1] for each in daemon.json("feeds")]
        size, begin = 0, time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)
        for path in paths:
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == 200, (path, answer.status)
            size += len(answer.read())
        took = time.monotonic() - begin
        now, most = resident(daemon)
        print(f"{len(paths):,} feeds, {size / 2**20:.0f} MiB in all, fetched in {took:.0f} s: {now:.0f} MiB resident, "
              f"{most:.0f} MiB at the most (wanted: {WANTED_MIB}), {before:.0f} MiB before")


main(int(sys.argv[1]))
