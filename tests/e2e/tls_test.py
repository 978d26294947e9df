"""https that followupd speaks itself: who is served, what is refused at the start, and how certificates change."""

import contextlib
import datetime
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import warnings
from unittest import mock

from certificates import Certificate
from support import BIN, Daemon, fetch, free_port, interview, run, wait_for

NOW = datetime.datetime.now(datetime.timezone.utc)


def days(number):
    return NOW + datetime.timedelta(days=number)


class Tls(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="followupd-tls-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.shown = self.folder / "fullchain.pem"
        self.key = self.folder / "privkey.pem"

    def certificate(self, name, **how):
        return Certificate(self.folder, name, **how)

    def put(self, certificate):
        """Where the configuration looks for it, as a deploy hook does."""
        for source, target in ((certificate.path, self.shown), (certificate.key, self.key)):
            fresh = target.with_suffix(".new")
            shutil.copy(source, fresh)
            fresh.chmod(0o600)
            fresh.rename(target)
        return certificate

    def web(self, certificate=None, key=None, port=0):
        return (f'tls_listen = ["127.0.0.1:{port}"]\ntls_certificate = "{certificate or self.shown}"\n'
                f'tls_key = "{key or self.key}"')

    def daemon(self, more=None, **how):
        daemon = Daemon(more=self.web() if more is None else more, **how)
        self.addCleanup(daemon.__exit__)
        return daemon

    def started(self, more=None, **how):
        daemon = self.daemon(more, **how).start()
        address = daemon.said(r"listening on https://127\.0\.0\.1:(\d+)")
        daemon.tls_port = int(address.group(1)) if address else None
        return daemon

    @staticmethod
    def reload(daemon):
        daemon.log.clear()
        daemon.process.send_signal(signal.SIGHUP)
        wait_for("the reload", lambda: daemon.said("is in force|stays as it was"))


class Serving(Tls):
    def connected(self, daemon, trusted):
        connection = http.client.HTTPSConnection("127.0.0.1", daemon.tls_port, timeout=30, context=trusted.trusted())
        connection.connect()
        self.addCleanup(connection.close)
        return connection

    @staticmethod
    def ask(connection, path, **headers):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    def shown_by(self, daemon):
        """The bytes of the certificate that a new connection gets."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", daemon.tls_port), 30) as raw, context.wrap_socket(raw) as wrapped:
            return wrapped.getpeercert(binary_form=True)

    def test_feeds_come_over_https_to_who_verifies_and_the_plain_address_stays_as_it_was(self):
        mine = self.put(self.certificate("mine"))
        daemon = self.started(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"])
        daemon.drop("one.toml", interview(1))
        wait_for("the interview", lambda: "one.toml" in daemon.done())
        url = daemon.json("feeds", "pat")[0]["https"]
        self.assertTrue(url.startswith(f"http://127.0.0.1:{daemon.port}/"), url)
        path = url.split(f":{daemon.port}")[1]
        connection = self.connected(daemon, mine)
        status, headers, body = self.ask(connection, path)
        self.assertEqual((status, headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
        self.assertEqual((200, body), fetch(url))
        self.assertEqual(self.ask(connection, path, **{"If-None-Match": headers["ETag"]})[0], 304)
        self.assertEqual(self.ask(connection, "/v1/status")[0], 404)
        # Whoever comes from outside learns whether all is well, and nothing else.
        self.assertEqual(json.loads(self.ask(connection, "/healthz")[2]), {"status": "ok", "trouble_count": 0})
        self.assertIn("next_due", json.loads(daemon.get("/healthz")[2]))
        with self.assertRaisesRegex(urllib.error.URLError, "self-signed"):
            fetch(f"https://127.0.0.1:{daemon.tls_port}{path}")
        self.assertEqual(daemon.stop(), 0)
        self.assertIsNone(daemon.said("(?i)tls|ssl|handshake"), daemon.log)

    def test_old_versions_are_refused_and_new_ones_agree_on_http_1_1(self):
        self.put(self.certificate("mine"))
        daemon = self.started()
        warnings.simplefilter("ignore", DeprecationWarning)  # that is the point
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.set_alpn_protocols(["h2", "http/1.1"])
            context.minimum_version = context.maximum_version = version
            with socket.create_connection(("127.0.0.1", daemon.tls_port), 30) as raw:
                if version < ssl.TLSVersion.TLSv1_2:
                    with self.assertRaises(ssl.SSLError):
                        context.wrap_socket(raw)
                    continue
                with context.wrap_socket(raw) as wrapped:
                    self.assertEqual(wrapped.version(), version.name.replace("_", "."))
                    self.assertEqual(wrapped.selected_alpn_protocol(), "http/1.1")
                    self.assertRegex(wrapped.cipher()[0], "GCM|CHACHA20")

    def test_a_reload_shows_the_new_certificate_and_cuts_nobody_off(self):
        first = self.put(self.certificate("first"))
        daemon = self.started()
        kept = self.connected(daemon, first)
        self.assertEqual(self.ask(kept, "/healthz")[0], 200)
        before = kept.sock
        second = self.put(self.certificate("second"))
        self.reload(daemon)
        self.assertTrue(daemon.said("is in force"))
        self.assertEqual(self.ask(self.connected(daemon, second), "/healthz")[0], 200)
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.connected(daemon, first)
        self.assertEqual(self.ask(kept, "/healthz")[0], 200)
        self.assertIs(kept.sock, before)
        self.assertEqual(kept.sock.getpeercert(True), ssl.PEM_cert_to_DER_cert(first.path.read_text()))

    def test_a_bad_pair_changes_nothing_and_the_log_says_why(self):
        first = self.put(self.certificate("first"))
        daemon = self.started()
        shown = self.shown_by(daemon)
        other = self.certificate("other")
        self.shown.write_bytes(other.path.read_bytes())
        self.reload(daemon)
        self.assertTrue(daemon.said(r"stays as it was: .*privkey\.pem: the key is not that of the certificate"))
        self.assertEqual(self.shown_by(daemon), shown)
        self.shown.unlink()
        self.reload(daemon)
        self.assertTrue(daemon.said(r"stays as it was: .*fullchain\.pem: cannot be read: No such file"))
        self.assertEqual(self.shown_by(daemon), shown)
        # One that has ended takes the place of none that is good.
        self.put(self.certificate("old", between=(days(-90), days(-1))))
        self.reload(daemon)
        self.assertTrue(daemon.said(r"stays as it was: .*fullchain\.pem: the certificate ended on "))
        self.assertEqual(self.shown_by(daemon), shown)
        self.put(first)
        self.reload(daemon)
        self.assertTrue(daemon.said("is in force"))

    def test_plain_http_is_told_to_use_https(self):
        self.put(self.certificate("mine"))
        daemon = self.started()
        with self.assertRaises(urllib.error.HTTPError) as told:
            fetch(f"http://127.0.0.1:{daemon.tls_port}/healthz")
        self.assertEqual((told.exception.code, told.exception.read()), (400, b"This address is asked with https.\n"))
        told.exception.close()

    def test_handshakes_that_do_not_end_are_cut_after_ten_seconds_from_their_begin(self):
        mine = self.put(self.certificate("mine"))
        daemon = self.started()
        began = time.monotonic()
        with contextlib.ExitStack() as closing:
            silent, slow = (closing.enter_context(socket.create_connection(("127.0.0.1", daemon.tls_port), 30))
                            for _ in range(2))
            silent.settimeout(0.2)
            slow.settimeout(0.2)
            hello, cut = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100), {}
            while len(cut) < 2 and time.monotonic() - began < 20:
                for name, end in (("silent", silent), ("slow", slow)):
                    if name in cut:
                        continue
                    try:
                        if name == "slow":
                            end.send(hello[:1])
                            hello = hello[1:]
                        if end.recv(100) == b"":
                            cut[name] = time.monotonic() - began
                    except TimeoutError:
                        pass
                    except OSError:
                        cut[name] = time.monotonic() - began
            self.assertEqual(len(cut), 2, cut)
            for name, seconds in cut.items():
                self.assertTrue(9 < seconds < 12, (name, seconds))
        self.assertEqual(self.ask(self.connected(daemon, mine), "/healthz")[0], 200)
        self.assertIsNone(daemon.said("warning|error"), daemon.log)

    def by_socket(self, daemon):
        """Started as systemd does that holds a socket; its port."""
        held = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(held.close)
        daemon.process = subprocess.Popen(
            ["sh", "-c", f'exec 3<&{held.fileno()}; LISTEN_PID=$$ exec "$0" "$@"', BIN / "followupd", "--config",
             daemon.config], pass_fds=[held.fileno()], stderr=subprocess.PIPE, text=True,
            env={**os.environ, "LISTEN_FDS": "1", "LISTEN_FDNAMES": "https"})
        daemon.reader = threading.Thread(target=daemon._read, args=(daemon.process, daemon.log), daemon=True)
        daemon.reader.start()
        wait_for("the daemon", lambda: daemon.said(" ready") or daemon.process.poll() is not None)
        return held.getsockname()[1]

    def test_systemd_hands_over_the_socket_that_it_calls_https(self):
        mine = self.put(self.certificate("mine"))
        daemon = self.daemon()
        daemon.tls_port = self.by_socket(daemon)
        self.assertEqual(self.ask(self.connected(daemon, mine), "/healthz")[0], 200)
        # It takes the place of tls_listen; the plain address is none of its business.
        self.assertIsNone(daemon.said("listening on https:"))
        self.assertTrue(daemon.said("listening on http:"))

    def test_a_socket_for_https_without_a_certificate_is_a_mistake_of_the_configuration(self):
        daemon = self.daemon(more="")
        self.by_socket(daemon)
        self.assertEqual(daemon.process.wait(30), 78)
        daemon._read_to_the_end()
        self.assertTrue(daemon.said(r"\[web\]: systemd holds a socket for https, and there is no certificate; name one"))

class AtTheStart(Tls):
    def refused(self, more, **environment):
        """What the daemon says, as --check and `followup check` do."""
        daemon = self.daemon(more)
        env = {**os.environ, **environment}
        answers = [run(*command, "--config", daemon.config, env=env) for command in
                   (["followupd"], ["followupd", "--check"], ["followup", "check"])]
        self.assertEqual([answer.returncode for answer in answers], [78] * 3, answers)
        self.assertEqual(len({answer.stderr for answer in answers}), 1, answers)
        self.assertFalse(daemon.state.exists(), "it touched its state with a bad certificate")
        return answers[0].stderr

    def checked(self, more):
        daemon = self.daemon(more)
        answer = daemon.followup("check")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return answer.stdout, answer.stderr

    def test_a_key_of_another_certificate_is_refused(self):
        self.put(self.certificate("mine"))
        other = self.certificate("other")
        self.assertEqual(self.refused(self.web(key=other.key)),
                         f"{other.key}: the key is not that of the certificate in {self.shown}; "
                         "name the two files that were made together\n")

    def test_what_cannot_be_read_is_named(self):
        mine = self.put(self.certificate("mine"))
        self.assertIn("nothing.pem: cannot be read: No such file", self.refused(self.web(certificate=self.folder / "nothing.pem")))
        self.assertIn("there is no certificate in it", self.refused(self.web(certificate=mine.key)))
        mine.path.chmod(0o600)
        self.assertIn("there is no key in it", self.refused(self.web(key=mine.path)))
        locked = self.folder / "locked.pem"
        subprocess.run(["openssl", "pkey", "-in", mine.key, "-aes128", "-passout", "pass:secret", "-out", locked],
                       check=True)
        locked.chmod(0o600)
        self.assertIn("the key is locked by a passphrase", self.refused(self.web(key=locked)))
        locked.write_bytes(mine.key.read_bytes())
        locked.chmod(0o644)
        self.assertIn(f"this secret is open to every user of the machine; chmod o= {locked}",
                      self.refused(self.web(key=locked)))

    def test_https_without_a_certificate_is_a_mistake_of_the_configuration(self):
        self.assertRegex(self.refused('tls_listen = ["127.0.0.1:0"]'),
                         r"followupd\.toml:\d+:\d+: https needs a certificate; name it in 'tls_certificate'")

    def test_one_that_has_ended_is_named_and_mails_go_out_all_the_same(self):
        old = self.put(self.certificate("old", between=(days(-90), days(-1))))
        said = f"{self.shown}: the certificate ended on {days(-1):%Y-%m-%d}"
        daemon = self.started()
        self.assertTrue(daemon.said("warning.*" + said))
        for command in (["followupd", "--check"], ["followup", "check"]):
            answer = run(*command, "--config", daemon.config)
            self.assertEqual((answer.returncode, answer.stderr), (78, said + "; renew it, and reload followupd\n"))
        status, _, body = daemon.get("/healthz")
        self.assertEqual((status, json.loads(body)["troubles"]), (503, [said + "; renew it, and reload followupd"]))
        self.assertIn(said, daemon.followup("status").stdout)
        daemon.drop("one.toml", interview(1))
        wait_for("the interview", lambda: "one.toml" in daemon.done())
        # To have reloaded it once more makes nothing worse.
        self.put(old)
        self.reload(daemon)
        self.assertTrue(daemon.said("is in force"))
        self.put(self.certificate("new"))
        self.reload(daemon)
        self.assertEqual(daemon.get("/healthz")[0], 200)

    def test_one_that_will_end_is_told_of_in_time(self):
        for left, warned, trouble in ((20, False, False), (10, True, False), (3, True, True)):
            with self.subTest(left=left):
                self.put(self.certificate(f"in-{left}", between=(days(left - 90), days(left))))
                said = f"the certificate ends on {days(left):%Y-%m-%d}"
                out, errors = self.checked(self.web())
                self.assertEqual(said in errors, warned, errors)
                self.assertIn(f"good until {days(left):%Y-%m-%d}", out)
                daemon = self.started()
                self.assertEqual(daemon.said("warning.*" + said) is not None, warned)
                self.assertEqual(daemon.get("/healthz")[0], 503 if trouble else 200)
                daemon.stop()

    def test_a_short_life_is_no_trouble_before_its_end(self):
        self.put(self.certificate("short", between=(days(-3), days(3))))
        self.assertEqual(self.checked(self.web())[1], "")
        self.assertEqual(self.started().get("/healthz")[0], 200)

    def test_one_for_another_name_is_doubted(self):
        self.put(self.certificate("mine"))
        daemon = self.daemon()
        named = daemon.config.read_text().replace("[agency]", '[agency]\npublic_url = "https://followups.glass.example"')
        daemon.config.write_text(named)
        self.assertIn("the certificate is not made out to followups.glass.example", daemon.followup("check").stderr)
        daemon.config.write_text(named.replace("followups.glass.example", "localhost:8443/x"))
        self.assertEqual(daemon.followup("check").stderr, "")

    def test_credentials_of_systemd_are_read_by_their_names(self):
        mine, passed = self.certificate("mine"), self.folder / "credentials"
        passed.mkdir()
        for name, path in (("full", mine.path), ("key", mine.key)):
            (passed / name).write_bytes(path.read_bytes())
            (passed / name).chmod(0o400)
        more = self.web("full", "key")
        if not pathlib.Path("/run/credentials/followupd.service").exists():
            out, errors = self.checked(more)
            self.assertIn("full: only followupd itself can read this: it was not looked at", errors)
            self.assertNotIn("https with", out)
            self.assertEqual(run("followupd", "--config", self.daemon(more).config).returncode, 78)
        with mock.patch.dict(os.environ, {"CREDENTIALS_DIRECTORY": str(passed)}):
            daemon = self.started(more)
            self.assertIn("https with the certificate full, good until", daemon.followup("check").stdout)
        context = mine.trusted()
        with socket.create_connection(("127.0.0.1", daemon.tls_port), 30) as raw:
            context.wrap_socket(raw, server_hostname="127.0.0.1").close()

    def test_without_a_plain_address_feeds_lead_to_https(self):
        self.put(self.certificate("mine"))
        port = free_port()
        daemon = self.daemon(self.web(port=port))
        daemon.config.write_text(daemon.config.read_text().replace('listen = ["127.0.0.1:0"]', "listen = []", 1))
        daemon.start(ready=False)
        wait_for("the daemon", lambda: daemon.said(" ready"))
        self.assertTrue(daemon.json("feeds", "pat")[0]["https"].startswith(f"https://127.0.0.1:{port}/f/"))

    def test_a_certificate_that_nobody_is_shown_is_told_of(self):
        self.put(self.certificate("mine"))
        daemon = self.started(self.web().split("\n", 1)[1])
        self.assertTrue(daemon.said("warning.*nobody is shown the certificate"))


if __name__ == "__main__":
    unittest.main()
