"""What people do about what a ledger of the first edition leaves to them: mails in doubt, people of one address."""

import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "upgrade"))

from first_edition import OF_RECRUITERS, expected, taken_over, text_of  # noqa: E402 (the path comes first)
from relay import Relay  # noqa: E402
from support import wait_for  # noqa: E402


class Mending(unittest.TestCase):
    """Each on a ledger of its own."""

    def setUp(self):
        self.relay = Relay()
        self.addCleanup(self.relay.stop)
        self.daemon = taken_over(self.relay)
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        wait_for("the troubles to be named", lambda: len(self.troubles()) == 2, 90)

    def troubles(self):
        return self.daemon.json("status")["troubles"]

    def take(self, text):
        file = self.daemon.folder / "told.toml"
        file.write_text(text)
        answer = self.daemon.followup("add", file)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)

    def test_a_mail_in_doubt_that_is_released_is_written_again(self):
        [ivo] = [mail for mail in self.daemon.json("outbox", "--state", "parked") if mail["to"].startswith("ivo@")]
        self.assertEqual(self.daemon.followup("outbox", "release", str(ivo["mail"])).returncode, 0)
        wait_for("Ivo's mail", lambda: any(to == "ivo@candidate.example" for to, _ in self.relay.letters))
        [message] = [message for to, message in self.relay.letters if to == "ivo@candidate.example"]
        self.assertNotIn("private-", text_of(message))
        self.assertIn("Call Tess Ryder", text_of(message))
        self.assertNotIn(f"<{ivo['message_id']}>".encode(), message)

    def test_retry_of_everything_sends_nothing_as_it_was(self):
        self.assertEqual(self.daemon.followup("outbox", "retry", "all").returncode, 0)
        for mail in self.daemon.json("outbox", "--state", "parked"):
            self.daemon.followup("outbox", "retry", str(mail["mail"]))
        old = {mail["message_id"] for mail in expected()["mails"]}
        wait_for("four more mails", lambda: {f"{name}@candidate.example" for name in ("ivo", "jana", "karl", "mats")}
                 <= {to for to, _ in self.relay.letters})
        for to, message in self.relay.letters:
            self.assertNotIn(re.search(rb"^Message-ID: <(.*)>\r\n", message, re.M).group(1).decode(), old, to)
            if to not in OF_RECRUITERS:
                self.assertNotIn("private-", text_of(message), to)

    def test_what_is_told_now_adds_to_what_the_first_edition_knew(self):
        self.take('[[interview]]\nid = "amended-1"\nrecruiter = "pat"\n'
                  'candidate = { name = "Dana Reyes", email = "dana@candidate.example" }\n'
                  'employer = { name = "Acme Robotics" }\nposition = "Engineer"\nended = 2026-11-17T15:00:00-06:00\n')
        after = {duty["id"]: duty["state"] for duty in self.daemon.json("agenda", "team", "--all")["duties"]}
        for name, before in expected()["duties"].items():
            if before["case"] == "amended-1":
                self.assertEqual(after[name], before["state"], name)

    def test_two_people_of_one_address_keep_their_names_and_go_on(self):
        self.take('[[interview]]\nid = "shared-2"\nrecruiter = "pat"\n'
                  'candidate = { name = "Theo Tran", email = "tran@candidate.example", phone = "+1 312 555 0177" }\n'
                  'employer = { name = "Vertex" }\nposition = "Engineer"\nended = 2026-11-24T16:00:00-06:00\n')
        self.take('[[interview]]\nid = "shared-3"\nrecruiter = "pat"\n'
                  'candidate = { name = "Sofia Tran", email = "tran@candidate.example" }\n'
                  'employer = { name = "Zenith" }\nposition = "Engineer"\nended = 2026-11-30T09:00:00-06:00\n')
        for case, name in (("shared-1", "Sofia Tran"), ("shared-2", "Theo Tran"), ("shared-3", "Sofia Tran")):
            self.assertIn(name, self.daemon.followup("show", case).stdout.splitlines()[0], case)

    def test_the_troubles_end_when_they_are_mended(self):
        self.take('[[interview]]\nid = "shared-2"\nrecruiter = "pat"\n'
                  'candidate = { name = "Theo Tran", email = "tran@candidate.example", id = "theo-tran" }\n'
                  'employer = { name = "Vertex" }\nposition = "Engineer"\nended = 2026-11-24T16:00:00-06:00\n')
        self.take('[[interview]]\nid = "meets-1"\nrecruiter = "lee"\n'
                  'candidate = { name = "Rolf Stein", email = "rolf@candidate.example", id = "rolf-stein" }\n'
                  'employer = { name = "Tidewater" }\nposition = "Engineer"\nended = 2026-11-24T15:00:00-06:00\n')
        for mail in self.daemon.json("outbox", "--state", "parked"):
            self.daemon.followup("outbox", "release", str(mail["mail"]))
        self.daemon.stop()
        self.daemon.start(["--at", "2026-11-30T15:45:00Z", "--speed", "60"])
        wait_for("no trouble", lambda: not self.troubles(), 90)
        self.assertEqual(self.daemon.get(expected()["kim"])[0], 200)  # Rolf's calendar is where it was


if __name__ == "__main__":
    unittest.main()
