"""A new configuration is judged as a whole, then in force as a whole or not at all; and told before it is tried."""

import json
import os
import signal
import socket
import unittest

from support import Daemon, free_port, interview, run, wait_for

AT = ("--at", "2026-11-20T21:40:00Z", "--speed", "1")
URL = "https://followups.glass.example"
EARLY = "2026-11-20T13:30:00-06:00"


class Reloading(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(options=AT)
        self.good = self.daemon.config.read_text().replace("zone   =", f'public_url = "{URL}"\nzone   =')
        self.daemon.config.write_text(self.good)
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        self.daemon.drop("1.toml", interview(1, ended=EARLY))
        wait_for("the case", lambda: self.daemon.json("status")["cases"] == 1)

    def reload(self, text):
        self.daemon.config.write_text(text)
        return self.daemon.followup("reload")

    def health(self):
        status, _, body = self.daemon.get("/healthz")
        return status, json.loads(body)["troubles"]

    def test_a_good_one_is_in_force_when_the_command_returns(self):
        answer = self.reload(self.good + '\n[[recruiter]]\nid = "sam"\nname = "Sam"\nemail = "sam@glass.example"\n')
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        self.assertIn("sam", [feed["person"] for feed in self.daemon.json("feeds")])
        answer = self.reload(self.good.replace("127.0.0.1:0", "127.0.0.1:1"))
        self.assertEqual(answer.returncode, 0)
        self.assertIn("after a restart", answer.stderr)

    def test_a_refused_one_changes_nothing_and_is_a_trouble_until_it_is_mended(self):
        feed = self.daemon.json("feeds", "pat")[0]["https"]
        path = feed.split(URL)[1]
        # Good as TOML, with another address and without a proxy: only the ledger knows that Pat cannot leave.
        gone = self.good.replace('"pat"', '"kim"').replace(URL, "https://other.example").replace(
            "[web]", "[web]\nproxies = []")
        answer = self.reload(gone)
        self.assertEqual(answer.returncode, 78)
        self.assertIn("'pat' has open cases and is not named", answer.stderr)
        status, troubles = self.health()
        self.assertEqual(status, 503)
        self.assertRegex(troubles[0], "the configuration was refused.*followupd --check")
        self.assertEqual(self.daemon.json("status")["troubles"], troubles)
        led, headers, _ = self.daemon.get(path, headers={"X-Forwarded-Proto": "http"})
        self.assertEqual((led, headers["Location"]), (301, feed), "address and proxies are those of before")
        self.assertEqual(self.daemon.json("feeds", "pat")[0]["https"], feed)
        answer = self.reload(self.good)
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        self.assertEqual(self.health(), (200, []))

    def test_a_bad_file_takes_no_command_down(self):
        places = self.good[self.good.index("[paths]"):self.good.index("[mail]")]
        event = self.daemon.folder / "event.toml"
        event.write_text('[[heard]]\ninterview = "case-1"\nnews = "acknowledged"\n')
        for bad in (self.good.replace("[web]", "[wbe]"), self.good + "\nthis is no TOML\n",
                    f'[agency]\nname = "x\n{places}'):
            self.assertEqual(self.reload(bad).returncode, 78)
            for words in (("status",), ("agenda",), ("show", "case-1"), ("add", event), ("outbox",), ("feeds", "pat"),
                          ("heard", "case-1", "asked"), ("plan", event)):
                answer = self.daemon.followup(*words)
                self.assertEqual(answer.returncode, 0, f"{words}: {answer.stderr}")
                self.assertIn("the daemon goes on with the configuration before it", answer.stderr)
            backup = self.daemon.folder / "copy.sqlite"
            self.assertEqual(self.daemon.followup("backup", "--force", backup).returncode, 0)
        self.daemon.stop()
        for words in (("status",), ("plan", event), ("heard", "case-1", "asked"), ("forget", "x@y.example", "--yes")):
            self.assertEqual(self.daemon.followup(*words).returncode, 78, "without a daemon it is told what is wrong")

    def test_sighup_does_the_same_for_whoever_does_not_wait(self):
        self.daemon.config.write_text(self.good.replace("[web]", "[wbe]"))
        self.daemon.process.send_signal(signal.SIGHUP)
        wait_for("the trouble", lambda: self.health()[0] == 503)
        self.daemon.config.write_text(self.good)
        self.daemon.process.send_signal(signal.SIGHUP)
        wait_for("its end", lambda: self.health()[0] == 200)


class Checking(unittest.TestCase):
    """`followupd --check` and `followup check` find what a start would meet."""

    def setUp(self):
        self.daemon = Daemon(options=AT)
        self.good = self.daemon.config.read_text()
        self.addCleanup(self.daemon.__exit__)

    def check(self, text=None, **options):
        self.daemon.config.write_text(text or self.good)
        answers = [run("followupd", "--check", "--config", self.daemon.config, **options),
                   run("followup", "check", "--config", self.daemon.config, **options)]
        self.assertEqual(answers[0].returncode, answers[1].returncode, answers[1].stderr)
        self.assertEqual(answers[0].stderr, answers[1].stderr)
        return answers[0].returncode, answers[0].stderr

    def test_a_recruiter_who_cannot_leave_is_found_beside_the_daemon_and_without_it(self):
        self.daemon.start()
        self.daemon.drop("1.toml", interview(1, ended=EARLY))
        wait_for("the case", lambda: self.daemon.json("status")["cases"] == 1)
        left = self.good.replace('"pat"', '"kim"')
        for running in (True, False):
            code, said = self.check(left)
            self.assertEqual(code, 78, running)
            self.assertIn("'pat' has open cases and is not named", said)
            self.assertEqual(self.check(), (0, ""))
            if running:
                self.assertEqual(self.daemon.get("/healthz")[0], 200, "a check changes nothing")
                self.daemon.stop()

        def kept():
            return {path.name: path.read_bytes() for path in self.daemon.state.iterdir() if path.is_file()}
        before = kept()
        self.check(left)
        self.assertEqual(kept(), before)

    def test_an_address_that_another_program_has_is_found(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            taken = self.good.replace("127.0.0.1:0", f"127.0.0.1:{other.getsockname()[1]}")
            code, said = self.check(taken)
            self.assertEqual(code, 78)
            self.assertIn("cannot listen there: Address already in use", said)
            self.daemon.config.write_text(self.good)
            self.daemon.start()
            self.assertEqual(self.check(taken)[0], 78)
            self.daemon.stop()
        own = self.good.replace("127.0.0.1:0", f"127.0.0.1:{free_port()}")
        self.daemon.config.write_text(own)
        self.daemon.start()
        self.assertEqual(self.check(own), (0, ""), "its own address is no other program's")

    def test_a_credential_that_is_not_given_is_found(self):
        relay = self.good.replace(
            "[web]", 'relays = [{ url = "smtp://mx.glass.example", user = "us", credential = "relay" }]\n\n[web]')
        environment = {name: value for name, value in os.environ.items() if name != "CREDENTIALS_DIRECTORY"}
        code, said = self.check(relay, env=environment)
        self.assertEqual(code, 0)
        self.assertIn("whether followupd is given this credential is not known here", said)
        code, said = self.check(relay, env={**environment, "CREDENTIALS_DIRECTORY": str(self.daemon.folder)})
        self.assertEqual(code, 78)
        self.assertIn("LoadCredential=relay", said)

    def test_domains_that_cannot_align_are_warned_of(self):
        for bounces, warned in (("bounces@glass.example", False), ("bounces@mail.glass.example", False),
                                ("bounces@bounces.example", True)):
            code, said = self.check(self.good.replace("[web]", f'bounces = "{bounces}"\n\n[web]'))
            self.assertEqual(code, 0)
            self.assertEqual("SPF cannot satisfy DMARC" in said, warned, said)

    def test_another_file_than_the_daemons_is_not_compared_with_its_ledger(self):
        self.daemon.start()
        other = self.daemon.folder / "other.toml"
        other.write_text(self.good)
        answer = run("followupd", "--check", "--config", other)
        self.assertEqual(answer.returncode, 0)
        self.assertIn("this file was not compared with its ledger", answer.stderr)


if __name__ == "__main__":
    unittest.main()
