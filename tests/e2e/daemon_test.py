"""The daemon as its administrator knows it: start, feed, reload, stop, backup, full disk."""

import contextlib
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest

from support import BIN, CONFIG, EXAMPLES, Daemon, interview, run, wait_for


class Configuration(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="followupd-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.path = self.folder / "followupd.toml"

    def write(self, text):
        self.path.write_text(text)

    def test_a_misspelt_key_is_named_with_its_place_and_the_key_that_was_meant(self):
        self.write(CONFIG.format(queue=self.folder / "q", state=self.folder / "s", mail="", more="")
                   .replace("domain =", "domian ="))
        answer = run("followup", "check", "--config", self.path)
        self.assertEqual(answer.returncode, 78)
        self.assertRegex(answer.stderr, r"followupd\.toml:5:1: .*domian.*did you mean 'domain'\?")
        daemon = run("followupd", "--config", self.path)
        self.assertEqual(daemon.returncode, 78)
        self.assertIn("did you mean 'domain'?", daemon.stderr)
        self.assertFalse((self.folder / "s").exists(), "it touched its state with a bad configuration")

    def test_an_unreadable_configuration_is_named(self):
        answer = run("followupd", "--config", self.folder / "nothing.toml")
        self.assertEqual(answer.returncode, 78)
        self.assertIn("nothing.toml", answer.stderr)
        self.assertIn("No such file", answer.stderr)

    def test_the_shifted_clock_is_refused_while_mail_can_leave(self):
        relay = 'relays = [{ url = "smtp://mail.glass.example:587" }]'
        self.write(CONFIG.format(queue=self.folder / "q", state=self.folder / "s", mail=relay, more=""))
        answer = run("followupd", "--config", self.path, "--at", "2026-11-20T12:00:00Z", "--speed", "10")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("shifted clock", answer.stderr)

    def test_usage_errors_end_with_2(self):
        self.assertEqual(run("followup", "nonsense").returncode, 2)
        self.assertEqual(run("followupd", "--at", "yesterday").returncode, 2)

    def test_without_a_daemon_a_listing_ends_with_3(self):
        self.write(CONFIG.format(queue=self.folder / "q", state=self.folder / "s", mail="", more=""))
        self.assertEqual(run("followup", "status", "--config", self.path).returncode, 3)


class Life(unittest.TestCase):
    def test_a_story_reaches_feed_and_mail_and_survives_a_restart(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            daemon.drop("interview.toml", (EXAMPLES / "20261120T213500Z-acme-interview.toml").read_text())
            wait_for("the file to be accepted", lambda: "interview.toml" in daemon.done())
            feeds = daemon.json("feeds", "dana@candidate.example")
            self.assertEqual([feed["person"] for feed in feeds], ["dana@candidate.example"])
            path = feeds[0]["https"].split(f":{daemon.port}")[1]
            status, headers, body = daemon.get(path)
            self.assertEqual((status, headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
            self.assertIn(b"Margaret Chen", body.replace(b"\r\n ", b""))
            tag = headers["ETag"]
            self.assertEqual(daemon.get(path, headers={"If-None-Match": tag})[0], 304)
            head = daemon.get(path, "HEAD")
            self.assertEqual((head[0], head[2]), (200, b""))
            self.assertEqual(int(head[1]["Content-Length"]), len(body))
            refused = daemon.get(path, "PUT")
            self.assertEqual((refused[0], refused[1]["Allow"]), (405, "GET, HEAD"))
            self.assertEqual(daemon.get("/f/" + "x" * 32 + "/Follow-ups.ics")[0], 404)
            health, _, _ = daemon.get("/healthz")
            self.assertEqual(health, 200)
            self.assertEqual(daemon.stop(), 0)
            daemon.start()
            self.assertEqual(daemon.get(path)[2], body, "the feed changed by a restart alone")

    def test_what_was_missed_in_the_evening_waits_for_the_morning(self):
        with Daemon(options=["--at", "2026-11-21T02:21:00Z", "--speed", "1"]) as daemon:
            daemon.drop("one.toml", interview(1, ended="2026-11-20T20:20:00-06:00"))
            wait_for("the interview", lambda: "one.toml" in daemon.done())
            self.assertEqual(daemon.json("status")["next_due"], "2026-11-21T02:35:00Z")
            daemon.stop()
            daemon.start(["--at", "2026-11-21T05:00:00Z", "--speed", "1"])
            wait_for("the daemon to look", lambda: daemon.json("status")["next_due"] == "2026-11-21T13:00:00Z")
            self.assertEqual(daemon.mails(), [])

    def test_a_feed_goes_on_after_an_entry_has_left_it(self):
        with Daemon(options=["--at", "2026-11-25T17:00:00Z", "--speed", "1"]) as daemon:
            promise = '\n[[interview.promise]]\ncall = "Margaret Chen"\non = 2026-11-30\n'
            daemon.drop("one.toml", interview(1) + promise)
            wait_for("the interview", lambda: "one.toml" in daemon.done())
            feed = daemon.json("feeds", "candidate1@candidate.example")[0]["https"].split(f":{daemon.port}")[1]
            self.assertIn(b"as promised", daemon.get(feed)[2].replace(b"\r\n ", b""))
            daemon.drop("two.toml", '[[heard]]\ninterview = "case-1"\nnews = "offer"\n')
            wait_for("the news", lambda: "two.toml" in daemon.done())
            for _ in range(2):
                status, _, body = daemon.get(feed)
                self.assertEqual(status, 200)
                self.assertNotIn(b"as promised", body.replace(b"\r\n ", b""))
                daemon.stop()
                daemon.start()

    def test_nothing_is_due_twice_after_kill(self):
        with Daemon(options=["--at", "2026-11-20T22:00:00Z", "--speed", "1"]) as daemon:
            daemon.drop("one.toml", interview(1))
            wait_for("the first mail", daemon.mails)
            daemon.kill()
            before = {path.name: path.read_bytes() for path in daemon.mails()}
            daemon.start()
            wait_for("the daemon to look", lambda: daemon.json("status")["mails"])
            self.assertEqual({path.name: path.read_bytes() for path in daemon.mails()}, before)

    def test_reload_takes_a_good_configuration_and_keeps_the_old_when_the_new_is_bad(self):
        with Daemon() as daemon:
            good = daemon.config.read_text()
            daemon.config.write_text(good.replace("[web]", "[wbe]"))
            daemon.process.send_signal(signal.SIGHUP)
            wait_for("the refusal", lambda: daemon.said("stays as it was.*wbe"))
            daemon.config.write_text(good + '\n[[recruiter]]\nid = "sam"\nname = "Sam"\nemail = "sam@glass.example"\n')
            daemon.process.send_signal(signal.SIGHUP)
            wait_for("the new configuration", lambda: daemon.said("is in force"))
            self.assertIn("sam", [feed["person"] for feed in daemon.json("feeds")])

    def test_a_second_daemon_on_the_same_state_is_refused(self):
        with Daemon() as daemon:
            answer = run("followupd", "--config", daemon.config)
            self.assertEqual(answer.returncode, 1)
            self.assertIn("another followupd", answer.stderr)

    def test_add_works_with_the_daemon_and_through_the_queue_without_it(self):
        with Daemon() as daemon:
            event = daemon.folder / "event.toml"
            event.write_text(interview(5))
            answer = daemon.followup("add", event)
            self.assertEqual((answer.returncode, answer.stderr), (0, ""))
            self.assertIn("case case-5", answer.stdout)
            wrong = daemon.folder / "wrong.toml"
            wrong.write_text("[[interviw]]\n")
            answer = daemon.followup("add", wrong)
            self.assertEqual(answer.returncode, 1)
            self.assertIn("did you mean 'interview'?", answer.stderr)
            daemon.stop()
            event.write_text(interview(6))
            answer = daemon.followup("add", event)
            self.assertEqual(answer.returncode, 0)
            self.assertIn("queue", answer.stdout)
            daemon.start()
            wait_for("the waiting file", daemon.done)
            self.assertEqual(daemon.json("status")["cases"], 2)

    def test_a_backup_of_the_running_daemon_is_restored(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            daemon.drop("one.toml", interview(1))
            wait_for("the first file", lambda: "one.toml" in daemon.done())
            feed = daemon.json("feeds", "candidate1@candidate.example")[0]["https"].split(f":{daemon.port}")[1]
            body = daemon.get(feed)[2]
            copy = daemon.folder / "backup.sqlite"
            self.assertEqual(daemon.followup("backup", copy).returncode, 0)
            daemon.drop("two.toml", interview(2))
            wait_for("the second file", lambda: "two.toml" in daemon.done())
            self.assertEqual(daemon.followup("restore", copy).returncode, 1, "restored under a running daemon")
            daemon.stop()
            answer = daemon.followup("restore", copy)
            self.assertEqual(answer.returncode, 0, answer.stderr)
            daemon.start()
            self.assertEqual(daemon.json("status")["cases"], 1)
            self.assertEqual(daemon.get(feed)[2], body)

    def test_a_recruiter_with_open_cases_leaves_them_to_an_heir_or_stays(self):
        with Daemon() as daemon:
            daemon.drop("a.toml", interview(1))
            wait_for("the case", lambda: daemon.json("status")["cases"] == 1)
            self.assertEqual(daemon.stop(), 0)
            text = daemon.config.read_text()
            kim = text.replace('"pat"', '"kim"').replace("Pat Moreno", "Kim Park").replace("pat@", "kim@")
            daemon.config.write_text(kim)
            daemon.start(ready=False)
            self.assertEqual(daemon.process.wait(timeout=30), 78)
            wait_for("the reason", lambda: daemon.said("'pat' has open cases and is not named"))
            daemon.config.write_text(kim.replace('phone = ', 'inherits = ["pat"]\nphone = '))
            daemon.start()
            self.assertTrue(daemon.said("recruiter kim has 1 cases of pat"))
            feed = next(each for each in daemon.json("feeds") if each["person"] == "kim")["https"]
            status, _, body = daemon.get("/" + feed.split("/", 3)[3])
            self.assertEqual(status, 200)
            self.assertIn(b"Employer 1", body)

    @unittest.skipIf(os.environ.get("FOLLOWUP_SANITIZER") == "thread", "the sanitizer wakes by itself")
    @unittest.skipIf(b"__tsan_init" in (BIN / "followupd").read_bytes(), "the sanitizer's own thread wakes ten times")
    def test_idle_it_wakes_at_most_twice_a_second(self):
        with Daemon() as daemon:
            wait_for("a quiet daemon", lambda: daemon.json("status")["cases"] == 0)

            def switches():
                total = 0
                for task in pathlib.Path(f"/proc/{daemon.process.pid}/task").iterdir():
                    for line in (task / "status").read_text().splitlines():
                        if line.startswith("voluntary_ctxt_switches"):
                            total += int(line.split()[1])
                return total
            before = switches()
            with self.assertRaises(AssertionError):
                wait_for("five idle seconds to pass", lambda: False, 5)
            self.assertLessEqual(switches() - before, 10)


class SlowDisk(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]).start()
        self.addCleanup(self.daemon.__exit__)

    def slow_down(self):
        """From now on each fsync takes two seconds."""
        strace = subprocess.Popen(
            ["strace", "-f", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=2000000", "-e",
             "signal=none", "-o", "/dev/null", "-p", str(self.daemon.process.pid)], stderr=subprocess.PIPE, text=True)
        strace.stderr.readline()  # every thread is held
        self.addCleanup(strace.stderr.close)
        self.addCleanup(strace.wait)
        self.addCleanup(strace.send_signal, signal.SIGINT)

    def overtakes(self, page):
        """Whether health is told while what was asked before waits for the ledger."""
        with contextlib.closing(socket.create_connection(("127.0.0.1", self.daemon.port))) as asked:
            asked.sendall(f"GET {page} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            status = self.daemon.get("/healthz")[0]
            waits = not select.select([asked], [], [], 0)[0]
            self.assertEqual(status, 200)
            asked.settimeout(60)
            self.assertTrue(asked.recv(15).startswith(b"HTTP/1.1 200"))
            return waits

    def test_health_is_told_while_the_ledger_waits_for_its_disk(self):
        self.daemon.drop("one.toml", interview(1))
        wait_for("the interview", lambda: "one.toml" in self.daemon.done())
        feed = self.daemon.json("feeds", "candidate1@candidate.example")[0]
        page = feed["page"].split(f":{self.daemon.port}")[1]
        self.slow_down()
        self.daemon.drop("two.toml", interview(2))
        wait_for("health to overtake", lambda: self.overtakes(page), 60)


@unittest.skipUnless(os.geteuid() == 0, "a small tmpfs needs root")
class FullDisk(unittest.TestCase):
    def test_a_full_disk_loses_nothing_and_is_over_when_there_is_room(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="followupd-"))
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", folder], check=False)
        if mounted.returncode != 0:
            folder.rmdir()
            self.skipTest("no tmpfs here")
        try:
            with Daemon(folder=folder, options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
                daemon.drop("before.toml", interview(1))
                wait_for("the first file", lambda: "before.toml" in daemon.done())
                ballast = folder / "ballast"
                left = os.statvfs(folder)
                room = 500_000  # enough for producers to write their files, less than 5 %
                with open(ballast, "wb") as out:
                    os.posix_fallocate(out.fileno(), 0, left.f_bavail * left.f_frsize - room)
                for number in range(2, 30):
                    daemon.drop(f"n{number:02}.toml", interview(number))
                wait_for("the message", lambda: daemon.said("only . % of the disk"), 60)
                self.assertIsNone(daemon.process.poll(), "the daemon died of a full disk")
                self.assertEqual(daemon.get("/healthz")[0], 503)
                self.assertEqual(daemon.done(), ["before.toml"])
                os.truncate(ballast, 0)
                wait_for("all files after there is room", lambda: len(daemon.done()) == 29, 90)
                self.assertEqual(daemon.json("status")["cases"], 29)
                self.assertEqual(daemon.bad(), [])
        finally:
            subprocess.run(["umount", "-l", folder], check=False)
            folder.rmdir()


if __name__ == "__main__":
    unittest.main()
