"""followupd behind a proxy: nginx as the administrator's page sets it up, and what is believed of proxies."""

import gzip
import http.client
import pathlib
import re
import socket
import ssl
import subprocess
import tempfile
import time
import unittest

from reader import blocks
from support import EXAMPLES, SOURCE, Daemon, free_port, wait_for

STORY = sorted(EXAMPLES.glob("2*.toml"))
HOST = "followups.glass.example"
AT = ["--at", "2026-11-20T21:40:00Z", "--speed", "1"]


def with_public_url(daemon):
    """Behind a proxy the configuration names the outside address."""
    text = daemon.config.read_text()
    daemon.config.write_text(text.replace("[agency]", f'[agency]\npublic_url = "https://{HOST}"'))
    daemon.stop()
    daemon.start()


class Nginx:
    """nginx with the server blocks of docs/administrator.md; only ports, certificate and log are its own."""

    def __init__(self, folder, daemon):
        self.clear, self.secure = free_port(), free_port()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout",
                        str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
                       check=True, capture_output=True)
        page = next(block.text for block in blocks(SOURCE / "docs" / "administrator.md") if block.info == "nginx")
        page = page.replace("listen 80;", f"listen 127.0.0.1:{self.clear};")
        page = page.replace("listen 443 ssl;", f"listen 127.0.0.1:{self.secure} ssl;")
        page = page.replace("127.0.0.1:8025", f"127.0.0.1:{daemon.port}")
        page = re.sub(r"/etc/letsencrypt/live/[^/]+", str(folder), page)
        self.config = folder / "nginx.conf"
        self.config.write_text(f"""daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
access_log {folder}/access.log;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxied;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{page}
}}
""")
        self.context = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
        self.folder = folder
        self.process = subprocess.Popen(["/usr/sbin/nginx", "-e", f"{folder}/error.log", "-p", str(folder), "-c",
                                         str(self.config)])
        wait_for("nginx", lambda: (folder / "nginx.pid").exists() or self.process.poll() is not None)
        if self.process.poll() is not None:
            raise AssertionError((folder / "error.log").read_text())

    def get(self, path, secure=True, headers=None):
        if secure:
            connection = http.client.HTTPSConnection("127.0.0.1", self.secure, timeout=30, context=self.context)
            # By its address, as the name leads nowhere; the certificate is for the name.
            connection._create_connection = lambda *_: self.connected()
            connection.host = HOST
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.clear, timeout=30)
        connection.request("GET", path, headers={"Host": HOST, **(headers or {})})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), body

    def connected(self):
        return socket.create_connection(("127.0.0.1", self.secure), 30)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class BehindNginx(unittest.TestCase):
    def test_the_handbooks_configuration_serves_what_is_ours_and_nothing_else(self):
        with Daemon(options=AT) as daemon, tempfile.TemporaryDirectory(prefix="followupd-") as name:
            with_public_url(daemon)
            daemon.drop(STORY[0].name, STORY[0].read_text())
            wait_for("the interview", lambda: STORY[0].name in daemon.done())
            feed = daemon.json("feeds", "pat")[0]
            self.assertTrue(feed["https"].startswith(f"https://{HOST}/f/"))
            path = feed["https"].split(HOST)[1]
            nginx = Nginx(pathlib.Path(name), daemon)
            self.addCleanup(nginx.stop)
            status, headers, body = nginx.get(path)
            self.assertEqual((status, body), (200, daemon.get(path)[2]))
            self.assertEqual(nginx.get(path, headers={"If-None-Match": headers["ETag"]})[0], 304)
            self.assertNotIn("Content-Encoding", nginx.get(path, headers={"Accept-Encoding": "gzip"})[1])
            status, headers, _ = nginx.get(path, secure=False)
            self.assertEqual((status, headers["Location"]), (301, feed["https"]))
            status, _, body = nginx.get(feed["page"].split(HOST)[1])
            self.assertEqual((status, feed["webcal"] in body.decode()), (200, True))
            self.assertEqual([nginx.get(each)[0] for each in ("/healthz", "/", "/v1/status")], [404] * 3)
            for log in ("access.log", "error.log"):
                self.assertNotIn(path.split("/")[2], (nginx.folder / log).read_text())


class Believing(unittest.TestCase):
    def ask(self, daemon, path, **headers):
        began = time.monotonic()
        answer = daemon.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return *answer, time.monotonic() - began

    def test_who_came_without_tls_is_led_to_https(self):
        with Daemon(options=AT) as daemon:
            with_public_url(daemon)
            path = daemon.json("feeds", "pat")[0]["https"].split(HOST)[1]
            status, headers, _, _ = self.ask(daemon, path, X_Forwarded_Proto="http")
            self.assertEqual((status, headers["Location"]), (301, f"https://{HOST}{path}"))
            self.assertEqual(self.ask(daemon, path, X_Forwarded_Proto="https")[0], 200)
            self.assertEqual(self.ask(daemon, path)[0], 200)
            self.assertEqual(self.ask(daemon, "/nothing", X_Forwarded_Proto="http")[0], 404)

    def test_who_guesses_addresses_waits_and_nobody_else_does(self):
        with Daemon(options=AT) as daemon:
            good = daemon.json("feeds", "pat")[0]["https"].split(f":{daemon.port}")[1]
            guess = "/f/" + "a" * 32 + "/Follow-ups.ics"
            times = [self.ask(daemon, guess, X_Forwarded_For="203.0.113.5")[3] for _ in range(21)]
            self.assertLess(max(times[:20]), 1.5)
            self.assertGreater(times[20], 1.9)
            # A good address is answered at once, also theirs: a calendar program may give up after one bad answer.
            for asker in ("203.0.113.5", "203.0.113.6"):
                status, _, _, time_taken = self.ask(daemon, good, X_Forwarded_For=asker)
                self.assertEqual((status, time_taken < 1.5), (200, True), asker)
            self.assertLess(self.ask(daemon, guess, X_Forwarded_For="203.0.113.6")[3], 1.5)
            self.assertGreater(self.ask(daemon, guess, X_Forwarded_For="198.51.100.1, 203.0.113.5")[3], 1.9)

    def test_a_feed_is_compressed_only_where_that_is_configured_and_asked_for(self):
        with Daemon(options=AT) as daemon:
            path = daemon.json("feeds", "pat")[0]["https"].split(f":{daemon.port}")[1]
            self.assertNotIn("Vary", self.ask(daemon, path, Accept_Encoding="gzip")[1])
            daemon.config.write_text(daemon.config.read_text().replace("[web]", '[web]\ncompression = "gzip"'))
            daemon.stop()
            daemon.start()
            _, plain, body, _ = self.ask(daemon, path)
            _, packed, small, _ = self.ask(daemon, path, Accept_Encoding="gzip;q=0.5, br")
            self.assertEqual(gzip.decompress(small), body)
            self.assertNotIn("Content-Encoding", plain)
            self.assertEqual((packed["Content-Encoding"], packed["Vary"], plain["Vary"]),
                             ("gzip", "Accept-Encoding", "Accept-Encoding"))
            self.assertNotEqual(packed["ETag"], plain["ETag"])
            for tag, encoding, wanted in ((packed["ETag"], "gzip", 304), (plain["ETag"], "gzip", 200),
                                          (plain["ETag"], "identity", 304), (packed["ETag"], "gzip;q=0", 200)):
                self.assertEqual(self.ask(daemon, path, Accept_Encoding=encoding, If_None_Match=tag)[0], wanted)


if __name__ == "__main__":
    unittest.main()
