"""What is durable before what, read off the system calls of the real daemon: a kill -9 cannot show a missing fsync."""

import pathlib
import re
import signal
import subprocess
import tempfile
import unittest

from support import Daemon, Sink, interview, wait_for

CALLS = "fsync,fdatasync,renameat2,rename,pwrite64,sendto,link,linkat"
LINE = re.compile(r"^(\d+) +(?:<\.\.\. )?(\w+)(?: resumed>)?(.*)$")


class Trace:
    """The daemon under strace: its calls with the paths of their descriptors, in the order in which they ended."""

    def __init__(self, daemon):
        self.path = daemon.folder / "calls"
        self.process = subprocess.Popen(
            ["strace", "-f", "-y", "-s", "100000", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(self.path),
             "-p", str(daemon.process.pid)], stderr=subprocess.PIPE, text=True)
        # Its first line says that every thread is held.
        self.process.stderr.readline()

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.process.stderr.read()
        self.process.wait()
        self.process.stderr.close()
        return self._calls()

    def _calls(self):
        begun, calls = {}, []
        for line in self.path.read_text(errors="replace").splitlines():
            found = LINE.match(line)
            if not found:
                continue
            thread, name, rest = found.groups()
            if rest.endswith("<unfinished ...>"):
                begun[thread] = rest
                continue
            calls.append((name, begun.pop(thread, "") + rest))
        return calls


def last(calls, test, before):
    """Index of the last call before `before` that the test holds for; -1 when there is none."""
    return max((n for n, call in enumerate(calls[:before]) if test(*call)), default=-1)


def first(calls, test, after=0):
    return next(n for n, call in enumerate(calls) if n >= after and test(*call))


def writes_ledger(name, text):
    return name == "pwrite64" and "ledger.sqlite" in text


def syncs(part):
    return lambda name, text: name in ("fsync", "fdatasync") and re.search(part, text) is not None and "= 0" in text


class Durability(unittest.TestCase):
    def traced(self, daemon, work):
        trace = Trace(daemon)
        try:
            work()
        finally:
            calls = trace.end()
        return calls

    def test_a_file_leaves_the_queue_only_when_the_ledger_is_on_the_disk(self):
        with Daemon(options=["--at", "2026-11-20T21:31:00Z", "--speed", "1"]) as daemon:
            def drop():
                daemon.drop("a.toml", interview())
                wait_for("the file to be accepted", lambda: daemon.done() == ["a.toml"])
                wait_for("an answer", lambda: daemon.json("status")["cases"] == 1)

            calls = self.traced(daemon, drop)
        leaves = first(calls, lambda name, text: name == "renameat2" and "done/" in text and "a.toml" in text)
        written = last(calls, writes_ledger, leaves)
        synced = last(calls, syncs(r"ledger\.sqlite-wal"), leaves)
        self.assertGreater(written, -1)
        self.assertGreater(synced, written, "the last write to the ledger was not synced before the file left new/")
        self.assertGreater(first(calls, syncs(r"queue/new>"), leaves), leaves)
        self.assertGreater(first(calls, syncs(r"queue/done/2026-11-20>"), leaves), leaves)

    def test_a_mail_is_on_the_disk_in_the_maildir_before_it_is_called_sent(self):
        with Daemon(options=["--at", "2026-11-20T21:31:00Z", "--speed", "1"]) as daemon:
            def nudge():
                daemon.drop("a.toml", interview(ended="2026-11-20T13:30:00-06:00"))
                wait_for("a mail to be sent", lambda: daemon.json("status")["mails"].get("sent", 0) >= 1)

            calls = self.traced(daemon, nudge)
        delivered = first(calls, lambda name, text: name in ("rename", "renameat2", "link", "linkat")
                          and "Maildir/new" in text)
        self.assertGreater(last(calls, syncs(r"Maildir/tmp"), delivered), -1, "the mail was not synced in tmp/")
        listed = first(calls, syncs(r"Maildir/new"), delivered)
        # What is written to the ledger between the folder's fsync and the end says that the mail is sent.
        self.assertGreater(first(calls, writes_ledger, listed), listed)

    def test_the_ledger_knows_on_the_disk_that_the_dot_may_go_out_before_it_does(self):
        with tempfile.TemporaryDirectory(prefix="followupd-sink-") as folder:
            pathlib.Path(folder).chmod(0o755)  # the sink gives up its rights
            sink = Sink(pathlib.Path(folder) / "sink")
            try:
                self._check_dot(sink)
            finally:
                sink.stop()

    def _check_dot(self, sink):
        mail = f'relays = [{{ url = "smtp://127.0.0.1:{sink.port}" }}]\nsessions = 1\n'
        with Daemon(mail=mail, options=["--at", "2026-11-20T21:31:00Z", "--speed", "1"]) as daemon:
            def nudge():
                daemon.drop("a.toml", interview(ended="2026-11-20T13:30:00-06:00"))
                wait_for("a mail to be sent", lambda: daemon.json("status")["mails"].get("sent", 0) >= 1)

            calls = self.traced(daemon, nudge)
        dot = first(calls, lambda name, text: name == "sendto" and re.search(r'["n]\.\\r\\n"', text))
        data = last(calls, lambda name, text: name == "sendto" and '"DATA' in text, dot)
        written = last(calls, writes_ledger, dot)
        synced = last(calls, syncs(r"ledger\.sqlite-wal"), dot)
        self.assertGreater(written, data, "nothing was written to the ledger between DATA and the dot")
        self.assertGreater(synced, written, "the dot went out before the ledger was on the disk")


if __name__ == "__main__":
    unittest.main()
