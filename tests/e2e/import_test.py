"""`followup import`: an invitation to a draft, to a file, to the ledger."""

import hashlib
import os
import pathlib
import re
import tomllib
import unittest

from support import BIN, SOURCE, Daemon, run
from terminal import Terminal, ended

INVITES = SOURCE / "tests" / "core" / "calendar" / "invites"
CASES = SOURCE / "tests" / "e2e" / "invitations"
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

    def test_what_is_in_doubt_is_asked_at_a_terminal(self):
        self.daemon.start()
        terminal = Terminal(BIN / "followup", "import", CASES / "24-zone-unknown.ics", "--add", *KNOWN,
                            "--config", self.daemon.config, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.addCleanup(ended, terminal.process)
        self.assertIn("Conference Room Time", terminal.until("): "))
        terminal.type("the moon")
        terminal.until("): ")
        terminal.type("berlin")
        code, said = terminal.end()
        self.assertEqual(code, 0, said)
        duties = self.daemon.json("agenda", "team")["duties"]
        self.assertIn("2026-12-04T16:30:00Z", [each["due"] for each in duties if each["kind"] == "debrief"])

    def test_nobody_at_a_terminal_who_answers_nothing_adds_nothing(self):
        self.daemon.start()
        terminal = Terminal(BIN / "followup", "import", CASES / "17-both-at-one-provider.ics", "--add", *KNOWN,
                            "--config", self.daemon.config, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.addCleanup(ended, terminal.process)
        terminal.until("(the candidate's address): ")
        terminal.type("")
        code, said = terminal.end()
        self.assertEqual(code, 1)
        self.assertIn("nothing was added", said)
        self.assertEqual(self.daemon.json("status")["facts"], 0)

    def test_the_options_answer_what_would_be_asked(self):
        self.daemon.start()
        answer = self.daemon.followup("import", CASES / "33-all-day.ics", "--add", *KNOWN, "--ended", "15:30",
                                      "--name", "m.chen@acme.example=Margaret Chen-Lake")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        duties = self.daemon.json("agenda", "team", "--all")["duties"]
        self.assertEqual({each["whom"] for each in duties if each["kind"] == "letter"}, {"Margaret Chen-Lake"})
        for wrong in (["--zone", "the moon"], ["--name", "Margaret"]):
            answer = self.daemon.followup("import", CASES / "24-zone-unknown.ics", *wrong)
            self.assertEqual((answer.returncode, answer.stdout), (2, ""))

    def test_one_known_under_an_id_of_the_first_edition_keeps_it(self):
        self.daemon.start()
        first = CASES / "01-invitation.ics"
        uid = re.search(r"UID:(\S+)", first.read_text()).group(1)
        known = "dana-reyes-" + hashlib.sha256(uid.encode()).hexdigest()[:8]
        told = self.daemon.folder / "told.toml"
        told.write_text((CASES / "03-told-since.toml").read_text().replace("@ID@", known))
        self.assertEqual(self.daemon.followup("add", told).returncode, 0)
        answer = self.daemon.followup("import", first)
        self.assertEqual(tomllib.loads(answer.stdout)["interview"][0]["id"], known)
        answer = self.daemon.followup("import", CASES / "02-moved-names-are-addresses.ics", "--add")
        self.assertEqual(answer.returncode, 0, f"what is known is not asked again: {answer.stderr}")
        self.assertEqual(self.daemon.json("status")["cases"], 1)

    def test_of_several_candidates_each_has_an_interview(self):
        self.daemon.start()
        both = CASES / "04-update-one-more-outsider.ics"
        for candidate in ("dana@candidate.example", "vic@advisor.example"):
            answer = self.daemon.followup("import", both, "--add", *KNOWN, "--candidate", candidate)
            self.assertEqual(answer.returncode, 0, answer.stderr)
        status = self.daemon.json("status")
        self.assertEqual((status["cases"], status["facts"]), (2, 2))
        moved = self.daemon.folder / "moved.ics"
        moved.write_bytes(both.read_bytes().replace(b":20261204T", b":20261207T").replace(b"SEQUENCE:2", b"SEQUENCE:3"))
        answer = self.daemon.followup("import", moved, "--add")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        duties = self.daemon.json("agenda", "team", "--all")["duties"]
        self.assertEqual({each["owner"]["name"] for each in duties if each["kind"] == "debrief"}, {"Dana Reyes", "Vic Stone"})
        self.assertEqual({each["due"] for each in duties if each["kind"] == "debrief"}, {"2026-12-07T23:30:00Z"})
        answer = self.daemon.followup("import", both, "--add")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("this is older than what is known", answer.stderr)

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
