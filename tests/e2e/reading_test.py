"""GET and HEAD change nothing, at any address there is: the ledger is compared before and after, row by row."""

import http.client
import re
import socket
import sqlite3
import unittest
import urllib.parse

from support import SOURCE, Daemon, wait_for

URL = "https://followups.glass.example"
EVENTS = """[[interview]]
id        = "dana-acme-1"
recruiter = "pat"
candidate = { name = "Dana Reyes", email = "dana@candidate.example", zone = "America/Denver" }
employer  = { name = "Acme Robotics", zone = "America/Chicago" }
position  = "Controls Engineer"
ended     = 2026-11-20T15:30:00

[[interview.met]]
name = "Margaret Chen"

[[interview.promise]]
call = "Margaret Chen"
on   = "a week from Monday"
"""
# One of each alternative of web::Wanted; {a} is the token of a letter, {u} the one that stops mails, {f} a feed's.
PATHS = {
    "FeedWanted": ["/f/{f}/Follow-ups.ics", "/f/{f}/Tasks.ics", "/f/{f}/Follow-ups.ics?alarms=1&privacy=busy"],
    "FeedPageWanted": ["/f/{f}/"],
    "ActWanted": ["/a/{a}"],
    "LetterWanted": ["/a/{a}/letter", "/a/{a}/letter.eml"],
    "MailsWanted": ["/u/{u}"],
    "HealthWanted": ["/healthz"],
    "MetricsWanted": ["/metrics"],
    "CommandWanted": [],  # every command below, with every argument any of them knows
    "Reply": ["/", "/a/", "/api", "/board", "/a/{f}", "/u/{a}", "/f/{a}/Follow-ups.ics", "/v1/none"],
}
# What a form would send, as a scanner may put it behind the address.
PRESSED = ("act=done&List-Unsubscribe=One-Click&how=spoke&sure=x&date=Friday&result=spoke&number=1&order=hold&"
           "about=dana-acme-1&person=dana@candidate.example&kind=duty&rotate=1&revoke=1&path=/tmp/never&name=x.toml&candidate=1")


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))


class Reading(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(options=["--at", "2026-11-27T23:05:00Z", "--speed", "1"])
        text = self.daemon.config.read_text()
        self.daemon.config.write_text(text.replace("[[recruiter]]", f'public_url = "{URL}"\n\n[[recruiter]]', 1))
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        self.daemon.drop("dana.toml", EVENTS)
        mail = wait_for("Dana's mail", self.mail)
        self.tokens = {"u": re.search(URL + "/u/([A-Za-z0-9_-]+)", mail).group(1),
                       "f": urllib.parse.urlsplit(self.daemon.json("feeds", "dana@candidate.example")[0]["https"])
                       .path.split("/")[2]}
        # Whichever of the links of that mail has a letter behind it.
        links = re.findall(URL + "/a/([A-Za-z0-9_-]+)", mail)
        self.tokens["a"] = next(each for each in links if self.ask("GET", f"/a/{each}/letter")[0] == 200)
        self.daemon.json("feeds")  # makes the addresses of those who had none

    def mail(self):
        shown = [self.daemon.json("outbox", "show", str(mail["mail"])) for mail in self.daemon.json("outbox")
                 if mail["state"] == "sent" and mail["person"] == "dana@candidate.example"]
        return shown[0]["bytes"].replace("=\r\n", "") if shown else None

    def ask(self, method, target, local=False):
        connection = (UnixConnection(self.daemon.state / "followup.sock") if local
                      else http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=60))
        connection.request(method, target)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def ledger(self, name):
        """Every row of every table of the ledger."""
        copy = self.daemon.folder / name
        self.assertEqual(self.daemon.followup("backup", copy).returncode, 0)
        with sqlite3.connect(copy) as database:
            tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = {table: sorted(map(repr, database.execute(f"SELECT * FROM {table}"))) for table in tables}
        # When a feed was last fetched is noted, to tell a recruiter of one that nobody reads: it changes nothing else.
        # So is when the last backup was made, which our own copies are.
        rows["note"] = [row for row in rows["note"] if not row.startswith(("('fetched ", "('backed up'"))]
        return rows

    @staticmethod
    def alternatives():
        header = (SOURCE / "daemon" / "core" / "web" / "route.hpp").read_text()
        return set(re.search(r"using Wanted =\s*std::variant<([^>]*)>", header).group(1).replace("\n", " ")
                   .replace(" ", "").split(","))

    @staticmethod
    def commands():
        found = set()
        for path in (SOURCE / "daemon" / "shell" / "run").glob("*.cpp"):
            found.update(re.findall(r'\bcommand [!=]= "([a-z-]+)"', path.read_text()))
        return sorted(found)

    def test_changes_nothing_at_any_address(self):
        self.assertEqual(self.alternatives(), set(PATHS), "there is a route that this test does not know")
        commands = self.commands()
        self.assertIn("outbox", commands)
        self.assertIn("add", commands)
        paths = [path.format(**self.tokens) for each in PATHS.values() for path in each]
        for path in paths:
            self.ask("GET", path)  # what a feed's first reading makes (its entries' stamps) is made once
        before = self.ledger("before.sqlite")
        self.assertGreater(len(before["mail"]), 0)
        answered = set()
        for method in ("GET", "HEAD"):
            for path in paths:
                for target in (path, path + ("&" if "?" in path else "?") + PRESSED):
                    status, body = self.ask(method, target)
                    self.assertLess(status, 500, target)
                    self.assertTrue(method == "GET" or not body, target)
                    answered.add(status)
            for command in commands:
                for target in (f"/v1/{command}", f"/v1/{command}?{PRESSED}"):
                    self.assertLess(self.ask(method, target, local=True)[0], 500, target)
                    self.assertEqual(self.ask(method, target)[0], 404, "commands are for the socket alone")
        self.assertLessEqual({200, 404}, answered)
        after = self.ledger("after.sqlite")
        changed = {table: sorted(set(after[table]) ^ set(rows)) for table, rows in before.items()
                   if after[table] != rows}
        self.assertFalse(changed, str(changed)[:2000])
        # The proof itself can fail: a press does change it.
        self.assertEqual(self.daemon.followup("done", "dana-acme-1/letter/margaret-chen").returncode, 0)
        self.assertNotEqual(self.ledger("then.sqlite")["fact"], before["fact"])


if __name__ == "__main__":
    unittest.main()
