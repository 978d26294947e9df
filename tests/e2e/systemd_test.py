"""followupd under a real systemd, as the package installs it: restoring, reloading, checking."""

import json
import unittest

from machine import CONFIG, POSSIBLE, Machine
from support import CONFIG as TEMPLATE, interview, wait_for

SETTINGS = TEMPLATE.format(queue="/var/spool/followupd", state="/var/lib/followupd", mail="", more="").replace(
    'listen = ["127.0.0.1:0"]', 'listen = ["127.0.0.1:8025"]')
EARLY = "2026-11-20T13:30:00-06:00"
UNITS = ("followupd.service", "followupd.socket")


@unittest.skipUnless(POSSIBLE, "a machine of its own needs root, systemd and cgroups")
class UnderSystemd(unittest.TestCase):
    def setUp(self):
        self.machine = Machine(SETTINGS)
        self.addCleanup(self.machine.stop)
        if self.machine.why_not:
            self.skipTest(f"systemd does not begin here: {self.machine.why_not}")

    def systemctl(self, *words):
        return self.machine.run("systemctl", *words)

    def began(self):
        answer = self.systemctl("start", "followupd.service")
        self.assertEqual(answer.returncode, 0, answer.stderr + self.machine.read("/run/followupd.log"))

    def cases(self):
        answer = self.machine.followup("status", "--json")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return json.loads(answer.stdout)["cases"]

    def add(self, number):
        self.machine.write(f"/run/{number}.toml", interview(number, ended=EARLY))
        answer = self.machine.followup("add", f"/run/{number}.toml")
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def said(self, answer, code=0):
        self.assertEqual(answer.returncode, code, answer.stdout + answer.stderr)
        return answer.stdout + answer.stderr


class Restoring(UnderSystemd):
    def test_as_root_twice_with_the_socket_enabled_while_somebody_fetches(self):
        self.said(self.systemctl("enable", "--now", "followupd.socket"))
        self.began()
        self.add(1)
        self.said(self.machine.followup("backup", "/root/copy.sqlite"))
        for number in (2, 3):
            self.add(number)
            # Every fetch would begin the service again as soon as its socket listens.
            self.machine.write("/run/fetch", "while :; do curl -s -m 1 http://127.0.0.1:8025/healthz >/dev/null; done")
            self.machine.run("sh", "-c", "sh /run/fetch >/dev/null 2>&1 & echo $! > /run/fetching")
            said = self.said(self.machine.followup("restore", "/root/copy.sqlite"))
            self.machine.run("sh", "-c", "kill $(cat /run/fetching)")
            self.assertIn("followupd is running again", said)
            self.assertEqual(self.cases(), 1)
            for unit in UNITS:
                self.assertEqual(self.systemctl("is-active", unit).stdout.strip(), "active", unit)
        listed = self.machine.run("find", "/var/lib/followupd", "-printf", "%f %u:%g %m\n").stdout.splitlines()
        for line in listed:
            self.assertIn(" followupd:followup ", line)
        aside = [line for line in listed if line.startswith("ledger.sqlite.before-restore.")]
        self.assertEqual(len(aside), 2, listed)
        self.assertEqual([line for line in aside if line.split(" ")[0].endswith(("-wal", "-shm"))], [])
        self.assertTrue(all(line.endswith(" 600") for line in aside), aside)

    def test_on_a_new_machine_where_nothing_was_ever_started(self):
        self.began()
        self.add(1)
        self.said(self.machine.followup("backup", "/root/copy.sqlite"))
        self.said(self.machine.run("cp", "/var/lib/followupd/secret.key", "/root/kept.key"))
        self.said(self.systemctl("stop", "followupd.service"))
        self.said(self.machine.run("rm", "-r", "/var/lib/followupd"))
        said = self.said(self.machine.followup("restore", "/root/copy.sqlite", "--key", "/root/kept.key"))
        self.assertIn("systemctl start followupd", said, "it did not run before and is not enabled: it says so")
        self.began()
        self.assertEqual(self.cases(), 1)

    def test_a_backup_that_is_refused_leaves_the_service_running_on_its_ledger(self):
        self.began()
        self.add(1)
        self.machine.write("/root/text", "no ledger" * 1000)
        said = self.said(self.machine.followup("restore", "/root/text"), 1)
        self.assertIn("damaged", said)
        self.assertEqual(self.systemctl("is-active", "followupd.service").stdout.strip(), "active")
        self.assertEqual(self.cases(), 1)


class Reloading(UnderSystemd):
    def test_fails_with_the_reason_and_the_old_one_stays_until_it_is_mended(self):
        self.began()
        for bad, why in ((SETTINGS.replace("[web]", "[wbe]"), "wbe"), (SETTINGS + "no TOML", "followupd.toml:")):
            self.machine.write(CONFIG, bad)
            self.assertNotEqual(self.systemctl("reload", "followupd.service").returncode, 0)
            self.assertEqual(self.systemctl("is-active", "followupd.service").stdout.strip(), "active")
            self.assertIn(why, self.machine.read("/run/followupd.log"))
            self.assertIn("the new one was refused", self.systemctl("status", "followupd.service").stdout)
            status = json.loads(self.machine.followup("status", "--json").stdout)
            self.assertRegex(status["troubles"][0], "the configuration was refused")
        self.machine.write(CONFIG, SETTINGS)
        self.said(self.systemctl("reload", "followupd.service"))
        self.assertEqual(json.loads(self.machine.followup("status", "--json").stdout)["troubles"], [])
        self.assertNotIn("refused", self.systemctl("status", "followupd.service").stdout)


class Checking(UnderSystemd):
    def checked(self, text):
        self.machine.write(CONFIG, text)
        answer = self.machine.run("followupd", "--check", "--config", CONFIG)
        return answer.returncode, answer.stdout + answer.stderr

    def test_finds_what_the_unit_does_not_let_it_do(self):
        code, said = self.checked(SETTINGS)
        self.assertEqual(code, 0, said)
        relay = 'relays = [{ url = "smtp://mx.glass.example", user = "us", credential = "relay" }]'
        wrong = SETTINGS.replace("127.0.0.1:8025", "127.0.0.1:80").replace("/var/spool/followupd", "/data/queue")
        wrong = wrong.replace("[web]", f'replies = "replies@glass.example"\n{relay}\ninbox = "/home/pat/inbox"\n\n[web]')
        code, said = self.checked(wrong)
        self.assertEqual(code, 78)
        for why in ("the service may not open ports below 1024", "/data/queue: the service may not write there",
                    "relay: the service is not given this credential", "/home/pat/inbox: the service sees nothing there"):
            self.assertIn(why, said)
        self.machine.write("/etc/systemd/system/followupd.service.d/relay.conf",
                           "[Service]\nLoadCredential=relay:/etc/followupd/none\n")
        self.said(self.systemctl("daemon-reload"))
        code, said = self.checked(SETTINGS.replace("[web]", f"{relay}\n\n[web]"))
        self.assertEqual(code, 78)
        self.assertIn("/etc/followupd/none: a credential of the service is loaded from here, and it is not there", said)
        self.assertNotEqual(self.systemctl("start", "followupd.service").returncode, 0, "so it is")

    def test_asks_the_running_daemon(self):
        self.began()
        self.add(1)
        code, said = self.checked(SETTINGS.replace('"pat"', '"kim"'))
        self.assertEqual(code, 78)
        self.assertIn("'pat' has open cases and is not named", said)
        code, said = self.checked(SETTINGS)
        self.assertEqual(code, 0, said)


if __name__ == "__main__":
    unittest.main()
