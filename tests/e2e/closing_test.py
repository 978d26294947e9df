"""Cases without a date are listed and closed together, and what is taken away is read back, with the real daemon."""

import json
import os
import pwd
import unittest

from support import BIN, Daemon, interview
from terminal import Terminal, ended

ME = pwd.getpwuid(os.getuid()).pw_name
KIM = f'\n[[recruiter]]\nid = "kim"\nname = "Kim Osei"\nemail = "kim@glass.example"\nlogin = "{ME}"\n'
NOW = "2026-11-20T21:40:00Z"
SETTLED = """
[[debriefed]]
interview = "case-{0}"
with      = "candidate"
[[debriefed]]
interview = "case-{0}"
with      = "client"
[[letter]]
interview = "case-{0}"
to        = "Margaret Chen"
"""
PROMISE = '\n[[interview.promise]]\ncall = "Margaret Chen"\non = "2026-12-01"\n'


class Closing(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(more=KIM, options=["--at", NOW, "--speed", "1"])
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        # Two cases in which nothing is owed any more, and one with a promise.
        for number in (1, 2):
            self.add(interview(number).replace('"pat"', '"kim"') + SETTLED.format(number))
        self.add(interview(3).replace('"pat"', '"kim"') + PROMISE)

    def add(self, text, code=0):
        path = self.daemon.folder / "events.toml"
        path.write_text(text)
        answer = self.daemon.followup("add", path)
        self.assertEqual(answer.returncode, code, answer.stderr)
        return answer.stdout

    def undated(self):
        duties = json.loads(self.daemon.followup("agenda", "--undated", "--json").stdout)["duties"]
        return sorted(duty["case"] for duty in duties)

    def test_cases_without_a_date_are_listed_and_closed_in_bulk(self):
        self.assertEqual(self.undated(), ["case-1", "case-2"])
        self.assertIn("Without a date", self.daemon.followup("agenda", "--undated").stdout)
        asked = self.daemon.followup("close", "--undated", "--reason", "long over")
        self.assertEqual(asked.returncode, 1, asked.stdout)
        self.assertIn("This closes 2 cases:", asked.stdout)
        self.assertIn("add --yes to mean it", asked.stdout)
        self.assertEqual(self.undated(), ["case-1", "case-2"], "nothing was closed")
        self.assertEqual(self.daemon.followup("close", "--undated", "--yes").returncode, 2, "without a reason")
        closed = self.daemon.followup("close", "--undated", "--reason", "long over", "--yes", "--json")
        self.assertEqual(json.loads(closed.stdout), {"closed": ["case-1", "case-2"]}, closed.stderr)
        self.assertEqual(self.undated(), [])
        again = self.daemon.followup("close", "--undated", "--reason", "long over", "--yes")
        self.assertIn("there is nothing to close", again.stdout)

    def test_several_cases_are_closed_by_name_and_what_falls_away_is_said(self):
        closed = self.daemon.followup("close", "case-1", "case-3", "--yes")
        self.assertEqual(closed.returncode, 0, closed.stderr)
        self.assertIn("This closes 2 cases:", closed.stdout)
        self.assertIn("Not owed any more: Call Margaret Chen", closed.stdout)
        self.assertEqual(self.undated(), ["case-2"])
        self.assertEqual(self.daemon.followup("close", "nobody", "--yes").returncode, 1)

    def test_what_an_event_takes_away_is_read_back_at_a_terminal_before_it_counts(self):
        def heard(*more):
            terminal = Terminal(BIN / "followup", "heard", "case-3", "rejected", "--config", self.daemon.config, *more,
                                env=os.environ)
            self.addCleanup(ended, terminal.process)
            return terminal

        asked = heard()
        self.assertIn("Not owed any more: Call Margaret Chen", " ".join(asked.until("Record it? y/n: ").split()))
        asked.type("n")
        code, said = asked.end()
        self.assertEqual(code, 1)
        self.assertIn("Nothing was recorded.", said)
        self.assertIn("Margaret Chen", self.daemon.followup("agenda").stdout)
        asked = heard()
        asked.until("Record it? y/n: ")
        asked.type("y")
        self.assertEqual(asked.end()[0], 0)
        self.assertNotIn("Call Margaret Chen", self.daemon.followup("agenda").stdout)
        self.daemon.followup("reopen", "case-3")
        self.assertEqual(heard("--yes").end()[0], 0, "nothing is asked")

    def test_the_last_thing_told_in_a_case_is_taken_back(self):
        def owed():
            return {duty["id"] for duty in json.loads(self.daemon.followup("agenda", "--json").stdout)["duties"]
                    if duty["state"] == "open" and duty["case"] == "case-3"}

        before = owed()
        self.assertIn("case-3/call/margaret-chen", before)
        for news in (("offer", "--tell", "They want you!"), ("rejected",), ("offer", "--date", "2026-12-04")):
            self.assertEqual(self.daemon.followup("heard", "case-3", *news).returncode, 0)
            self.assertNotIn("case-3/call/margaret-chen", owed())
            undone = self.daemon.followup("undo", "case-3")
            self.assertEqual(undone.returncode, 0, undone.stderr)
            self.assertIn("Taken back:", undone.stdout)
            self.assertEqual(owed(), before, news)

    def test_the_next_date_is_set_by_name(self):
        set_for = self.daemon.followup("push", "case-1", "next", "Thursday next week")
        self.assertEqual(set_for.returncode, 0, set_for.stderr)
        self.assertEqual(self.undated(), ["case-2"])

    def test_what_a_file_takes_away_is_read_back_before_it_counts(self):
        struck = '[[struck]]\ninterview = "case-3"\npromise = "Margaret Chen"\n'
        path = self.daemon.folder / "struck.toml"
        path.write_text(struck)
        plan = self.daemon.followup("plan", path)
        self.assertIn("Takes away from", plan.stdout)
        self.assertIn("the promise to call Margaret Chen is struck", plan.stdout)
        takes = json.loads(self.daemon.followup("plan", path, "--json").stdout)["takes"]
        self.assertEqual([each["case"] for each in takes], ["case-3"])
        said = self.add(struck)
        self.assertLess(said.index("the promise to call Margaret Chen is struck"), said.index("accepted"))
        self.assertNotIn("Takes away", self.add('[[heard]]\ninterview = "case-3"\nnews = "asked"\n'))

    def test_who_spoke_is_asked_for_what_comes_next(self):
        said = self.daemon.followup("called", "case-3", "Margaret", "spoke")
        self.assertIn("What comes next?", said.stdout)
        self.assertIn("followup heard case-3 NEWS", said.stdout)


if __name__ == "__main__":
    unittest.main()
