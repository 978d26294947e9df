"""`followup outbox`: what became of each mail, in the relay's own words, and what a person can do about it."""

import contextlib
import datetime
import signal
import socketserver
import sqlite3
import threading
import unittest

from support import Daemon, interview, wait_for

NOW = "2026-11-20T22:00:00Z"


class Relay(socketserver.ThreadingTCPServer):
    """A mail server on loopback that refuses whom it is told to."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.answers = {}  # address: reply to RCPT
        self.taken = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Dialogue(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 relay.example")
        to = ""
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"RCPT":
                to = line.decode().split("<")[1].split(">")[0]
                self.say(self.server.answers.get(to, "250 2.1.5 ok"))
            elif verb == b"DATA":
                self.say("354 go on")
                lines = []
                while (each := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(each[1:] if each.startswith(b".") else each)
                self.server.taken.append((to, b"".join(lines)))
                self.say(f"250 2.0.0 queued as Q{len(self.server.taken)}")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


class Outbox(unittest.TestCase):
    def setUp(self):
        self.relay = Relay()
        self.addCleanup(self.relay.server_close)
        self.addCleanup(self.relay.shutdown)
        self.relay.answers["candidate1@candidate.example"] = "450 4.2.0 greylisted, come back later"
        mail = (f'relays = [{{ url = "{self.relay.url}" }}]\nretry = ["1 s"]\ngreylist_wait = "1 h"\n'
                'reject_repeat = "1 s"')
        self.daemon = Daemon(mail=mail, options=["--at", NOW, "--speed", "1"])
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        self.daemon.drop("one.toml", interview(1))
        self.daemon.drop("two.toml", interview(2))
        self.mails = wait_for("both mails to be tried", self.tried)

    def tried(self):
        mails = {mail["to"].split("@")[0]: mail for mail in self.daemon.json("outbox")}
        states = {name: mail["state"] for name, mail in mails.items()}
        return mails if states == {"candidate1": "deferred", "candidate2": "sent"} else None

    def one(self, name):
        return self.daemon.json("outbox", "show", str(self.mails[name]["mail"]))

    def text(self, *arguments):
        answer = self.daemon.followup("outbox", *arguments)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        for line in answer.stdout.splitlines():
            if not line.startswith(("X-", "List-", "=_", "--=_")):
                self.assertLessEqual(len(line), 80, line)
        return answer.stdout

    def refused(self, *arguments):
        answer = self.daemon.followup("outbox", *arguments)
        self.assertEqual((answer.returncode, answer.stdout), (1, ""))
        return answer.stderr

    def test_the_list_says_what_waits_and_why(self):
        text = self.text()
        self.assertIn("waits     Fri 20 Nov 2026, 16:00 CST  candidate1@candidate.example", text)
        self.assertIn("450 4.2.0 greylisted, come back later (" + self.relay.url + ")", text)
        self.assertIn("is tried again Fri 20 Nov 2026, 16:", text)
        self.assertIn("sent      Fri 20 Nov 2026, 16:00 CST  candidate2@candidate.example", text)
        self.assertIn("Call Pat Moreno about Employer 2 by", text)
        only = self.daemon.json("outbox", "--state", "deferred")
        self.assertEqual([mail["to"] for mail in only], ["candidate1@candidate.example"])
        self.assertEqual(only[0]["duties"], ["case-1/debrief"])

    def test_a_mail_is_shown_with_its_life_and_its_bytes(self):
        sent = self.one("candidate2")
        self.assertEqual([step["state"] for step in sent["steps"]], ["claimed", "handed", "sent"], sent["steps"])
        self.assertEqual(sent["steps"][-1]["reply"], "2.0.0 queued as Q1")
        self.assertEqual(sent["bytes"].encode(), self.relay.taken[0][1])
        number = str(sent["mail"])
        shown = self.text("show", number)
        self.assertIn("250 2.0.0 queued as Q1", shown)
        self.assertIn("Subject: Call Pat Moreno about Employer 2 by", shown)
        raw = self.daemon.followup("outbox", "show", number, "--bytes")
        self.assertEqual(raw.stdout, self.relay.taken[0][1].decode().replace("\r\n", "\n"))
        waits = self.one("candidate1")
        self.assertEqual(waits["steps"][-1]["reply"], "4.2.0 greylisted, come back later")

    def test_a_held_mail_waits_until_it_is_released(self):
        number = str(self.mails["candidate1"]["mail"])
        self.relay.answers.clear()
        self.assertEqual(self.text("hold", number), f"mail {number} is held until it is released\n")
        self.assertEqual(self.one("candidate1")["state"], "parked")
        self.assertIn("held", self.text())
        self.assertIn("waits for nothing", self.refused("hold", number))
        self.assertEqual(len(self.relay.taken), 1)
        self.assertEqual(self.text("release", number), f"mail {number} goes out now\n")
        wait_for("the mail to go out", lambda: len(self.relay.taken) == 2)
        wait_for("it to be known", lambda: self.one("candidate1")["state"] == "sent")
        states = [step["state"] for step in self.one("candidate1")["steps"]]
        self.assertEqual(states[:2], ["claimed", "deferred"])
        self.assertEqual(states[-5:], ["parked", "deferred", "claimed", "handed", "sent"])

    def test_a_retry_does_not_wait(self):
        number = str(self.mails["candidate1"]["mail"])
        self.relay.answers.clear()
        self.text("retry", number)
        wait_for("the mail to go out", lambda: self.one("candidate1")["state"] == "sent")
        self.assertEqual(len([to for to, _ in self.relay.taken if to.startswith("candidate1")]), 1)

    def test_a_refused_mail_is_shown_at_its_duty_and_can_be_retried(self):
        number = str(self.mails["candidate1"]["mail"])
        self.relay.answers["candidate1@candidate.example"] = "550 5.1.1 no such user"
        self.text("retry", number)
        wait_for("the refusal", lambda: self.one("candidate1")["state"] == "rejected")
        agenda = self.daemon.followup("agenda", "team").stdout
        self.assertIn("could not be delivered: 550 5.1.1 no such", " ".join(agenda.split()))
        duty = next(duty for duty in self.daemon.json("agenda", "team")["duties"] if duty["id"] == "case-1/debrief")
        self.assertIn("550 5.1.1", duty["undelivered"])
        self.relay.answers.clear()
        self.text("retry", number)
        wait_for("the mail to go out", lambda: self.one("candidate1")["state"] == "sent")
        duty = next(duty for duty in self.daemon.json("agenda", "team")["duties"] if duty["id"] == "case-1/debrief")
        self.assertIsNone(duty["undelivered"])

    def test_what_cannot_be_done_is_refused_with_a_reason(self):
        sent = str(self.mails["candidate2"]["mail"])
        for order in ("hold", "release", "retry"):
            self.assertIn("was sent, and is not sent twice", self.refused(order, sent))
        self.assertIn("is not held", self.refused("release", str(self.mails["candidate1"]["mail"])))
        self.assertIn("there is no mail 999", self.refused("show", "999"))
        self.assertIn("is no number of a mail", self.refused("show", "x"))
        self.assertEqual(self.daemon.followup("outbox", "show").returncode, 2)
        self.assertEqual(self.daemon.followup("outbox", "explode").returncode, 2)


class Reload(unittest.TestCase):
    """Another relay is used from the moment of the reload."""

    def setUp(self):
        self.old, self.new = Relay(), Relay()
        for relay in (self.old, self.new):
            self.addCleanup(relay.server_close)
            self.addCleanup(relay.shutdown)
        self.daemon = Daemon(mail=f'relays = [{{ url = "{self.old.url}" }}]', options=["--at", NOW, "--speed", "1"])
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        self.daemon.drop("one.toml", interview(1))
        wait_for("the first mail", lambda: len(self.old.taken) == 1)

    def reload(self, text, said):
        self.daemon.config.write_text(text)
        self.daemon.process.send_signal(signal.SIGHUP)
        wait_for(said, lambda: self.daemon.said(said))

    def test_the_next_mail_goes_by_way_of_the_new_one(self):
        before = self.daemon.config.read_text()
        self.reload(before.replace(self.old.url, self.new.url), "the new configuration is in force")
        self.daemon.drop("two.toml", interview(2))
        wait_for("the second mail", lambda: len(self.new.taken) == 1)
        self.assertEqual(len(self.old.taken), 1)
        self.assertEqual([relay["route"] for relay in self.daemon.json("status")["relays"]], [self.new.url])

    def test_a_relay_whose_password_is_not_there_is_refused_and_the_old_one_stays(self):
        before = self.daemon.config.read_text()
        login = f'url = "{self.new.url}", user = "us", credential = "relay"'
        self.reload(before.replace(f'url = "{self.old.url}"', login), "stays as it was: .*credential.*after a restart")
        self.daemon.drop("two.toml", interview(2))
        wait_for("the second mail", lambda: len(self.old.taken) == 2)

    def test_no_relay_elsewhere_is_taken_while_the_clock_is_shifted(self):
        before = self.daemon.config.read_text()
        self.reload(before.replace(self.old.url, "smtp://mail.example:587"), "stays as it was: on a shifted clock")


class Storm(unittest.TestCase):
    """Far more mails than usual: everything is held until somebody has looked."""

    def setUp(self):
        self.daemon = Daemon(mail="storm_floor = 2", options=["--at", NOW, "--speed", "1"])
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        self.daemon.drop("all.toml", "\n".join(interview(number) for number in (1, 2, 3)))
        wait_for("three cases", lambda: self.daemon.json("status")["cases"] == 3)

    def held(self):
        return self.daemon.json("status")["held"]

    def test_it_is_held_over_a_restart_seen_and_released(self):
        wait_for("the guard", self.held)
        self.assertEqual(len(self.daemon.json("outbox")), 1, "the word to the recruiter")
        self.assertTrue(self.daemon.said("storm guard: mails: everything new is held"))
        self.assertEqual(self.daemon.get("/healthz")[0], 503)
        self.daemon.stop()
        self.daemon.start()
        wait_for("the guard", self.held)
        listed = self.daemon.followup("outbox").stdout
        for line in listed.splitlines():
            self.assertLessEqual(len(line), 80, line)
        for words in ("Everything new is held since Fri 20 Nov 2026, 16:00 CST", "more than 2 mails in an hour",
                      "candidate1@candidate.example", "case-3/debrief", "followup outbox release all"):
            self.assertIn(words, " ".join(listed.split()))
        self.assertIn("TROUBLE", self.daemon.followup("status").stdout)
        answer = self.daemon.followup("outbox", "release", "all")
        self.assertEqual((answer.returncode, answer.stdout), (0, "everything that was held goes out now\n"))
        wait_for("all of it to go out", lambda: len(self.daemon.mails()) == 4)
        self.assertIsNone(self.held())
        again = self.daemon.followup("outbox", "release", "all")
        self.assertEqual(again.returncode, 1)
        self.assertIn("the storm guard holds nothing", again.stderr)
        wait_for("health", lambda: self.daemon.get("/healthz")[0] == 200)


class RefusesUs(unittest.TestCase):
    """A relay that refuses our sender: nobody is given up for it, and it is told until it is mended."""

    WORDS = "554 5.2.252 SendAsDenied; followups@glass.example not allowed to send as this sender"

    def test_is_told_until_it_is_mended_and_then_everything_goes_out_at_once(self):
        relay = Relay()
        self.addCleanup(relay.server_close)
        self.addCleanup(relay.shutdown)
        numbers = range(1, 5)
        relay.answers = {f"candidate{number}@candidate.example": self.WORDS for number in numbers}
        mail = f'relays = [{{ url = "{relay.url}" }}]\nretry = ["1 s"]\nprobe = ["1 h"]\nreject_repeat = "1 s"'
        daemon = Daemon(mail=mail, options=["--at", NOW, "--speed", "1"])
        self.addCleanup(daemon.__exit__)
        daemon.start()
        daemon.drop("all.toml", "\n".join(interview(number) for number in numbers))
        wait_for("the breaker", lambda: daemon.json("status")["relays"][0]["breaker"] == "open")
        wait_for("the trouble", lambda: daemon.json("status")["troubles"])
        status, _, body = daemon.get("/healthz")
        self.assertEqual(status, 503)
        self.assertIn("SendAsDenied", body.decode())
        self.assertIn("followup outbox retry all", daemon.json("status")["troubles"][0])
        states = {mail["state"] for mail in daemon.json("outbox")}
        self.assertEqual(states, {"deferred"}, "nobody is given up for it")
        relay.answers.clear()
        answer = daemon.followup("outbox", "retry", "all")
        self.assertEqual((answer.returncode, answer.stdout), (0, "all mails that wait are tried again now\n"))
        wait_for("all of them to go out", lambda: len(relay.taken) == 4)
        wait_for("health", lambda: daemon.get("/healthz")[0] == 200, 60)

    def test_one_mail_can_be_tried_while_the_relay_rests(self):
        relay = Relay()
        self.addCleanup(relay.server_close)
        self.addCleanup(relay.shutdown)
        relay.answers["candidate1@candidate.example"] = self.WORDS
        mail = f'relays = [{{ url = "{relay.url}" }}]\nretry = ["1 s"]\nprobe = ["1 h"]'
        daemon = Daemon(mail=mail, options=["--at", NOW, "--speed", "1"])
        self.addCleanup(daemon.__exit__)
        daemon.start()
        daemon.drop("one.toml", interview(1))
        wait_for("the breaker", lambda: daemon.json("status")["relays"][0]["breaker"] == "open")
        relay.answers.clear()
        number = daemon.json("outbox")[0]["mail"]
        self.assertEqual(daemon.followup("outbox", "retry", str(number)).returncode, 0)
        wait_for("it to go out", lambda: len(relay.taken) == 1)


class Rate(unittest.TestCase):
    """A relay that takes only so many mails a minute."""

    def test_is_kept_and_everything_goes_out_in_its_turn(self):
        relay = Relay()
        self.addCleanup(relay.server_close)
        self.addCleanup(relay.shutdown)
        daemon = Daemon(mail=f'relays = [{{ url = "{relay.url}" }}]\nper_minute = 2',
                        options=["--at", NOW, "--speed", "60"])
        self.addCleanup(daemon.__exit__)
        daemon.start()
        daemon.drop("all.toml", "\n".join(interview(number) for number in (1, 2, 3, 4, 5)))
        wait_for("five mails", lambda: len(relay.taken) == 5)
        claimed = sorted(datetime.datetime.fromisoformat(mail["claimed"].replace("Z", "+00:00"))
                         for mail in daemon.json("outbox"))
        minute = datetime.timedelta(minutes=1)
        for first, third in zip(claimed, claimed[2:]):
            self.assertGreaterEqual(third - first, minute)


class Clock(unittest.TestCase):
    """The system's clock leapt while nobody looked: nothing goes out until somebody says that it is right."""

    def setUp(self):
        # Noon somewhere, and an interview of a moment ago: its candidate is asked to call at once.
        now = datetime.datetime.now(datetime.timezone.utc)
        self.zone = f"Etc/GMT{now.hour - 12:+d}"
        self.ended = (now - datetime.timedelta(minutes=15)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.daemon = Daemon(more="[hours]\nsend_from = 00:00:00\nsend_until = 23:59:00\n")
        self.addCleanup(self.daemon.__exit__)

    def start_after(self, time, kept):
        """With a ledger that saw the clock so long ago, on a machine whose kernel says whether NTP keeps its clock."""
        self.daemon.start()
        self.daemon.stop()
        with contextlib.closing(sqlite3.connect(self.daemon.state / "ledger.sqlite")) as ledger, ledger:
            seen = (datetime.datetime.now(datetime.timezone.utc) - time).strftime("%Y-%m-%dT%H:%M:%SZ")
            changed = ledger.execute("UPDATE note SET value = ? WHERE name = 'clock seen'", (seen,)).rowcount
        self.assertEqual(changed, 1, "the ledger remembers when the clock was believed")
        self.old = self.daemon.queue / "done" / "2020-01-01" / "old.toml"
        self.old.parent.mkdir()
        self.old.write_text("# of long ago\n")
        said = 0 if kept else 5  # TIME_OK, TIME_ERROR
        self.daemon.under = ["strace", "-D", "-f", "-qq", "-e", "signal=none", "-e", "trace=adjtimex", "-e",
                             f"inject=adjtimex:retval={said}", "-o", str(self.daemon.folder / "calls")]
        self.daemon.start()
        self.daemon.drop("one.toml", interview(ended=self.ended).replace("America/Chicago", self.zone))

    def test_that_leapt_holds_everything_until_somebody_says_that_it_is_right(self):
        self.start_after(datetime.timedelta(days=60), kept=False)
        self.assertTrue(self.daemon.said("clock: .*leapt ahead by (59|60) days and nothing like NTP keeps it"))
        self.assertEqual(self.daemon.get("/healthz")[0], 503)
        self.assertIn("leapt ahead", self.daemon.followup("status").stdout)
        listed = self.daemon.followup("outbox").stdout
        self.assertIn("followup outbox release all", " ".join(listed.split()))
        for line in listed.splitlines():
            self.assertLessEqual(len(line), 80, line)
        self.assertEqual(self.daemon.mails(), [])
        self.nothing_is_dated_or_cleaned()
        answer = self.daemon.followup("outbox", "release", "all")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        wait_for("the mail", lambda: len(self.daemon.mails()) == 1)
        wait_for("health", lambda: self.daemon.get("/healthz")[0] == 200)
        wait_for("the old file to be cleaned away", lambda: not self.old.exists())
        self.assertTrue(self.daemon.at_rest())

    def nothing_is_dated_or_cleaned(self):
        self.assertIn("waits for the clock", self.daemon.followup("status").stdout)
        self.assertEqual(self.daemon.json("status")["cases"], 0)
        self.assertFalse(self.daemon.at_rest(), "the file waits")
        self.assertEqual(self.daemon.bad(), [])
        added = self.daemon.folder / "two.toml"
        added.write_text(interview(2, ended=self.ended))
        answer = self.daemon.followup("add", added)
        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("nothing was recorded", " ".join(answer.stderr.split()))
        self.assertIn("leapt ahead", " ".join(answer.stderr.split()))
        self.assertTrue(self.old.exists(), "nothing is cleaned by a clock that is not believed")

    def test_that_ntp_keeps_is_believed(self):
        self.start_after(datetime.timedelta(days=60), kept=True)
        wait_for("the mail", lambda: len(self.daemon.mails()) == 1)

    def test_of_a_machine_that_was_off_for_some_days_is_believed(self):
        self.start_after(datetime.timedelta(days=6), kept=False)
        wait_for("the mail", lambda: len(self.daemon.mails()) == 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
