"""Feeds over HTTP: requests a second and latency of the real daemon, beside nginx (one worker, a static file of the same
bytes, same run); and what an honest client notices of 2,000 connections that send their header drop by drop."""

import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import ics_lint  # noqa: E402
from support import Daemon, free_port, interview, wait_for  # noqa: E402

ENTRIES = 200
INTERVIEWS = 40
RUNS = 5
SLOW_CONNECTIONS = 2000
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def feed_of_200(daemon):
    """The path of a feed of at least 200 entries, and its bytes."""
    for number in range(1, INTERVIEWS + 1):
        daemon.drop(f"{number:03}.toml", interview(number, met=("Margaret Chen", "Luis Ortiz", "Ann Lee")))
    wait_for("the interviews", lambda: len(daemon.done()) == INTERVIEWS, seconds=120)
    path = daemon.json("feeds", "team")[0]["https"].split(f":{daemon.port}")[1]
    body = daemon.get(path)[2]
    found = len(ics_lint.components(body))
    assert found >= ENTRIES, f"only {found} entries"
    print(f"a feed of {found} entries, {len(body)} bytes")
    return path, body


def nginx(folder, body):
    (folder / "www").mkdir()
    (folder / "www" / "Follow-ups.ics").write_bytes(body)
    folder.chmod(0o755)
    (folder / "www").chmod(0o755)
    port = free_port()
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in
                          ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(f"""daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
{temporary}
access_log off;
sendfile on;
tcp_nopush on;
open_file_cache max=10;
types {{ text/calendar ics; }}
server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
""")
    process = subprocess.Popen(["/usr/sbin/nginx", "-e", f"{folder}/error.log", "-p", str(folder), "-c",
                                str(folder / "nginx.conf")])
    wait_for("nginx", (folder / "nginx.pid").exists)
    return process, port


def load(url, seconds, connections=64, tag=None):
    """Requests a second, and the time in ms within which 99 % are answered."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    if tag:
        command += ["-H", f"If-None-Match: {tag}"]
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)), float(number) * UNITS[unit]


def paced(url, seconds, tag=None, connections=300, rate=5000, groups=10):
    """The same for so many requests a second, spread over the connections: a queue of one's own making is no delay.

    h2load lets all its connections ask at the same moment, so there are several of it, one after the other.
    """
    command = ["h2load", "--h1", "-t1", f"-c{connections // groups}", f"-D{seconds + 1}",
               f"--rps={rate / connections:.2f}"]
    if tag:
        command += ["-H", f"If-None-Match: {tag}"]
    with tempfile.TemporaryDirectory(prefix="followupd-") as folder:
        logs = [pathlib.Path(folder) / f"{number}.log" for number in range(groups)]
        running = []
        begin = time.perf_counter()
        for number, log in enumerate(logs):
            time.sleep(max(0, begin + number * connections / rate * (1 + 1 / groups) - time.perf_counter()))
            running.append(subprocess.Popen([*command, f"--log-file={log}", url], stdout=subprocess.DEVNULL))
        assert not any(process.wait() for process in running)
        answers = [line.split("\t") for log in logs for line in log.read_text().splitlines()]
    # Starting the others is no part of it.
    settled = max(int(at) for at, _, _ in answers) - seconds * 1_000_000
    answers = [answer for answer in answers if int(answer[0]) >= settled]
    assert all(status in ("200", "304") for _, status, _ in answers), {status for _, status, _ in answers}
    times = sorted(int(time) / 1000 for _, _, time in answers)
    return len(times) / seconds, times[len(times) * 99 // 100]


def medians(measure, tags, ours, theirs):
    """Of several runs, ours and theirs in turn: (rate, p99) of each, and the rates' ratio with its extremes."""
    runs = [(measure(ours, tags[0]), measure(theirs, tags[1])) for _ in range(RUNS)]
    shares = sorted(mine[0] / other[0] for mine, other in runs)
    mine, other = (tuple(statistics.median(run[side][n] for run in runs) for n in (0, 1)) for side in (0, 1))
    return mine, other, shares


def compare(name, mine, other, shares):
    print(f"{name:8} ours {mine[0]:9.0f}/s   nginx {other[0]:9.0f}/s   {statistics.median(shares):.2f} x "
          f"({shares[0]:.2f} to {shares[-1]:.2f}; wanted: 0.7 x)   p99 {mine[1]:.1f} ms and {other[1]:.1f} ms")


def drip(port, stop):
    """Connections that never get to the end of their header; whoever is cut comes back."""
    lines = []
    while not stop.is_set():
        alive = []
        for line in lines:
            try:
                line.send(b"X")
                alive.append(line)
            except OSError:
                line.close()
        lines = alive
        while len(lines) < SLOW_CONNECTIONS and not stop.is_set():
            line = socket.socket()
            line.setblocking(False)
            line.connect_ex(("127.0.0.1", port))
            lines.append(line)
        stop.wait(1)
    for line in lines:
        line.close()


def honest_p99(daemon, path, count=500):
    times = []
    for _ in range(count):
        begin = time.perf_counter()
        assert daemon.get(path)[0] == 200
        times.append((time.perf_counter() - begin) * 1000)
    return sorted(times)[count * 99 // 100]


def main(seconds):
    with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon, \
            tempfile.TemporaryDirectory(prefix="followupd-") as name:
        path, body = feed_of_200(daemon)
        process, port = nginx(pathlib.Path(name), body)
        try:
            ours, theirs = f"http://127.0.0.1:{daemon.port}{path}", f"http://127.0.0.1:{port}/Follow-ups.ics"
            tag = daemon.get(path)[1]["ETag"]
            with urllib.request.urlopen(theirs) as answer:
                their_tag = answer.headers["ETag"]
            kinds = {"whole": (None, None), "304": (tag, their_tag)}
            for name, tags in kinds.items():
                compare(name, *medians(lambda url, tag: load(url, seconds, tag=tag), tags, ours, theirs))
            for name, tags in kinds.items():
                mine, other, _ = medians(lambda url, tag: paced(url, seconds, tag), tags, ours, theirs)
                print(f"300 connections, {mine[0]:.0f} {name} a second: p99 {mine[1]:.1f} ms (wanted: 10 ms),"
                      f" nginx {other[1]:.1f} ms")
        finally:
            process.terminate()
            process.wait()
        alone = honest_p99(daemon, path)
        stop = threading.Event()
        slow = threading.Thread(target=drip, args=(daemon.port, stop))
        slow.start()
        time.sleep(3)
        print(f"{SLOW_CONNECTIONS} slow connections: an honest client's p99 {honest_p99(daemon, path):.1f} ms"
              f" (wanted: 50 ms; alone {alone:.1f} ms)")
        stop.set()
        slow.join()


main(int(sys.argv[1]))
