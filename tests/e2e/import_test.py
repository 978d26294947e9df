"""`followup import`: an invitation to a draft, to a file, to the ledger."""

import pathlib
import unittest

from support import SOURCE, Daemon, run

INVITES = SOURCE / "tests" / "core" / "calendar" / "invites"
KNOWN = ["--employer", "Acme Robotics", "--position", "Controls Engineer"]


class Import(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"])
        self.addCleanup(self.daemon.__exit__)

    def test_a_draft_is_mended_by_hand_and_added(self):
        self.daemon.start()
        draft = self.daemon.folder / "dana.toml"
        answer = self.daemon.followup("import", INVITES / "outlook.ics", "--out", draft)
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        self.assertIn(f"followup add {draft}", answer.stdout)
        answer = self.daemon.followup("plan", draft)
        self.assertEqual(answer.returncode, 1)
        self.assertEqual(answer.stderr.count("lacks"), 2, "employer and position")
        lines = draft.read_text().splitlines()
        for number, line in enumerate(lines):
            if line.startswith("# employer"):
                lines[number] = line[2:].replace('name = ""', 'name = "Acme Robotics"')
            elif line.startswith("# position"):
                lines[number] = line[2:].replace('""', '"Controls Engineer"')
        draft.write_text("\n".join(lines))
        answer = self.daemon.followup("add", draft)
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        self.assertEqual(self.daemon.json("status")["cases"], 1)

    def test_a_whole_one_is_added_and_its_update_amends_it(self):
        self.daemon.start()
        invite = INVITES / "outlook.ics"
        answer = self.daemon.followup("import", invite, "--add", *KNOWN)
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        moved = self.daemon.folder / "moved.ics"
        moved.write_bytes(invite.read_bytes().replace(b":20261120T", b":20261123T"))
        answer = self.daemon.followup("import", moved, "--add", *KNOWN)
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        status = self.daemon.json("status")
        self.assertEqual((status["cases"], status["facts"]), (1, 2))

    def test_what_is_missing_is_not_added(self):
        self.daemon.start()
        answer = self.daemon.followup("import", INVITES / "outlook.ics", "--add")
        self.assertEqual((answer.returncode, answer.stdout), (1, ""))
        self.assertIn("employer is missing; nothing was added", answer.stderr)
        self.assertIn("position is missing", answer.stderr)
        self.assertEqual(self.daemon.json("status")["cases"], 0)

    def test_no_file_is_overwritten(self):
        there = self.daemon.folder / "there.toml"
        there.write_text("mine")
        answer = self.daemon.followup("import", INVITES / "google.ics", "--out", there)
        self.assertEqual(answer.returncode, 1)
        self.assertIn("there is a file of this name already", answer.stderr)
        self.assertEqual(there.read_text(), "mine")

    def test_what_is_no_invitation_is_refused_with_its_name(self):
        for path, words in ((SOURCE / "README.md", "no iCalendar file"), (pathlib.Path("/nowhere.ics"), "nowhere.ics")):
            answer = run("followup", "import", path, "--config", self.daemon.config)
            self.assertEqual((answer.returncode, answer.stdout), (1, ""))
            self.assertIn(words, answer.stderr)


if __name__ == "__main__":
    unittest.main()
