"""Mails through real mail servers: they arrive as they were written, over TLS, by who we say we are."""

import email
import email.policy
import os
import pathlib
import tempfile
import unittest

from certificates import Certificate
from mail_servers import EXIM, PASSWORD, USER, Aiosmtpd, Exim, Postfix
from support import Daemon, interview, wait_for

NOW = "2026-11-20T22:00:00Z"
NAME = "Zoë Ångström-Łukasiewicz 李"


def parsed(data):
    return email.message_from_bytes(data, policy=email.policy.default)


class Servers(unittest.TestCase):
    def setUp(self):
        # A server's children may write their last hints while it is removed.
        folder = tempfile.TemporaryDirectory(prefix="followupd-peers-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)
        self.good = Certificate(self.folder, "good")
        (self.folder / "credentials").mkdir()
        self.set_password(PASSWORD)
        os.environ["CREDENTIALS_DIRECTORY"] = str(self.folder / "credentials")

    def set_password(self, password):
        path = self.folder / "credentials" / "relay"
        path.write_text(password + "\n")
        path.chmod(0o600)

    def daemon(self, server, login=True, trusted=None, more=""):
        user = f', user = "{USER}", credential = "relay"' if login else ""
        mail = (f'relays = [{{ url = "smtp://localhost:{server.port}", ca_file = "{(trusted or self.good).path}"'
                f'{user} }}]\nreject_repeat = "1 s"\n{more}')
        daemon = Daemon(mail=mail, options=["--at", NOW, "--speed", "1"])
        self.addCleanup(daemon.__exit__)
        return daemon.start()

    def one(self, daemon, state, number=1):
        def found():
            mails = daemon.json("outbox", "--all")
            mail = next((mail for mail in mails if mail["mail"] == number), None)
            return mail if mail and mail["state"] == state else None
        return wait_for(f"mail {number} to be {state}", found)

    def check_arrival(self, daemon, server):
        """Three mails one after the other; the first is read field by field."""
        daemon.drop("one.toml", interview(1).replace('"Candidate 1"', f'"{NAME}"'))
        daemon.drop("two.toml", interview(2))
        daemon.drop("three.toml", interview(3))
        wait_for("three mails to arrive", lambda: len(server.mails()) == 3)
        sent = [daemon.json("outbox", "show", str(self.one(daemon, "sent", number)["mail"])) for number in (1, 2, 3)]
        arrived = {parsed(data)["Message-ID"]: data for data in server.mails()}
        for mail in sent:
            data = arrived[f"<{mail['message_id']}>"].replace(b"\r\n", b"\n")
            ours = mail["bytes"].encode().replace(b"\r\n", b"\n")
            self.assertTrue(data.rstrip(b"\n").endswith(ours.rstrip(b"\n")), "the bytes are not those of the outbox")
        first = next(mail for mail in sent if mail["to"] == "candidate1@candidate.example")
        read = parsed(arrived[f"<{first['message_id']}>"])
        self.assertEqual(read["To"].addresses[0].addr_spec, "candidate1@candidate.example")
        self.assertEqual(read["To"].addresses[0].display_name, NAME)
        self.assertEqual(str(read["Subject"]), "Call Pat Moreno about Employer 1 by Fri 20 Nov, 17:30")
        self.assertEqual(read["Auto-Submitted"], "auto-generated")
        self.assertIn("Employer 1", read.get_body(("plain",)).get_content())
        self.assertIn("Employer 1", read.get_body(("html",)).get_content())
        self.assertEqual([part.defects for part in read.walk() if part.defects], [])

    def check_certificate(self, server):
        """Somebody else's certificate: nothing is said to such a relay, and the outbox says why."""
        before = len(server.mails())
        daemon = self.daemon(server, login=False, trusted=Certificate(self.folder, "stranger"))
        daemon.drop("one.toml", interview(1))
        mail = self.one(daemon, "deferred")
        self.assertIn("certificate", mail["reply"])
        self.assertIn("certificate", " ".join(daemon.followup("status").stdout.split()))
        self.assertEqual((mail["tries"], mail["code"]), (0, 0))
        self.assertEqual(len(server.mails()), before)

    def check_password(self, server):
        self.set_password("wrong donkey")
        before = len(server.mails())
        daemon = self.daemon(server)
        daemon.drop("one.toml", interview(1))
        mail = self.one(daemon, "deferred")
        self.assertEqual((mail["code"], mail["tries"]), (535, 0))
        said = " ".join(daemon.followup("status").stdout.split())
        self.assertIn("auth", said)
        self.assertIn(mail["reply"].split("\n")[0], said)
        for text in (said, "".join(daemon.log), daemon.followup("outbox").stdout):
            self.assertNotIn("donkey", text)
        self.assertEqual(len(server.mails()), before)

    def test_aiosmtpd_takes_mails_from_who_we_say_we_are(self):
        server = Aiosmtpd(self.good)
        self.addCleanup(server.stop)
        self.check_arrival(self.daemon(server), server)
        self.assertTrue(server.logins and all(server.logins))
        self.check_certificate(server)
        self.check_password(server)
        self.assertFalse(server.logins[-1])

    @unittest.skipUnless(os.geteuid() == 0, "Postfix starts as root only")
    def test_postfix_delivers_into_its_maildir(self):
        server = Postfix(self.folder / "postfix", self.good)
        self.addCleanup(server.stop)
        daemon = self.daemon(server, login=False)
        self.check_arrival(daemon, server)
        self.assertRegex(server.log(), r"TLS connection|client=localhost")
        daemon.drop("nine.toml", interview(9))
        mail = self.one(daemon, "rejected", 4)
        self.assertEqual((mail["code"], mail["tries"]), (550, 2), "a refusal is believed when it is repeated")
        self.assertIn("nobody of that name", mail["reply"])
        self.check_certificate(server)
        # It wants no AUTH and offers none: with a login set, nothing is sent to it.
        daemon = self.daemon(server)
        daemon.drop("one.toml", interview(1))
        self.assertIn("does not offer AUTH", self.one(daemon, "deferred")["reply"])

    @unittest.skipUnless(os.geteuid() == 0 and EXIM.exists(), "Exim is unpacked by ./dev test and starts as root only")
    def test_exim_delivers_into_its_maildir(self):
        server = Exim(self.folder / "exim", self.good)
        self.addCleanup(server.stop)
        self.check_arrival(self.daemon(server), server)
        self.assertRegex(server.log(), r"P=esmtpsa X=TLS1\.[23].* A=plain:us")
        self.check_certificate(server)
        self.check_password(server)


if __name__ == "__main__":
    unittest.main()
