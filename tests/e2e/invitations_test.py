"""Invitations as calendars and mail programs write them (`invitations/`), and what `followup import` makes of each."""

import json
import pathlib
import re
import tomllib
import unittest
from datetime import datetime, timedelta

from support import Daemon

FOLDER = pathlib.Path(__file__).resolve().parent / "invitations"
CASES = [json.loads(line) for line in (FOLDER / "expected.jsonl").read_text().splitlines()]
# Behind the last of their stamps, and before the first of their interviews.
NOW = ["--at", "2026-11-25T15:00:00Z", "--speed", "1"]
CLEAN = re.compile(r"[][(){}/,\\]|\b(PhD|Ph\.D|MBA|External|ACME|OU=|CN=)", re.IGNORECASE)


def instant(value):
    """What TOML or JSON says of a time."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return value


class Invitations(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.daemon = Daemon(options=NOW)
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()

    def imported(self, file, args, *more):
        return self.daemon.followup("import", FOLDER / file, *args, *more)

    def drafted(self, file, args):
        answer = self.imported(file, args)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return tomllib.loads(answer.stdout)

    def ids(self, draft):
        return [each["id"] for each in draft.get("interview", [])] + [each["interview"] for each in draft.get("cancelled", [])]

    def hand_in_before(self, case):
        for file in case.get("before", []):
            if file.endswith(".toml"):
                whole = self.drafted("01-invitation.ics", case["args"])
                told = self.daemon.folder / file
                told.write_text((FOLDER / file).read_text().replace("@ID@", self.ids(whole)[0]))
                answer = self.daemon.followup("add", told)
            else:
                answer = self.imported(file, case["args"], "--add")
            self.assertEqual(answer.returncode, 0, f"{file}: {answer.stderr}")

    def check_person(self, interview, wanted):
        candidate = interview.get("candidate")
        if wanted is None:
            return self.assertIsNone(candidate)
        self.assertEqual([candidate["name"], candidate["email"]], wanted)

    def check_draft(self, case, answer, draft):
        wanted = case["draft"]
        interviews = draft.get("interview", [])
        if "interviews" in wanted:
            self.assertEqual(len(interviews), wanted["interviews"], answer.stdout)
        if "cancelled" in wanted:
            self.assertEqual(len(draft.get("cancelled", [])), wanted["cancelled"])
        said = answer.stdout + answer.stderr
        for each in wanted.get("says", []):
            self.assertIn(each, said)
        for each in wanted.get("never", []):
            self.assertNotIn(each, said)
        if wanted.get("ids_differ"):
            self.assertEqual(len(set(self.ids(draft))), len(self.ids(draft)))
        if not interviews:
            return
        first = interviews[0]
        met = first.get("met", [])
        if "candidate" in wanted:
            self.check_person(first, wanted["candidate"])
        if "met" in wanted:
            self.assertEqual([[each["name"], each["email"]] for each in met], wanted["met"])
        if "met_emails" in wanted:
            self.assertEqual([each["email"] for each in met], wanted["met_emails"])
        self.assertNotIn(first.get("candidate", {}).get("email"), wanted.get("candidate_not", []))
        if "place" in wanted:
            self.assertEqual(first["place"], wanted["place"])
        for key in ("began", "ended"):
            if key in wanted and wanted[key] is None:
                self.assertNotIn(key, first)
            elif key in wanted:
                self.assertEqual(instant(first[key]), instant(wanted[key]), key)
        if wanted.get("clean_names"):
            for each in [first.get("candidate", {}), *met]:
                self.assertIsNone(CLEAN.search(each.get("name", "")), each)

    def check_agenda(self, case):
        wanted = case["then"]
        duties = self.daemon.json("agenda", "team")["duties"]
        open_duties = [each for each in duties if each["state"] == "open"]
        if wanted.get("off"):
            self.assertEqual({each["kind"] for each in open_duties}, {"next"})
            return
        if "ended" in wanted:
            due = instant(wanted["ended"]) + timedelta(hours=2)
            self.assertIn(due, [instant(each["due"]) for each in open_duties if each["kind"] == "debrief"])
        for kind, key in (("letter", "letters"), ("call", "calls")):
            whom = {each["whom"] for each in open_duties if each["kind"] == kind}
            self.assertLessEqual(set(wanted.get(key, [])), whom)
        if "interviews" in wanted:
            self.assertEqual(len({each["interview"] for each in open_duties if each["kind"] != "next"}), wanted["interviews"])
        if "cases" in wanted:
            self.assertEqual(len({each["case"] for each in open_duties}), wanted["cases"])
        if "candidate" in wanted:
            self.assertEqual({each["owner"]["name"] for each in open_duties if each["kind"] == "debrief"}, {wanted["candidate"]})

    def check(self, case):
        first = self.ids(self.drafted(case["draft"]["same_id"], case["args"])) if "same_id" in case.get("draft", {}) else None
        self.hand_in_before(case)
        answer = self.imported(case["file"], case["args"])
        if "refused" in case:
            self.assertEqual((answer.returncode, answer.stdout), (1, ""))
            for pattern in case["refused"]:
                self.assertRegex(answer.stderr, pattern)
            return
        if "draft" in case:
            self.assertEqual(answer.returncode, 0, answer.stderr)
            draft = tomllib.loads(answer.stdout)
            self.check_draft(case, answer, draft)
            if first:
                self.assertEqual(self.ids(draft), first)
        before = self.daemon.json("status")["facts"]
        added = self.imported(case["file"], case["args"], "--add")
        if case.get("add") == "taken":
            self.assertEqual(added.returncode, 0, added.stderr)
        if case.get("add") == "stops":
            self.assertEqual(added.returncode, 1, added.stdout)
            self.assertEqual(self.daemon.json("status")["facts"], before, "something was added")
            for each in case["draft"].get("says", []):
                self.assertIn(each, added.stderr)
        if "then" in case:
            self.check_agenda(case)


def test_of(case):
    def test(self):
        self.check(case)

    test.__doc__ = f"{case['file']}: {case['why']}"
    return test


for each in CASES:
    setattr(Invitations, "test_" + re.sub(r"[^a-z0-9]+", "_", each["file"].lower()), test_of(each))


if __name__ == "__main__":
    unittest.main()
