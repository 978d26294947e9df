"""Mails to a relay: how many a second beside smtp-source with the same sessions and sizes, and how late one is when idle.

Every mail is durably recorded as claimed, as handed over before its dot, and as sent after the 250.
"""

import contextlib
import datetime
import os
import pathlib
import re
import socketserver
import statistics
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import Daemon, free_port, interview, wait_for  # noqa: E402

SESSIONS = 4
HOURS = "[hours]\nsend_from = 00:00:00\nsend_until = 23:59:00\n"


class Sink:
    """smtp-sink that keeps nothing, as fast as it can."""

    def __init__(self):
        self.port = free_port()
        self.process = subprocess.Popen(["/usr/sbin/smtp-sink", "-u", "nobody", f"127.0.0.1:{self.port}", "100"])
        wait_for("the sink", self.listens)

    def listens(self):
        done = subprocess.run(["/usr/sbin/smtp-source", "-m", "1", f"127.0.0.1:{self.port}"], check=False,
                              stderr=subprocess.DEVNULL)
        return done.returncode == 0

    def stop(self):
        self.process.terminate()
        self.process.wait()


def source(sink, count, size, *options):
    """Mails a second by Postfix's smtp-source."""
    begin = time.perf_counter()
    subprocess.run(["/usr/sbin/smtp-source", "-s", str(SESSIONS), "-m", str(count), "-l", str(size), *options,
                    "-f", "followups@glass.example", "-t", "candidate@candidate.example",
                    f"127.0.0.1:{sink.port}"], check=True)
    return count / (time.perf_counter() - begin)


class Watched(Daemon):
    """Notes when each mail was recorded as sent; its lines are not kept, there are many."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.sent = []

    def _read(self, process, log):  # pylint: disable=arguments-differ # it is looked up on the object
        # In pieces: who wakes up for each line takes a tenth of the machine from what is measured.
        rest = ""
        while piece := os.read(process.stderr.fileno(), 65536):
            now = time.perf_counter()
            *lines, rest = (rest + piece.decode()).split("\n")
            sent = sum(" sent code=" in line for line in lines)
            self.sent.extend([now] * sent)
            log.extend(line for line in lines if " sent code=" not in line)
            time.sleep(0.01)


def ours(folder, sink, count, start):
    """Mails a second by a daemon that starts then, their mean size, and fsyncs for each: all are due at 21:45."""
    mail = f'relays = [{{ url = "smtp://127.0.0.1:{sink.port}" }}]\nsessions = {SESSIONS}\n'
    daemon = Watched(folder=folder, mail=mail, more=HOURS, options=["--at", "2026-11-20T21:31:00Z", "--speed", "1"])
    with daemon:
        for number in range(count):
            daemon.drop(f"f{number:06}.toml", interview(number))
        wait_for("all files to be accepted", lambda: daemon.json("status")["cases"] == count, 600)
        daemon.stop()
        daemon.start(["--at", f"2026-11-20T{start}Z", "--speed", "1"])
        syncs = daemon.json("status")["fsyncs"]
        wait_for("all mails to be sent", lambda: len(daemon.sent) >= count, 600)
        status = daemon.json("status")
        assert status["mails"].get("sent") == sum(status["mails"].values()) == count, status["mails"]
        sizes = [len(daemon.json("outbox", "show", str(number))["bytes"]) for number in range(1, 20)]
        rate = (count - 1) / (daemon.sent[-1] - daemon.sent[0])
        return rate, int(statistics.mean(sizes)), (status["fsyncs"] - syncs) / count


class Clocked(socketserver.ThreadingTCPServer):
    """A sink that notes the wall time of every 250 to a dot, by recipient."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.at = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answering(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    rbufsize = 65536

    def handle(self):
        with contextlib.suppress(ConnectionError):  # the daemon is killed in the end
            self.talk()

    def talk(self):
        self.wfile.write(b"220 sink.example\r\n")
        to = b""
        while line := self.rfile.readline():
            if line.startswith(b"RCPT"):
                to = line
            if line.startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.server.at[int(re.search(rb"candidate(\d+)@", to).group(1))] = time.time()
            self.wfile.write(b"250 2.0.0 ok\r\n")


def lateness(folder, count):
    """Milliseconds from the second at which a mail is due to the sink's 250, one mail a second, on the real clock."""
    sink = Clocked()
    mail = f'relays = [{{ url = "smtp://127.0.0.1:{sink.server_address[1]}" }}]\n'
    # It is about noon somewhere, and nobody's night is disturbed.
    hour = datetime.datetime.now(datetime.timezone.utc).hour
    zone = f"Etc/GMT{hour - 12:+d}"
    os.sync()  # what the others left to be written is not this one's
    with Daemon(folder=folder, mail=mail, more=HOURS) as daemon:
        first = int(time.time()) + 5
        due = {}
        for number in range(count):
            due[number] = first + number
            ended = datetime.datetime.fromtimestamp(due[number] - 15 * 60, datetime.timezone.utc)
            text = interview(number, ended=ended.strftime("%Y-%m-%dT%H:%M:%SZ")).replace("America/Chicago", zone)
            daemon.drop(f"f{number:04}.toml", text)
        wait_for("all mails to arrive", lambda: len(sink.at) == count, count + 60)
        assert not daemon.bad()
    sink.shutdown()
    sink.server_close()
    return sorted((sink.at[number] - due[number]) * 1000 for number in due)


def main():
    count, single = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="followupd-bench-") as name:
        folder = pathlib.Path(name)
        for each in ("many", "late", "one"):
            (folder / each).mkdir()
        sink = Sink()
        try:
            rate, size, syncs = ours(folder / "many", sink, count, "21:44:20")
            late, _, _ = ours(folder / "late", sink, count, "21:45:01")
            kept = source(sink, count, size, "-d")
            anew = source(sink, count, size)
        finally:
            sink.stop()
        print(f"{count} mails of {size} bytes over {SESSIONS} connections: followupd {rate:,.0f}/s with {syncs:.2f} fsyncs "
              f"a mail; smtp-source {kept:,.0f}/s on kept connections, {anew:,.0f}/s with one for each mail; "
              f"ratio {rate / kept:.2f} and {rate / anew:.2f}; {late:,.0f}/s when all are due before it starts")
        late = lateness(folder / "one", single)
        print(f"from due to the sink's 250, {single} single mails: p50 {statistics.median(late):.1f} ms, "
              f"p99 {late[int(0.99 * (single - 1))]:.1f} ms, longest {late[-1]:.1f} ms, first {late[0]:.1f} ms")


if __name__ == "__main__":
    main()
