"""`followup check --mail ADDRESS`: a walk through each relay, in words that an administrator can act on."""

import pathlib
import shutil
import socket
import socketserver
import ssl
import subprocess
import tempfile
import threading
import unittest

from support import Daemon, run


class Relay(socketserver.ThreadingTCPServer):
    """A mail server on loopback: what it offers and answers is a table; with `tls` it speaks it from the first byte."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, tls=None, **answers):
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.tls, self.answers, self.heard, self.taken = tls, answers, [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"{'smtps' if self.tls else 'smtp'}://127.0.0.1:{self.server_address[1]}"


class Dialogue(socketserver.StreamRequestHandler):
    def setup(self):
        if self.server.tls:
            self.request.settimeout(10)
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def say(self, text):
        self.wfile.write(text.replace("\n", "\r\n").encode() + b"\r\n")

    def handle(self):
        answers = self.server.answers
        self.say(answers.get("banner", "220 relay.example"))
        while line := self.rfile.readline():
            verb = line.split()[0].decode().upper()
            self.server.heard.append(line.decode().strip())
            if verb == "DATA":
                self.say("354 go on")
                lines = []
                while (each := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(each)
                self.server.taken.append(b"".join(lines))
                self.say(answers.get("dot", "250 2.0.0 queued as Q1"))
            elif verb == "QUIT":
                return self.say("221 bye")
            elif verb == "EHLO":
                self.say(answers.get("EHLO", "250-relay.example\n250-SIZE 1000000\n250 SMTPUTF8"))
            else:
                self.say(answers.get(verb, "250 2.1.0 ok"))


def certificate(folder):
    """Signed by itself: nobody trusts it."""
    files = [folder / "key.pem", folder / "cert.pem"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj", "/CN=localhost",
                    "-keyout", files[0], "-out", files[1]], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files[1], files[0])
    return context


class CheckMail(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="followupd-check-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def relay(self, **how):
        relay = Relay(**how)
        self.addCleanup(relay.server_close)
        self.addCleanup(relay.shutdown)
        return relay

    def check(self, *relays, address="me@home.example", code=0):
        urls = ", ".join(each if each.startswith("{") else f'{{ url = "{each}" }}' for each in relays)
        mail = f'bounces = "bounces@glass.example"\nrelays = [{urls}]\nconnect_timeout = "5 s"\nreply_timeout = "5 s"'
        daemon = Daemon(folder=self.folder, mail=mail)
        answer = run("followup", "check", "--config", daemon.config, "--mail", address, "--no-dns")
        self.assertEqual(answer.returncode, code, answer.stdout + answer.stderr)
        for line in answer.stdout.splitlines():
            self.assertTrue(len(line) <= 80 or " " not in line.strip(), line)
        return " ".join(answer.stdout.split()) + answer.stderr

    def test_a_good_relay_gets_one_test_mail(self):
        relay = self.relay()
        said = self.check(relay.url)
        for words in (f"ok {relay.url} is reached at 127.0.0.1", "plain text, to this machine only",
                      "mails of up to 1000000 bytes", "the sender bounces@glass.example is fine",
                      "the recipient me@home.example is taken", "ok the mail was taken: 250 2.0.0 queued as Q1",
                      "hint SPF of glass.example could not be looked up", "hint DKIM: your relay signs",
                      "hint DMARC of glass.example could not be looked up"):
            self.assertIn(words, said)
        self.assertNotIn("WRONG", said)
        self.assertEqual(len(relay.taken), 1)
        self.assertIn(b"Subject: A test mail of followupd", relay.taken[0])
        self.assertIn(b"To: me@home.example", relay.taken[0])

    def test_each_relay_is_walked_and_one_that_fails_counts(self):
        good, bad = self.relay(), self.relay(RCPT="554 5.7.1 Relay access denied")
        said = self.check(good.url, bad.url, code=1)
        self.assertIn("the mail was taken", said)
        self.assertIn("WRONG the recipient me@home.example was refused: 554 5.7.1 Relay access denied", said)
        self.assertIn("it wants a login", said)

    def test_what_is_wrong_is_said_with_what_to_do(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            nobody = f"smtp://127.0.0.1:{closed.getsockname()[1]}"
            self.assertIn("nothing listens there: look at the port", self.check(nobody, code=1))
        self.assertIn("lets nobody in from here", self.check(self.relay(banner="554 go away").url, code=1))
        self.assertIn("set [mail] bounces", self.check(self.relay(MAIL="550 5.7.1 not yours").url, code=1))
        self.assertIn("its words say why", self.check(self.relay(dot="554 5.6.0 spam").url, code=1))

    def test_a_certificate_that_nobody_trusts_is_wrong(self):
        relay = self.relay(tls=certificate(self.folder))
        said = self.check(relay.url.replace("127.0.0.1", "localhost"), code=1)
        self.assertIn("WRONG TLS did not begin", said)
        self.assertIn("signed by nobody whom this machine trusts", said)
        self.assertEqual(relay.taken, [])

    def test_a_login_that_is_not_asked_for_and_a_password_that_is_not_there(self):
        relay = self.relay()
        login = f'{{ url = "{relay.url}", user = "us", credential = "relay" }}'
        said = self.check(login, code=1)
        self.assertIn("the password cannot be read", said)
        self.assertEqual(relay.heard, [])

    def test_what_is_no_address_and_what_is_no_relay(self):
        self.assertIn("--mail", self.check(self.relay().url, address="nobody", code=2))
        daemon = Daemon(folder=self.folder)
        answer = run("followup", "check", "--config", daemon.config, "--mail", "me@home.example")
        self.assertEqual(answer.returncode, 0)
        self.assertIn("there is no relay: mails become files in", answer.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
