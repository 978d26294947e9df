"""An upgrade that is killed while it writes: the next start goes on, and nothing is lost or sent twice."""

import collections
import contextlib
import pathlib
import re
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "upgrade"))

from first_edition import expected, mails_of, taken_over  # noqa: E402 (the path comes first)
from relay import Relay  # noqa: E402
from support import BIN, wait_for  # noqa: E402

SCHEMA = 7
POINTS = 12


def strace(daemon, *options):
    """The daemon under strace; gives what it logged once it ended."""
    command = ["strace", "-f", "-qq", "-o", str(daemon.folder / "calls"), "-e", "trace=pwrite64", *options,
               str(BIN / "followupd"), "--config", str(daemon.config), *daemon.options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def left(daemon):
    """(schema, whether everything of the first edition was dealt with), by the file that was left."""
    with contextlib.closing(sqlite3.connect(daemon.state / "ledger.sqlite")) as ledger:
        version = ledger.execute("PRAGMA user_version").fetchone()[0]
        done = ledger.execute("SELECT count(*) FROM note WHERE name = 'first edition left'").fetchone()[0]
        assert ledger.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return version, done == 1


class BrokenOff(unittest.TestCase):
    def setUp(self):
        self.relay = Relay()
        self.addCleanup(self.relay.stop)

    def fresh(self):
        daemon = taken_over(self.relay)
        self.addCleanup(daemon.__exit__)
        return daemon

    def writes(self):
        """How often an upgrade that is let go writes before it is ready, in the thread that does it."""
        daemon = self.fresh()
        process = strace(daemon)
        for line in process.stderr:
            if " ready" in line:
                break
        calls = (daemon.folder / "calls").read_text()
        first = calls.split()[0]
        subprocess.run(["kill", first], check=True)
        process.stderr.read()
        process.stderr.close()
        process.wait(60)
        self.relay.letters.clear()
        return len(re.findall(rf"^{first} +pwrite64", calls, re.M))

    def test_goes_on_at_the_next_start_wherever_it_was_killed(self):
        then = expected()
        writes = self.writes()
        self.assertGreater(writes, POINTS)
        # Written again: what waited and had certainly not arrived.
        waited = collections.Counter(nudge for mail in then["mails"] if mail["state"] in ("deferred", "claimed")
                                     for nudge in mail["nudges"])
        states = set()
        for point in range(POINTS):
            at = 1 + point * (writes - 1) // (POINTS - 1)
            self.relay.letters.clear()
            daemon = self.fresh()
            process = strace(daemon, "-e", f"inject=pwrite64:signal=SIGKILL:when={at}")
            process.stderr.read()
            process.stderr.close()
            process.wait(60)
            states.add(left(daemon))
            daemon.start()
            wait_for("what waited to be sent", lambda: self.rests(daemon), 90)
            self.assertEqual(daemon.json("status")["facts"], then["facts"], at)
            daemon.stop()
            self.assertEqual(left(daemon), (SCHEMA, True), at)
            mails = {mail["message_id"]: mail for mail in mails_of(daemon.folder)}
            sent = collections.Counter(
                nudge for _, message in self.relay.letters
                for nudge in mails[re.search(rb"^Message-ID: <(.*)>\r\n", message, re.M).group(1).decode()]["nudges"])
            for nudge in waited:
                if " r:" not in nudge:  # a recruiter's may stand in the digest that is written again
                    self.assertEqual(sent[nudge], 1, (at, nudge))
            self.assertEqual({nudge for nudge, count in sent.items() if count > 1}, set(), at)
            before = {mail["mail"]: mail for mail in then["mails"]}
            for mail in mails.values():
                if mail["mail"] in before and before[mail["mail"]]["state"] == "sent":
                    self.assertEqual(mail, before[mail["mail"]], at)
        # It was killed before the first step was there, between two, and among the mails.
        self.assertIn(4, {version for version, _ in states})
        self.assertIn((SCHEMA, False), states)

    @staticmethod
    def rests(daemon):
        mails = {mail["state"] for mail in daemon.json("outbox")}
        status = daemon.json("status")
        return not mails & {"claimed", "handed", "deferred", "in_doubt"} and status["next_due"] > status["now"]


if __name__ == "__main__":
    unittest.main()
