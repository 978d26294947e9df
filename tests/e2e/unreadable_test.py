"""One damaged record stops one case: the others go on, it is named everywhere, and its very file heals it."""

import contextlib
import sqlite3
import unittest

from support import Daemon, interview, wait_for

OPENED = ["--at", "2026-11-20T22:00:00Z", "--speed", "1"]
LATER = ["--at", "2026-11-23T16:00:00Z", "--speed", "1"]


class OneBadRecord(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(options=OPENED)
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        for number in (1, 2, 3):
            self.daemon.drop(f"{number}.toml", interview(number))
        wait_for("the cases", lambda: self.daemon.json("status")["cases"] == 3)
        wait_for("the check of the ledger", lambda: self.daemon.json("status")["checked"])
        self.assertEqual(self.daemon.json("status")["checked"]["unreadable"], 0)
        self.daemon.stop()

    def damage(self, sql):
        with contextlib.closing(sqlite3.connect(self.daemon.state / "ledger.sqlite")) as ledger, ledger:
            self.assertEqual(ledger.execute(sql).rowcount, 1)
        self.before = set(self.daemon.mails())
        self.daemon.start(LATER)

    def readers(self):
        return {number for number in (1, 2, 3) for path in self.daemon.mails() if path not in self.before
                if f"candidate{number}@" in path.read_text(errors="replace").split("\n\n")[0]}

    def test_is_named_everywhere_and_stops_nobody_else(self):
        self.damage("UPDATE fact SET sealed = zeroblob(80) WHERE no = 2")
        wait_for("the others' mails", lambda: self.readers() >= {1, 3})
        wait_for("the check of the ledger", lambda: self.daemon.json("status")["checked"])
        self.assertEqual(self.daemon.json("status")["unreadable"],
                         [{"what": "case 2", "row": "fact 2", "interview": "case-2", "recruiter": "pat"}])
        self.assertIn("case 2", self.daemon.followup("status").stdout)
        status, _, body = self.daemon.get("/healthz")
        self.assertEqual(status, 503)
        self.assertIn("case 2: it cannot be read (fact 2)", body.decode())
        self.assertTrue(self.daemon.said("case 2: it cannot be read"))
        checked = self.daemon.followup("check")
        self.assertEqual(checked.returncode, 1, checked.stdout + checked.stderr)
        self.assertIn("case 2 (interview case-2): fact 2 cannot be read", " ".join(checked.stdout.split()))
        agenda = self.daemon.followup("agenda", "team")
        self.assertEqual(agenda.returncode, 0, agenda.stderr)
        self.assertIn("Case case-2 cannot be read", " ".join(agenda.stdout.split()))
        self.assertIn("Employer 3", agenda.stdout)
        self.assertNotIn(2, self.readers())
        self.assertNotEqual(self.daemon.followup("show", "case-2").returncode, 0)

    def test_files_about_it_wait_and_its_own_file_heals_it(self):
        self.damage("UPDATE fact SET sealed = zeroblob(80) WHERE no = 2")
        wait_for("the check of the ledger", lambda: self.daemon.json("status")["checked"])
        self.daemon.drop("called.toml", '[[debriefed]]\ninterview = "case-2"\nwith = "candidate"\nat = 2026-11-20T16:10:00-06:00\n')
        self.daemon.drop("4.toml", interview(4))
        wait_for("the other file", lambda: self.daemon.json("status")["cases"] == 4)
        self.assertFalse(self.daemon.at_rest())
        self.assertEqual(self.daemon.bad(), [])
        self.daemon.drop("2.toml", interview(2))
        wait_for("both files", self.daemon.at_rest)
        self.assertEqual(self.daemon.json("status")["unreadable"], [])
        shown = self.daemon.followup("show", "case-2")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        wait_for("health", lambda: self.daemon.get("/healthz")[0] == 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
