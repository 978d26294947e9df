"""`followup add` without a file, typed at a terminal: its questions, its plan, its editor, its drafts."""

import os
import re
import signal
import subprocess
import unittest

from reader import blocks, fits
from support import BIN, SOURCE, Daemon, run, wait_for
from terminal import Terminal, ended

ANSWERS = [
    ("Candidate's name: ", "Dana Reyes"),
    ("  e-mail address: ", "dana@candidate.example"),
    ("  time zone [as the employer's]: ", "denver"),
    ("Employer: ", "Acme Robotics"),
    ("  time zone [America/Chicago]: ", ""),
    ("Position: ", "Controls Engineer"),
    ("When did it end? (now, 15:30, yesterday 15:30, 2026-11-20 15:30): ", "2026-11-20 15:30"),
    ("Who was met? The name as it is spelt [nobody]: ", "Margaret Chen"),
    ("  title of Margaret Chen [not known]: ", "VP Engineering"),
    ("Who else was met? [nobody else]: ", "Siobhán O’Neill"),
    ("  title of Siobhán O’Neill [not known]: ", ""),
    ("Who else was met? [nobody else]: ", ""),
    ("Whom did Dana Reyes promise to call? [nobody]: ", "chen"),
    ("  when? (a week from Monday, tomorrow at 3pm): ", "a week from Monday"),
    ("  what was said, word for word? [not known]: ", "I will call you a week from Monday."),
    ("Whom else did Dana Reyes promise to call? [nobody else]: ", ""),
    ("Next step? (second interview, test, physical, reference check, other) [none]: ", "second"),
    ("  when? [not said]: ", "December 8 at 10am"),
    ("Another step? [none]: ", ""),
    ("When do they mean to decide? [not said]: ", "end of next week"),
    ("Their greatest problem? [not known]: ", "false stops"),
    ("A project they want done? [none]: ", "vision retrofit"),
    ("  another? [none]: ", ""),
    ("A concern they voiced? [none]: ", ""),
]
ADD = "Add it? y adds, e edits the file, q leaves: "


class Form(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"])
        self.addCleanup(self.daemon.__exit__)
        self.home = self.daemon.folder / "home"
        self.home.mkdir()
        self.env = {**os.environ, "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        for name in ("XDG_STATE_HOME", "VISUAL", "EDITOR"):
            self.env.pop(name, None)

    def open(self, *options, **more):
        terminal = Terminal(BIN / "followup", "add", "--config", self.daemon.config, *options,
                            env={**self.env, **more})
        self.addCleanup(ended, terminal.process)
        return terminal

    def drafts(self):
        return sorted((self.home / ".local" / "state" / "followup").glob("*"))

    def fill(self, terminal, answers=ANSWERS):
        said = []
        for question, answer in answers:
            said.append(terminal.until(question))
            terminal.type(answer)
        return said

    def test_its_answers_become_an_interview_that_is_planned_and_added(self):
        self.daemon.start()
        terminal = self.open()
        self.fill(terminal)
        plan = terminal.until(ADD)
        self.assertIn("Dana Reyes: Controls Engineer at Acme Robotics", plan)
        self.assertIn("Call Margaret Chen (Acme Robotics), as promised", plan)
        self.assertIn("because you said: “I will call you a week from Monday.”", plan)
        for line in terminal.seen.split("Call Pat Moreno")[0].splitlines():
            self.assertLessEqual(len(line), 110, line)
        terminal.type("y")
        code, last = terminal.end()
        self.assertEqual(code, 0)
        self.assertIn("accepted, case dana-reyes-acme-robotics-20261120, 1 of 1 events new", last)
        self.assertEqual(self.drafts(), [], "what was added is no draft")
        self.assertEqual(self.daemon.json("status")["cases"], 1)

    def test_it_reads_back_what_it_understood(self):
        self.daemon.start()
        terminal = self.open()
        self.fill(terminal)
        terminal.until(ADD)
        for line in ("    America/Denver", "    Fri 20 Nov 2026, 15:30 Chicago", "    Margaret Chen",
                     "    Mon 30 Nov 2026, 17:00 Chicago", "    second interview",
                     "    Tue 8 Dec 2026, 10:00 Chicago", "    Fri 27 Nov 2026"):
            self.assertIn(line, terminal.seen.splitlines())

    def test_the_page_for_recruiters_shows_it_as_it_is(self):
        shown = next(block.text for block in blocks(SOURCE / "docs" / "recruiter.md")
                     if block.info == "text" and block.text.startswith("Candidate's name"))
        terminal = self.open()
        self.fill(terminal)
        terminal.until("leaves: ")
        self.assertTrue(fits(["...", *shown.splitlines(), "..."], [*terminal.seen.splitlines(), ""]), terminal.seen)

    def test_a_wrong_answer_is_asked_again_and_one_can_go_back(self):
        self.daemon.start()
        terminal = self.open()
        self.fill(terminal, [(ANSWERS[0][0], ""), (ANSWERS[0][0], "Dan Reyes"), (ANSWERS[1][0], "dana"),
                             (ANSWERS[1][0], "<"), (ANSWERS[0][0], "<"), (ANSWERS[0][0], "Dana Reyes"),
                             *ANSWERS[1:12], (ANSWERS[12][0], "Chen"), (ANSWERS[13][0], "the Friday after next"),
                             (ANSWERS[13][0], ""), *ANSWERS[13:]])
        terminal.until(ADD)
        for words in ("this is needed", "'dana' is not an e-mail address", "this is the first question", "two readings",
                      "never without a date"):
            self.assertIn(words, terminal.seen)
        self.assertIn('name = "Dana Reyes"', self.drafts()[0].read_text())

    def test_leaving_says_where_the_draft_is_kept(self):
        for leave in (lambda terminal: terminal.type("q"), lambda terminal: terminal.press(b"\x04"),
                      lambda terminal: terminal.process.send_signal(signal.SIGINT)):
            with self.subTest():
                terminal = self.open()
                self.fill(terminal, ANSWERS[:4])
                terminal.until(ANSWERS[4][0])
                leave(terminal)
                code, last = terminal.end()
                self.assertEqual(code, 1)
                path = re.search(r"^  (/.*\.toml)$", last, re.M).group(1)
                text = self.drafts()[-1].read_text()
                self.assertEqual(path, str(self.drafts()[-1]))
                self.assertEqual(self.drafts()[-1].stat().st_mode & 0o777, 0o600)
                self.assertIn('name = "Dana Reyes", email = "dana@candidate.example"', text)
                self.assertIn("# position = \"\"   # missing: ", text)

    def test_a_killed_form_has_kept_what_was_typed(self):
        terminal = self.open()
        self.fill(terminal, ANSWERS[:3])
        terminal.until(ANSWERS[3][0])
        terminal.process.kill()
        terminal.end()
        self.assertIn("dana@candidate.example", self.drafts()[0].read_text())

    def test_the_editor_can_mend_it_before_it_is_added(self):
        self.daemon.start()
        editor = self.home / "my editor"
        editor.write_text('#!/bin/sh\nsed -i "s/$1/$2/" "$3"\n')
        editor.chmod(0o700)
        terminal = self.open(EDITOR=f"'{editor}' Controls Contrls")
        self.fill(terminal)
        terminal.until(ADD)
        terminal.type("e")
        self.assertIn("Contrls Engineer", terminal.until(ADD))
        terminal.type("q")
        self.assertEqual(terminal.end()[0], 1)
        self.assertIn("Contrls", self.drafts()[0].read_text())

    def test_what_would_be_refused_cannot_be_added(self):
        self.daemon.start()
        terminal = self.open(EDITOR="sed -i s/position/positon/")
        self.fill(terminal)
        terminal.until(ADD)
        terminal.type("e")
        self.assertIn("did you mean 'position'?",
                      terminal.until("This would be refused. e edits the file, q leaves: "))
        terminal.type("y")
        terminal.until("This would be refused. e edits the file, q leaves: ")
        terminal.press(b"\x04")
        self.assertEqual(terminal.end()[0], 1)
        self.assertEqual(self.daemon.json("status")["cases"], 0)

    def test_without_a_terminal_a_file_is_needed(self):
        answer = run("followup", "add", "--config", self.daemon.config, stdin=subprocess.DEVNULL)
        self.assertEqual(answer.returncode, 2)
        self.assertIn("files is required", answer.stderr + answer.stdout)


class Waiting(unittest.TestCase):
    """`followup add --wait` while only the queue folder is there."""

    def add(self, daemon, name, text):
        path = daemon.folder / name
        path.write_text(text)
        adding = subprocess.Popen([str(BIN / "followup"), "add", "--wait", "--config", str(daemon.config), str(path)],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(ended, adding)
        wait_for("the file in the queue", lambda: list((daemon.queue / "new").glob("*.toml")))
        self.assertIsNone(adding.poll(), "it waits for the daemon")
        daemon.start()
        out, err = adding.communicate(timeout=60)
        return adding.returncode, out, err

    def setUp(self):
        self.daemon = Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"])
        self.addCleanup(self.daemon.__exit__)
        for name in ("new", "tmp"):
            (self.daemon.queue / name).mkdir(parents=True)

    def test_returns_when_the_ledger_has_it(self):
        interview = '[[interview]]\nid = "a"\nrecruiter = "pat"\nposition = "E"\nended = 2026-11-20T15:30:00\n' \
                    'candidate = { name = "A", email = "a@candidate.example" }\nemployer = { name = "B" }\n'
        code, out, err = self.add(self.daemon, "a.toml", interview)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("the ledger has it", out)
        self.assertEqual(self.daemon.json("status")["cases"], 1)

    def test_says_why_it_was_refused(self):
        code, _, err = self.add(self.daemon, "b.toml", "[[interveiw]]\n")
        self.assertEqual(code, 1)
        self.assertIn("b.toml:1:3: an event file knows no key 'interveiw'; did you mean 'interview'?", err)


if __name__ == "__main__":
    unittest.main()
