"""Real calendar programs on the feeds of the real daemon: whatever happens, each shows exactly what is owed."""

import datetime
import http.client
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import unittest

from support import EXAMPLES, SOURCE, Daemon, wait_for

sys.path.insert(0, str(SOURCE / "tests" / "support"))
import ics_lint

STORY = sorted(EXAMPLES.glob("2*.toml"))
DANA = "dana@candidate.example"
PROMISE = "Call Margaret Chen (Acme Robotics), as promised"
PYTHON = "/usr/bin/python3"  # the one that has Debian's modules
UTC = datetime.timezone.utc


def one(properties, name):
    return next(value for each, _, value in properties if each == name)


def plain(text):
    """A TEXT value as its reader sees it (RFC 5545 3.3.11)."""
    for escaped, sign in (("\\,", ","), ("\\;", ";"), ("\\n", "\n"), ("\\\\", "\\")):
        text = text.replace(escaped, sign)
    return text


class Proxy:
    """Stands between a calendar program and the daemon, at one address while the daemon is started anew; can fail."""

    def __init__(self, daemon):
        self.failing = False
        proxy = self

        class Desk(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if proxy.failing:
                    self.send_response(503)
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                there = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=30)
                try:
                    there.request(self.command, self.path, headers=dict(self.headers.items()))
                    answer = there.getresponse()
                except OSError:
                    self.send_response(502)
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                body = answer.read()
                self.send_response_only(answer.status)
                for name, value in answer.getheaders():
                    if name != "Connection":
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                there.close()

            do_HEAD = do_PUT = do_PROPFIND = do_OPTIONS = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Evolution:
    """evolution-data-server, asked through ECal in a D-Bus session of its own."""

    NAME = "Follow-ups.ics"

    def __init__(self, folder, url):
        folders = {name: str(folder / name) for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_DATA_HOME",
                                                        "XDG_CONFIG_HOME")}
        for each in folders.values():
            pathlib.Path(each).mkdir(mode=0o700)
        self.log = (folder / "log").open("w+")
        self.process = subprocess.Popen(
            ["dbus-run-session", "--", PYTHON, str(pathlib.Path(__file__).with_name("evolution.py")), url], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
            env={**os.environ, **folders, "GSETTINGS_BACKEND": "memory", "GIO_USE_PROXY_RESOLVER": "dummy"})

    def shown(self):
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("Evolution ended; its log is " + pathlib.Path(self.log.name).read_text())
        return {tuple(each) for each in json.loads(line)["shown"]}

    @staticmethod
    def agenda(components):
        return {(one(each, "UID"), plain(one(each, "SUMMARY")), one(each, "DTSTART"), one(each, "DTEND"))
                for _, each in components}

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()
        self.log.close()


class Vdirsyncer:
    """vdirsyncer as cron would run it: a fetch into a folder."""

    def __init__(self, folder, url):
        self.entries = folder / "entries"
        self.config = folder / "vdirsyncer"
        self.config.write_text(f"""[general]
status_path = "{folder}/status"
[pair feed]
a = "there"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage there]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{self.entries}"
fileext = ".ics"
""")
        self.environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                            "XDG_CONFIG_HOME": str(folder / "config"), "XDG_CACHE_HOME": str(folder / "cache"),
                            "XDG_DATA_HOME": str(folder / "data")}
        self.run("vdirsyncer", "-c", self.config, "discover", input="y\ny\n")

    def run(self, *command, **options):
        return subprocess.run([str(each) for each in command], env=self.environment, capture_output=True, text=True,
                              timeout=60, check=False, **options)

    def sync(self):
        self.run("vdirsyncer", "-c", self.config, "sync")

    def close(self):
        pass


class Khal(Vdirsyncer):
    NAME = "Follow-ups.ics"

    def __init__(self, folder, url):
        super().__init__(folder, url)
        self.khal = folder / "khal"
        self.khal.write_text(f"""[calendars]
[[followups]]
path = {self.entries}
readonly = True
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
""")

    def shown(self):
        self.sync()
        answer = self.run("khal", "-c", self.khal, "list", "--once", "--day-format", "", "--format",
                          "{title}|{start-long}|{end-long}", "2026-10-01", "365d")
        assert answer.returncode == 0 and "warning" not in answer.stderr.lower(), answer.stderr
        return {tuple(line.split("|")) for line in answer.stdout.splitlines() if line}

    @staticmethod
    def agenda(components):
        def said(value, last=False):
            if "T" in value:
                return datetime.datetime.strptime(value, "%Y%m%dT%H%M%SZ").strftime("%Y-%m-%d %H:%M")
            day = datetime.datetime.strptime(value, "%Y%m%d") - datetime.timedelta(days=1 if last else 0)
            return day.strftime("%Y-%m-%d")

        return {(plain(one(each, "SUMMARY")), said(one(each, "DTSTART")), said(one(each, "DTEND"), last=True))
                for _, each in components}


class Todoman(Vdirsyncer):
    NAME = "Tasks.ics"

    def __init__(self, folder, url):
        super().__init__(folder, url)
        self.todoman = folder / "todoman.py"
        self.todoman.write_text(f'path = "{self.entries}"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n'
                                f'default_list = "entries"\ncache_path = "{folder}/todoman.cache"\n')

    def shown(self):
        self.sync()
        answer = self.run("todoman", "--config", self.todoman, "--porcelain", "list", "--status", "ANY")
        assert answer.returncode == 0, answer.stderr
        return {(todo["summary"], todo["due"], todo["completed"]) for todo in json.loads(answer.stdout)}

    @staticmethod
    def agenda(components):
        def said(value):
            form = "%Y%m%dT%H%M%SZ" if "T" in value else "%Y%m%d"
            return int(datetime.datetime.strptime(value, form).replace(tzinfo=UTC).timestamp())

        return {(plain(one(each, "SUMMARY")), said(one(each, "DUE")), one(each, "STATUS") == "COMPLETED")
                for _, each in components}


class Clients(unittest.TestCase):
    def accept(self, daemon, file):
        daemon.drop(file.name, file.read_text())
        wait_for(file.name, lambda: file.name in daemon.done() or file.name in daemon.bad())
        self.assertIn(file.name, daemon.done())

    def live_through_the_story(self, program):
        options = ["--at", "2026-12-03T15:00:00Z", "--speed", "1"]
        with Daemon(options=options) as daemon, tempfile.TemporaryDirectory(prefix="followupd-") as name:
            proxy = Proxy(daemon)
            self.addCleanup(proxy.close)
            self.accept(daemon, STORY[0])
            path = "/f/" + daemon.json("feeds", DANA)[0]["https"].split("/f/")[1]
            path = path.replace("Follow-ups.ics", program.NAME)
            client = program(pathlib.Path(name), proxy.base + path)
            self.addCleanup(client.close)

            def agrees(what):
                components = ics_lint.components(daemon.get(path)[2])
                self.assertEqual(client.shown(), client.agenda(components), what)
                promised = [each for _, each in components if plain(one(each, "SUMMARY")).endswith(PROMISE)]
                return promised[0] if promised else None

            first = agrees("loaded")
            for file in STORY[1:4]:
                self.accept(daemon, file)
                now = agrees(file.name)
            when = "DTSTART" if program.NAME == "Follow-ups.ics" else "DUE"
            self.assertEqual(one(now, "UID"), one(first, "UID"))
            self.assertNotEqual(one(now, when), one(first, when), "it was not pushed")
            proxy.failing = True
            shown = client.shown()
            self.accept(daemon, STORY[4])
            self.assertEqual(client.shown(), shown, "an error changed what is shown")
            proxy.failing = False
            self.assertIsNone(agrees("after an error"), "it was not dropped")
            shown = client.shown()
            daemon.stop()
            self.assertEqual(client.shown(), shown, "it went away with the daemon")
            daemon.start()
            agrees("after a restart")
            daemon.json("feeds", DANA, "--revoke")
            agrees("emptied")
            self.assertEqual(len(client.shown()), 1)

    def test_evolution(self):
        self.live_through_the_story(Evolution)

    def test_khal(self):
        self.live_through_the_story(Khal)

    def test_todoman(self):
        self.live_through_the_story(Todoman)


if __name__ == "__main__":
    unittest.main()
