"""The commands with which a recruiter lives, with the real daemon: what they write, find, refuse and print."""

import contextlib
import json
import os
import pathlib
import pwd
import re
import socket
import subprocess
import threading
import time
import unittest

from support import BIN, Daemon, wait_for

ME = pwd.getpwuid(os.getuid()).pw_name
KIM = f'\n[[recruiter]]\nid = "kim"\nname = "Kim Osei"\nemail = "kim@glass.example"\nlogin = "{ME}"\n'
NOW = "2026-11-20T21:40:00Z"

DANA = """[[interview]]
id        = "dana-acme-1"
recruiter = "kim"
candidate = { name = "Dana Reyes", email = "dana@candidate.example", zone = "America/Denver" }
employer  = { name = "Acme Robotics", zone = "America/Chicago" }
position  = "Controls Engineer"
ended     = 2026-11-20T15:30:00
decision  = "end of next week"

[[interview.met]]
name  = "Margaret Chen"
title = "VP Engineering"

[[interview.met]]
name = "Luis Ortiz"

[[interview.met]]
name = "Siobhán O’Neill"

[[interview.promise]]
call = "Margaret Chen"
on   = "a week from Monday"
"""

DANA_BOLT = """[[interview]]
id        = "dana-bolt-1"
recruiter = "kim"
candidate = { name = "Dana Reyes", email = "dana@candidate.example", zone = "America/Denver" }
employer  = { name = "Bolt & Söhne", zone = "America/Chicago" }
position  = "Plant Engineer"
ended     = 2026-11-20T12:00:00

[[interview.met]]
name = "Bo Chen"
"""

ELI = """[[interview]]
id        = "eli-gear-1"
recruiter = "pat"
candidate = { name = "Eli Stone", email = "eli@candidate.example" }
employer  = { name = "Gear", zone = "America/Chicago" }
position  = "Welder"
ended     = 2026-11-20T12:00:00

[[interview.met]]
name = "Ann Lee"
"""


class Commands(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(more=KIM, options=["--at", NOW, "--speed", "1"])
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        self.add(DANA, DANA_BOLT, ELI)

    def add(self, *events):
        path = self.daemon.folder / "events.toml"
        path.write_text("\n".join(events))
        answer = self.daemon.followup("add", path)
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def good(self, *arguments):
        """Standard output of a command that does what it should, in 80 columns and without colours."""
        answer = self.daemon.followup(*arguments)
        self.assertEqual((answer.returncode, answer.stderr), (0, ""), arguments)
        self.assertNotIn("\033", answer.stdout)
        for line in answer.stdout.splitlines():
            self.assertLessEqual(len(line), 80, line)
        return answer.stdout

    def bad(self, code, *arguments):
        answer = self.daemon.followup(*arguments)
        self.assertEqual((answer.returncode, answer.stdout), (code, ""), answer.stderr)
        return answer.stderr

    def duty(self, name):
        everything = self.daemon.json("agenda", "team", "--all")["duties"]
        return next(each for each in everything if each["id"] == name)

    # -- writers ---------------------------------------------------------------------------------------------------

    def test_push_moves_the_call_and_reads_the_date_back(self):
        self.assertEqual(
            self.good("push", "acme", "chen", "Thursday", "next", "week", "--reason", "two more to see"),
            "“Thursday next week” is Thu 26 Nov 2026\n"
            "Moved: Call Margaret Chen (Acme Robotics), as promised\n"
            "    to Thu 26 Nov 2026, 17:00 CST (was Mon 30 Nov 2026, 17:00 CST)\n"
            "warning: the call to Margaret Chen is promised for Thu 26 Nov 2026, before Acme\n"
            "    Robotics means to decide (Fri 27 Nov 2026)\n")
        duty = self.duty("dana-acme-1/call/margaret-chen")
        self.assertEqual(duty["due"], "2026-11-26T23:00:00Z")
        self.assertEqual(duty["dates"][-1]["reason"], "two more to see")

    def test_debriefed_opens_the_call_to_the_employer(self):
        said = self.good("debriefed", "acme", "--at", "15:35", "--notes", "well")
        self.assertIn("Done: Call Kim Osei about the interview at Acme Robotics\n", said)
        self.assertIn("Owed: Call Acme Robotics about Dana Reyes\n    Kim Osei, by Mon 23 Nov 2026, 10:00 CST\n", said)
        self.assertIn("Done: Call Acme Robotics", self.good("debriefed", "acme", "--with", "client"))

    def test_sent_closes_the_letter(self):
        self.assertEqual(self.good("sent", "acme", "o'neill", "--by", "courier"),
                         "Done: Letter to Siobhán O’Neill (Acme Robotics)\n")
        self.assertEqual(self.duty("dana-acme-1/letter/siobhan-oneill")["reason"], "sent by courier")

    def test_called_twice_in_vain_is_two_events(self):
        self.assertIn("Noted", self.good("called", "acme", "chen", "voicemail"))
        first = self.daemon.json("status")["facts"]
        time.sleep(1.1)
        self.good("called", "acme", "chen", "no-answer", "--next", "tomorrow at 10am")
        self.assertEqual(self.daemon.json("status")["facts"], first + 1)
        self.assertEqual(self.duty("dana-acme-1/call/margaret-chen")["due"], "2026-11-21T16:00:00Z")
        self.assertIn("Done: Call Margaret Chen", self.good("called", "acme", "chen", "spoke"))

    def test_what_names_no_day_counts_again_in_another_file_and_once_in_the_same(self):
        path = self.daemon.folder / "no-answer.toml"
        path.write_text('[[called]]\ninterview = "dana-acme-1"\nwhom = "Margaret Chen"\nresult = "no answer"\n')
        self.assertIn("1 of 1 events new", self.daemon.followup("add", path).stdout)
        again = self.daemon.followup("add", path).stdout
        self.assertIn("0 of 1 events new", again)
        self.assertIn("this is known already; it changes nothing", again)
        other = path.rename(path.with_name("no-answer-again.toml"))
        self.assertIn("1 of 1 events new", self.daemon.followup("add", other).stdout)

    def test_heard_of_an_offer_drops_the_call(self):
        said = self.good("heard", "acme", "second", "interview", "--date", "December 8 at 10am", "--from", "chen")
        self.assertIn("“December 8 at 10am” is Tue 8 Dec 2026, 10:00 CST\n", said)
        self.assertIn("Owed: Second interview at Acme Robotics\n", said)
        self.assertIn("Dropped: Call Margaret Chen (Acme Robotics), as promised\n    second interview\n", said)
        self.assertIn("Noted", self.good("heard", "bolt", "asked", "--from", "the front desk"))
        self.assertIn("the front desk was heard of: asked", self.good("show", "bolt"))
        self.assertIn("a new date needs the date", self.bad(2, "heard", "acme", "new date"))
        self.assertIn("did you mean 'offer'?", self.bad(2, "heard", "acme", "ofer"))

    def test_done_and_undo(self):
        self.assertEqual(self.good("done", "letter ortiz", "--reason", "handed over"),
                         "Done: Letter to Luis Ortiz (Acme Robotics)\n")
        self.assertIn("no open duty is called so", self.bad(1, "done", "letter ortiz"))
        self.assertEqual(self.good("undo", "letter ortiz"),
                         "Open again: Letter to Luis Ortiz (Acme Robotics)\n"
                         "    Dana Reyes, by Sat 21 Nov 2026, 15:30 CST\n")
        self.assertEqual(self.duty("dana-acme-1/letter/luis-ortiz")["state"], "open")
        self.assertIn("has to be said", self.bad(2, "done", "letter ortiz", "--dropped"))
        self.assertIn("Dropped: Letter to Luis Ortiz (Acme Robotics)\n    he left\n",
                      self.good("done", "letter ortiz", "--dropped", "--reason", "he left"))

    def test_withdraw_drops_everything(self):
        said = self.good("withdraw", "bolt", "--reason", "took another offer")
        self.assertEqual(said.count("Dropped:"), 2)
        self.assertIn("withdrawn: took another offer", said)

    def test_texts_with_quotes_and_newlines_arrive_as_they_are(self):
        notes = "She said: \"no\"\n[[done]]\nduty = \"x\" \\ 'y' # z\ttab"
        self.good("debriefed", "acme", "--notes", notes)
        story = self.daemon.json("show", "acme")["story"]
        self.assertTrue(any(notes in each["words"] for each in story), story)

    def test_dry_run_prints_the_event_and_tells_it_to_nobody(self):
        before = self.daemon.json("status")["facts"]
        text = self.good("push", "acme", "chen", "Thursday next week", "--at", "15:38", "--dry-run")
        self.assertEqual(text, '[[pushed]]\ninterview = "dana-acme-1"\nat        = 2026-11-20T15:38:00-06:00\n'
                               'whom      = "Margaret Chen"\nto        = "Thursday next week"\n')
        self.assertEqual(self.daemon.json("status")["facts"], before)

    def test_what_is_wrong_is_said_without_a_file_nobody_wrote(self):
        self.assertRegex(self.bad(1, "push", "acme", "chen", "soon"), r"^followup push: 'to' cannot be read: “soon” is")
        self.assertIn("lies ahead", self.bad(1, "sent", "acme", "chen", "--at", "23:00"))
        self.assertIn("is not a number or a date", self.bad(1, "sent", "acme", "chen", "--at", "soon"))

    # -- names -----------------------------------------------------------------------------------------------------

    def test_ambiguous_names_are_listed(self):
        said = self.bad(1, "heard", "dana", "offer")
        self.assertEqual(said, "dana: that can be 2 cases; say more of the name, or the id\n"
                               "  dana-acme-1  Dana Reyes, Controls Engineer at Acme Robotics\n"
                               "  dana-bolt-1  Dana Reyes, Plant Engineer at Bolt & Söhne\n")
        self.assertIn("that can be 4 duties", self.bad(1, "done", "letter dana"))

    def test_unknown_names_get_a_suggestion(self):
        self.assertIn("did you mean 'bolt'?", self.bad(1, "show", "bolr"))
        self.assertIn("known are Margaret Chen, Luis Ortiz, Siobhán O’Neill", self.bad(1, "sent", "acme", "smith"))
        self.assertIn("is called so", self.bad(1, "why", "letter nobody"))

    def test_a_case_of_somebody_else_is_found_too(self):
        self.assertIn("Done: Letter to Ann Lee (Gear)", self.good("sent", "gear", "ann"))

    # -- listings --------------------------------------------------------------------------------------------------

    def test_agenda_is_mine_a_persons_or_everybodys(self):
        mine = self.daemon.json("agenda")
        self.assertEqual((mine["person"], mine["zone"]), ("kim", "America/Chicago"))
        self.assertEqual({each["case"] for each in mine["duties"]}, {"dana-acme-1", "dana-bolt-1"})
        self.assertEqual({each["case"] for each in self.daemon.json("agenda", "pat")["duties"]}, {"eli-gear-1"})
        dana = self.daemon.json("agenda", "dana")["duties"]
        self.assertEqual({each["owner"]["name"] for each in dana}, {"Dana Reyes"})
        self.assertEqual(len({each["case"] for each in self.daemon.json("agenda", "team")["duties"]}), 3)
        text = self.good("agenda")
        self.assertTrue(text.startswith("Kim Osei, Fri 20 Nov 2026, 15:4"), text)
        self.assertIn("\nOverdue\n  Fri 20 Nov 2026, 14:00 CST", text)
        self.assertIn("  Mon 30 Nov 2026, 17:00 CST  Call Margaret Chen (Acme Robotics), as promised\n"
                      "      Dana Reyes, until it is made, or Acme Robotics is heard of\n", text)
        self.assertNotIn("Margaret", self.good("agenda", "--overdue"))
        self.assertIn("no recruiter or candidate", self.bad(1, "agenda", "zeppelin"))

    def test_whoever_stands_in_has_the_cases_of_the_absent_among_their_own(self):
        self.assertNotIn("Eli", self.good("agenda"))
        self.add('[[stand_in]]\nfor = "pat"\nby = "kim"\nfrom = 2026-11-20T00:00:00\nuntil = 2026-11-27T00:00:00\n')
        mine = self.good("agenda")
        self.assertIn("standing in for pat", mine)
        self.assertIn("Eli", mine)
        self.assertIn("Dana", mine)
        self.assertNotIn("Dana", self.good("agenda", "pat"))
        self.assertEqual(self.daemon.json("agenda")["stands_in_for"], ["pat"])

    def test_score(self):
        self.good("sent", "acme", "chen")
        scores = self.daemon.json("agenda", "--score", "--until", "2026-12-31")["scores"]
        self.assertEqual(scores, [{"role": "candidate", "person": "dana@candidate.example", "name": "Dana Reyes",
                                   "kept": 1, "moved": 0, "late": 0, "broken": 1, "percent": 50}])
        self.assertIn("Dana Reyes (candidate)", self.good("agenda", "--score", "--until", "2026-12-31"))

    def test_show_tells_the_story_with_its_mails(self):
        self.good("push", "acme", "chen", "Thursday next week")
        wait_for("a mail", lambda: any(each["kind"] == "mail" and "sent" in each["words"]
                                       for each in self.daemon.json("show", "bolt")["story"]))
        text = self.good("show", "bolt")
        self.assertIn("Dana Reyes: Plant Engineer at Bolt & Söhne\n", text)
        self.assertIn("Overdue: Call Kim Osei about the interview at Bolt & Söhne", " ".join(text.split()))
        self.assertRegex(text, r"Mail \d+ to dana@candidate\.example: sent")
        acme = self.good("show", "dana-acme-1")
        self.assertIn("The call to Margaret Chen was moved to “Thursday next week” (Thu 26 Nov 2026)",
                      " ".join(acme.split()))
        self.assertIn("\nWhat is next\n", acme)

    def test_why_explains_each_step(self):
        self.good("push", "acme", "chen", "Thursday next week", "--reason", "too soon")
        text = " ".join(self.good("why", "call", "margaret").split())
        for part in ("“a week from Monday” (Mon 30 Nov 2026)", "Thu 26 Nov 2026, 17:00 CST too soon",
                     "[policy] call_by = 17:00 in America/Chicago, on Thu 26 Nov 2026",
                     "[policy] eve_nudge = 16:00 in America/Denver, on Wed 25 Nov 2026",
                     "so: moved from Mon 30 Nov 2026, 17:00 CST to Thu 26 Nov 2026, 17:00 CST"):
            self.assertIn(part, text)
        why = self.daemon.json("why", "dana-acme-1/letter/luis-ortiz")
        self.assertEqual(why["dates"][0]["steps"], ["[policy] letter_due = 24 h, after Fri 20 Nov 2026, 15:30 CST"])

    # -- without the daemon ----------------------------------------------------------------------------------------

    def test_with_the_daemon_down_an_event_waits_in_the_queue(self):
        self.daemon.stop()
        answer = self.daemon.followup("sent", "dana-acme-1", "Luis Ortiz", "--at", "2026-11-20T15:39:00-06:00")
        self.assertEqual((answer.returncode, answer.stdout), (0, ""))
        self.assertEqual(answer.stderr, f"the daemon does not answer; the event waits in {self.daemon.queue}/new\n"
                                        "taken as typed: dana-acme-1, Luis Ortiz\n")
        self.assertEqual(len(list((self.daemon.queue / "new").iterdir())), 1)
        self.assertIn("daemon cannot be reached", self.bad(3, "agenda"))
        self.assertIn("needs the exact id", self.bad(1, "done", "letter ortiz"))
        self.assertIn("cannot be read", self.bad(1, "push", "dana-acme-1", "Margaret Chen", "soon"))
        self.daemon.start()
        wait_for("the letter to be done",
                 lambda: self.duty("dana-acme-1/letter/luis-ortiz")["state"] == "done")

    # -- shells ----------------------------------------------------------------------------------------------------

    def complete(self, *words):
        """What bash offers behind these words."""
        folder = self.daemon.folder / "bin"
        folder.mkdir(exist_ok=True)
        wrapper = folder / "followup"
        wrapper.write_text(f'#!/bin/sh\nexec {BIN}/followup "$@" --config {self.daemon.config}\n')
        wrapper.chmod(0o755)
        line = " ".join(f"'{each}'" for each in words)
        script = (f"source <({BIN}/followup completions bash)\nCOMP_WORDS=({line})\n"
                  f"COMP_CWORD={len(words) - 1}\n_followup\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n")
        answer = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=True,
                                env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"})
        self.assertEqual(answer.stderr, "")
        return answer.stdout.split()

    def test_bash_completes_commands_options_and_open_ids(self):
        self.assertEqual(self.complete("followup", "deb"), ["debriefed"])
        self.assertIn("--reason", self.complete("followup", "push", "--"))
        self.assertEqual(self.complete("followup", "debriefed", "--with", "cl"), ["client"])
        self.assertEqual(self.complete("followup", "show", ""), ["dana-acme-1", "dana-bolt-1"])
        self.assertEqual(self.complete("followup", "done", "dana-bolt-1/l"), ["dana-bolt-1/letter/bo-chen"])
        self.daemon.stop()
        self.assertEqual(self.complete("followup", "show", ""), [])

    def test_completions_of_every_shell_name_every_command(self):
        known = subprocess.run([BIN / "followup", "--help"], capture_output=True, text=True, check=True).stdout
        names = re.findall(r"^  ([a-z]+)  ", known.split("Subcommands:")[1], re.M)
        self.assertGreater(len(names), 15)
        for shell in ("bash", "zsh", "fish"):
            script = subprocess.run([BIN / "followup", "completions", shell], capture_output=True, text=True,
                                    check=True).stdout
            for name in names:
                self.assertIn(name, script)
            self.assertNotIn("'complete:", script)
            checker = pathlib.Path(f"/usr/bin/{shell}")
            if checker.exists():
                checked = subprocess.run([checker, "-n"], input=script, capture_output=True, text=True, check=False)
                self.assertEqual((checked.returncode, checked.stderr), (0, ""))


class BrokenOff(unittest.TestCase):
    def test_an_answer_that_breaks_off_is_told_as_such_and_nothing_waits_under_another_name(self):
        daemon = Daemon()
        self.addCleanup(daemon.__exit__)
        (daemon.queue / "new").mkdir(parents=True)
        daemon.state.mkdir()
        path = daemon.folder / "dana.toml"
        path.write_text(DANA)
        with socket.socket(socket.AF_UNIX) as ends:
            ends.bind(str(daemon.state / "followup.sock"))
            ends.listen()
            threading.Thread(target=self.hang_up, args=(ends,), daemon=True).start()
            answer = daemon.followup("add", path)
            ends.shutdown(socket.SHUT_RDWR)
        self.assertEqual(answer.returncode, 3, answer.stdout + answer.stderr)
        self.assertIn("broke off: it may have been added, or not", answer.stderr)
        self.assertIn("add it again", answer.stderr)
        self.assertEqual(list((daemon.queue / "new").iterdir()), [])

    @staticmethod
    def hang_up(listener):
        """Reads what is asked, and ends."""
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                client.recv(65536)
                client.close()


if __name__ == "__main__":
    unittest.main()
