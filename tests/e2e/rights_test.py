"""Who may do what: every command and every address of the socket, as each kind of user."""

import json
import re
import subprocess
import unittest

from accounts import POSSIBLE, Office
from support import BIN, SOURCE, interview, wait_for

MEMBERS = {("status", "GET"), ("add", "POST"), ("plan", "POST")}
ALLOWED, REFUSED, USAGE, UNREACHABLE, FORBIDDEN = range(5)
# What each subcommand gives: its words, then the code for a member without a login, for Pat, for an administrator.
# case-1 is Pat's, case-2 Kim's; what Pat may not see is not there for him.
WALK = {
    "add": [(("{new}",), 0, 0, 0)],
    "plan": [(("{new}",), 0, 0, 0), (("{about_kims}",), 4, 4, 0)],
    "when": [(("next Thursday", "--said", "2026-11-20T22:00:00Z"), 0, 0, 0)],
    "agenda": [((), 4, 0, 0), (("kim",), 4, 4, 0), (("team",), 4, 4, 0), (("candidate2@candidate.example",), 4, 1, 0),
               (("candidate1@candidate.example",), 4, 0, 0)],
    "show": [(("case-1",), 4, 0, 0), (("case-2",), 4, 1, 0), (("Employer 2",), 4, 1, 0)],
    "why": [(("case-1/debrief",), 4, 0, 0), (("case-2/debrief",), 4, 1, 0)],
    "debriefed": [(("case-2",), 4, 1, 0), (("case-1",), 4, 0, 0)],
    "sent": [(("case-2", "Margaret"), 4, 1, 0)],
    "called": [(("case-2", "Margaret", "spoke"), 4, 1, 0)],
    "heard": [(("case-2", "acknowledged"), 4, 1, 0)],
    "push": [(("case-2", "Margaret", "next Thursday"), 4, 1, 0)],
    "done": [(("case-2/letter/margaret-chen",), 4, 1, 0)],
    "undo": [(("case-2/letter/margaret-chen",), 4, 1, 0)],
    "withdraw": [(("case-2",), 4, 1, 0)],
    "answered": [(("case-2", "declined"), 4, 1, 0)],
    "cancel": [(("case-2",), 4, 1, 1)],  # it has ended
    "told": [(("case-2",), 4, 1, 0)],
    "note": [(("case-2", "prefers mornings"), 4, 1, 0)],
    "strike": [(("case-2", "met", "Margaret"), 4, 1, 0)],
    "close": [(("case-2", "--yes"), 4, 1, 0)],
    "reopen": [(("case-2",), 4, 1, 0)],
    "simulate": [],  # computes beside the daemon, with what the caller may read
    "check": [((), 0, 0, 0)],
    "import": [],  # makes a file, which `add` hands in
    "feeds": [((), 4, 0, 0), (("pat",), 4, 0, 0), (("kim",), 4, 4, 0), (("candidate1@candidate.example",), 4, 4, 0),
              (("nobody@candidate.example",), 4, 4, 0), (("pat", "--rotate"), 4, 4, 0), (("pat", "--revoke"), 4, 4, 0)],
    "outbox": [((), 4, 0, 0), (("show", "{kims_mail}"), 4, 4, 0), (("hold", "{kims_mail}"), 4, 4, 1),
               (("retry", "{kims_mail}"), 4, 4, 1), (("release", "all"), 4, 4, 1)],
    "status": [((), 0, 0, 0)],
    "backup": [(("{user}.sqlite",), 4, 4, 0)],
    "reload": [((), 4, 4, 0)],
    "restore": [],  # beside the daemon; see restore_test.py
    "completions": [],  # asks nobody
    "forget": [(("candidate2@candidate.example", "--yes"), 4, 4, 0)],
}


def kims(number=2):
    return interview(number, ended="2026-11-20T13:30:00-06:00").replace('"pat"', '"kim"')


@unittest.skipUnless(POSSIBLE, "other users need root and mount namespaces")
class Rights(unittest.TestCase):
    def setUp(self):
        self.office = Office()
        self.addCleanup(self.office.__exit__)
        self.office.start()
        self.office.dropped("crm", "pats.toml", interview(1, ended="2026-11-20T13:30:00-06:00"))
        self.office.dropped("crm", "kims.toml", kims())
        wait_for("both cases", lambda: self.office.json("status")["cases"] == 2)
        wait_for("the mails", lambda: set(self.office.json("status")["mails"]) == {"sent"})

    def taken(self, user, name, text):
        """Whether a file that the user drops is accepted."""
        self.office.dropped(user, name, text)
        return wait_for(name, lambda: name in self.office.done() and "yes" or name in self.office.bad() and "no") == "yes"

    def kims_mail(self):
        mails = self.office.json("outbox")
        return next(mail["mail"] for mail in mails if mail["person"] == "candidate2@candidate.example")

    def test_every_command_gives_everybody_what_is_theirs(self):
        known = set(re.findall(r"^  ([a-z]+)  ", subprocess.run(
            [BIN / "followup", "--help"], capture_output=True, text=True, check=True).stdout, re.M))
        self.assertEqual(known, set(WALK), "a command that nobody has thought of here")
        folder = self.office.folder
        words = {"new": str(folder / "new.toml"), "about_kims": str(folder / "about.toml"),
                 "kims_mail": str(self.kims_mail())}
        (folder / "new.toml").write_text(interview(7, ended="2026-11-20T13:30:00-06:00"))
        (folder / "about.toml").write_text('[[heard]]\ninterview = "case-2"\nnews = "acknowledged"\n')
        for column, user in enumerate(("crm", "pat", "boss")):
            outside = folder / f"of-{user}"
            outside.mkdir()
            outside.chmod(0o777)
            for command, calls in WALK.items():
                for arguments, *codes in calls:
                    given = [each.format(**words, user=outside / user) for each in arguments]
                    with self.subTest(user=user, command=f"{command} {' '.join(given)}"):
                        answer = self.office.typed(user, command, *given)
                        self.assertEqual(answer.returncode, codes[column], answer.stdout + answer.stderr)
                        if user == "boss":
                            continue
                        for secret in ("Employer 2", "Candidate 2", "candidate2@") if codes[column] != 0 else ():
                            shown = answer.stdout + answer.stderr.replace(" ".join(given), "")
                            self.assertNotIn(secret, shown.replace(given[0] if given else "\0", ""))

    def test_every_address_of_the_socket_asks_who_it_is(self):
        table = (SOURCE / "daemon" / "core" / "web" / "may.cpp").read_text()
        commands = set(re.findall(r'Command\{"([a-z]+)", "(GET|POST)"', table))
        self.assertGreater(len(commands), 10)
        for name, method in commands:
            with self.subTest(command=f"{method} /v1/{name}"):
                status, body = self.office.asked("crm", method, f"/v1/{name}")
                self.assertEqual(status == 403, (name, method) not in MEMBERS, body)
                if status == 403:
                    self.assertIn("uid 64103 (crm)", body.decode())
        with self.assertRaises(subprocess.CalledProcessError, msg="the socket is the group's"):
            self.office.asked("stranger", "GET", "/v1/status")

    def test_a_list_holds_only_what_is_theirs(self):
        for command in (("agenda", "--json"), ("outbox", "--json"), ("feeds", "--json"), ("outbox", "--all")):
            answer = self.office.typed("pat", *command)
            self.assertEqual(answer.returncode, 0, answer.stderr)
            self.assertNotIn("andidate2", answer.stdout, command)
            self.assertNotIn("Employer 2", answer.stdout, command)
        self.assertEqual([feed["person"] for feed in json.loads(self.office.typed("pat", "feeds", "--json").stdout)],
                         ["pat"])
        self.assertIn("Employer 1", self.office.typed("pat", "agenda").stdout)

    def test_nobody_takes_over_anothers_case_or_reads_it_in_a_stead_that_was_not_given(self):
        mine = kims().replace('"kim"', '"pat"')
        self.assertFalse(self.taken("pat", "mine.toml", mine))
        path = self.office.folder / "mine.toml"
        path.write_text(mine)
        self.assertEqual(self.office.typed("pat", "add", path).returncode, FORBIDDEN)
        joined = interview(9, ended="2026-11-20T14:30:00-06:00").replace("Candidate 9", "Candidate 2")
        joined = joined.replace("candidate9@", "candidate2@").replace("Employer 9", "Employer 2")
        self.assertFalse(self.taken("pat", "joined.toml", joined), "by candidate, employer and position it is Kim's")
        away = '[[stand_in]]\nfor = "kim"\nby = "pat"\nfrom = 2026-11-20T00:00:00\nuntil = 2026-11-25T00:00:00\n'
        for user in ("pat", "crm"):
            self.assertFalse(self.taken(user, f"away-{user}.toml", away))
        self.assertEqual(self.office.typed("pat", "show", "case-2").returncode, REFUSED)
        self.assertTrue(self.taken("kim", "away-kim.toml", away))
        answer = self.office.typed("pat", "show", "case-2")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn("Employer 2", answer.stdout)
        self.assertEqual(self.office.typed("pat", "heard", "case-2", "acknowledged").returncode, 0)

    def test_only_administrators_have_somebody_forgotten_by_whatever_door(self):
        asked = '[[forget]]\ncandidate = "candidate2@candidate.example"\n'
        for user in ("crm", "pat"):
            self.assertFalse(self.taken(user, f"forget-{user}.toml", asked))
            path = self.office.folder / "forget.toml"
            path.write_text(asked)
            answer = self.office.typed(user, "add", path)
            self.assertEqual(answer.returncode, FORBIDDEN, answer.stderr)
            self.assertIn("administrator", answer.stderr)
        self.assertEqual(self.office.json("status")["cases"], 2)
        self.assertTrue(self.taken("boss", "forget-boss.toml", asked))
        self.assertEqual(self.office.json("status")["cases"], 1)
        self.assertTrue(self.office.said(r"forgot a candidate for uid 64104 \(boss\)"))

    def test_a_backup_is_a_file_of_whoever_asked_and_replaces_nothing(self):
        state, key = self.office.state, (self.office.state / "secret.key").read_bytes()
        for target in ("secret.key", "ledger.sqlite"):
            for user in ("crm", "pat", "kim"):
                self.assertIn(self.office.typed(user, "backup", state / target).returncode, (REFUSED, FORBIDDEN))
            for force in ((), ("--force",)):
                answer = self.office.typed("boss", "backup", state / target, *force)
                self.assertEqual(answer.returncode, REFUSED, "an administrator who is not root may not write there")
            self.assertEqual(self.office.typed("root", "backup", state / target).returncode, REFUSED)
        self.assertEqual((state / "secret.key").read_bytes(), key)
        self.assertEqual(self.office.json("status")["cases"], 2)
        mine = self.office.folder / "boss"
        mine.mkdir()
        mine.chmod(0o777)
        copy = mine / "copy.sqlite"
        self.assertEqual(self.office.typed("boss", "backup", copy).returncode, 0)
        self.assertEqual((copy.stat().st_uid, copy.stat().st_mode & 0o7777), (64104, 0o600))
        before = copy.read_bytes()
        again = self.office.typed("boss", "backup", copy)
        self.assertEqual(again.returncode, REFUSED)
        self.assertIn("--force", again.stderr)
        self.assertEqual(copy.read_bytes(), before)
        self.assertEqual(self.office.typed("boss", "backup", "--force", copy).returncode, 0)
        self.assertEqual([path.name for path in mine.iterdir()], ["copy.sqlite"])
        self.assertEqual([path.name for path in state.iterdir() if path.name.startswith(".copy")], [])
        self.assertTrue(self.office.said(r"backup: \d+ bytes given to uid 64104 \(boss\)"))
        self.assertEqual(self.office.asked("boss", "POST", f"/v1/backup?path={state}/secret.key")[0], 200)
        self.assertEqual((state / "secret.key").read_bytes(), key, "the daemon writes to no path it is given")

    def test_what_concerns_everybody_is_logged_with_who_did_it(self):
        self.assertEqual(self.office.typed("boss", "feeds", "kim", "--rotate").returncode, 0)
        self.assertTrue(self.office.said(r"the address of a feed was exchanged by uid 64104 \(boss\)"))
        self.assertEqual(self.office.typed("pat", "feeds", "kim", "--rotate").returncode, FORBIDDEN)
        self.assertTrue(self.office.said(r"POST feeds: not allowed to uid 64101 \(pat\)"))

    def test_health_tells_whoever_comes_through_a_proxy_status_and_counts(self):
        own = json.loads(self.office.get("/healthz")[2])
        self.assertEqual((own["status"], own["troubles"]), ("ok", []))
        for name in ("X-Forwarded-For", "Forwarded", "X-Forwarded-Proto"):
            value = "https" if name.endswith("Proto") else "for=203.0.113.5" if name == "Forwarded" else "203.0.113.5"
            told = json.loads(self.office.get("/healthz", headers={name: value})[2])
            self.assertEqual(told, {"status": "ok", "trouble_count": 0})


if __name__ == "__main__":
    unittest.main()
