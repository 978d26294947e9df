"""`followup simulate` on the examples: the story of design.md, byte for byte twice."""

import csv
import datetime
import email
import email.policy
import io
import pathlib
import tempfile
import unittest
import zoneinfo

from support import EXAMPLES, run

FROM, UNTIL = "2026-11-20T21:30:00Z", "2026-12-10T00:00:00Z"
ZONES = {"dana@candidate.example": "America/Denver", "pat@glass.example": "America/Chicago"}


def simulate(out):
    return run("followup", "simulate", EXAMPLES, "--from", FROM, "--until", UNTIL, "--out", out, "--config",
               EXAMPLES / "followupd.toml")


class Story(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.out = pathlib.Path(cls.folder.name) / "out"
        cls.answer = simulate(cls.out)
        assert cls.answer.returncode == 0, cls.answer.stderr
        rows = csv.DictReader(io.StringIO((cls.out / "timeline.tsv").read_text()), delimiter="\t",
                              quoting=csv.QUOTE_NONE)
        cls.rows = list(rows)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def of(self, duty, kind):
        return [row for row in self.rows if row["duty"] == duty and row["kind"] == kind]

    def test_every_file_is_accepted(self):
        accepted = [row for row in self.rows if row["kind"] == "accepted"]
        self.assertEqual(len(accepted), 5, self.answer.stderr)
        self.assertFalse([row for row in self.rows if row["kind"] == "refused"])

    def test_the_call_is_promised_moved_and_dropped(self):
        call = "dana-acme-1/call/margaret-chen"
        self.assertIn("due=2026-11-30T23:00:00Z", self.of(call, "opened")[0]["detail"])
        moved = self.of(call, "moved")
        self.assertEqual(len(moved), 1)
        self.assertEqual(moved[0]["at"], "2026-11-25T17:15:00Z")
        self.assertIn("from=2026-11-30T23:00:00Z to=2026-12-03T23:00:00Z", moved[0]["detail"])
        dropped = self.of(call, "dropped")
        self.assertEqual(dropped[0]["at"], "2026-12-03T15:00:00Z")
        self.assertIn("reason=second interview", dropped[0]["detail"])

    def test_three_letters_are_due_and_two_of_them_done(self):
        letters = [row for row in self.rows if "/letter/" in row["duty"] and row["kind"] == "opened"]
        self.assertEqual({row["duty"].split("/")[2] for row in letters},
                         {"margaret-chen", "luis-ortiz", "siobhan-oneill"})
        for row in letters:
            self.assertIn("due=2026-11-21T21:30:00Z", row["detail"])
        done = [row["duty"].split("/")[2] for row in self.rows if "/letter/" in row["duty"] and row["kind"] == "done"]
        self.assertEqual(sorted(done), ["luis-ortiz", "margaret-chen"])
        self.assertEqual(len(self.of("dana-acme-1/letter/siobhan-oneill", "due")), 1)
        self.assertEqual(len(self.of("dana-acme-1/letter/siobhan-oneill", "expired")), 1)

    def test_no_mail_goes_out_at_night_and_each_parses(self):
        mails = sorted((self.out / "mails").glob("*.eml"))
        self.assertGreater(len(mails), 5)
        for path in mails:
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            self.assertEqual(message.defects, [])
            reader = message["To"].addresses[0].addr_spec
            at = datetime.datetime.strptime(path.name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
            local = at.astimezone(zoneinfo.ZoneInfo(ZONES[reader])).time()
            self.assertTrue(datetime.time(7) <= local < datetime.time(21), f"{path.name} at {local}")
            self.assertRegex(message["Subject"], "^((Call|Letters? to|Dana Reyes at|Second interview at) .*|Follow-ups on .*)$")
            self.assertEqual(message.get_content_type(), "multipart/alternative")
            kinds = [part.get_content_type() for part in message.iter_parts()]
            self.assertEqual(kinds, ["text/plain", "text/html"])
            for part in message.iter_parts():
                self.assertTrue(part.get_content().strip())

    def test_the_same_input_gives_the_same_bytes(self):
        again = pathlib.Path(self.folder.name) / "again"
        self.assertEqual(simulate(again).returncode, 0)

        def contents(root):
            return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        self.assertEqual(contents(self.out), contents(again))

    def test_a_folder_that_is_not_empty_is_refused(self):
        answer = simulate(self.out)
        self.assertEqual(answer.returncode, 1)
        self.assertIn("not empty", answer.stderr)

    def test_feeds_are_written_for_everybody(self):
        names = {path.name for path in (self.out / "feeds").iterdir()}
        self.assertEqual(names, {"pat.ics", "dana@candidate.example.ics", "team.ics"})


if __name__ == "__main__":
    unittest.main()
