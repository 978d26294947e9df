"""Monitors: /metrics and who may read it, the plug-in, health, and our rules and dashboard in a real Prometheus."""

import contextlib
import http.server
import json
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

from alerts import PLANTED, SERIES
from outbox_test import Relay
from reader import blocks
from support import SOURCE, Daemon, fetch, free_port, interview, run, wait_for

FOLDER = SOURCE / "docs" / "monitoring"
RULES = FOLDER / "followupd.rules.yml"
PAGE = SOURCE / "docs" / "monitoring.md"
RECENT = ["--at", "2026-11-27T23:05:00Z", "--speed", "1"]
REFUSED = '[[interview]]\nid = "secret-name"\nrecruiter = "nobody"\n'


def families(text):
    return set(re.findall(r"^# TYPE (\S+) ", text, re.M))


def value(text, metric):
    found = re.search(rf"^{re.escape(metric)} (\S+)$", text, re.M)
    return float(found[1]) if found else None


def alerts():
    return re.findall(r"^ *- alert: (\w+)$", RULES.read_text(), re.M)


def panels():
    board = json.loads((FOLDER / "dashboard.json").read_text())
    return [(panel["title"], target["expr"]) for panel in board["panels"] for target in panel["targets"]]


class Metrics(unittest.TestCase):
    def started(self, **how):
        daemon = Daemon(**how)
        self.addCleanup(daemon.__exit__)
        return daemon.start()

    def metrics(self, daemon):
        status, headers, body = daemon.get("/metrics")
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        return body.decode()

    def test_what_happens_is_counted_and_tells_of_nobody(self):
        daemon = self.started(options=RECENT)
        daemon.drop("dana-secret.toml", interview(1, "2026-11-27T16:30:00-06:00"))
        daemon.drop("bad-secret.toml", REFUSED)
        wait_for("both files to be judged", daemon.at_rest)
        wait_for("a mail", daemon.mails)
        link = daemon.json("feeds", "pat")[0]["https"]
        self.assertEqual(fetch(link)[0], 200)
        text = wait_for("the first mail to be counted", lambda: (
            lambda seen: value(seen, "followupd_nudge_lateness_seconds_count") and seen)(self.metrics(daemon)))
        self.assertEqual(value(text, 'followupd_queue_judged_total{result="accepted"}'), 1)
        self.assertEqual(value(text, 'followupd_queue_judged_total{result="refused"}'), 1)
        self.assertEqual(value(text, 'followupd_queue_files{folder="bad"}'), 1)
        self.assertGreaterEqual(value(text, 'followupd_mail_attempts_total{code="250",relay="maildir"}'), 1)
        self.assertEqual(value(text, 'followupd_feeds_served_total{status="200"}'), 1)
        self.assertEqual(value(text, "followupd_last_backup_timestamp_seconds"), 0)
        self.assertEqual(value(text, "followupd_last_reload_successful"), 1)
        self.assertGreater(value(text, "followupd_ledger_busy_seconds_total"), 0)
        self.assertGreater(value(text, 'followupd_disk_free_bytes{disk="queue"}'), 0)
        for word in ("secret", "Candidate", "candidate1", "Employer", "pat", "Chen", "@", "case-1", str(daemon.folder)):
            self.assertNotIn(word, text)
        copy = daemon.folder / "copy.sqlite"
        self.assertEqual(daemon.followup("backup", copy).returncode, 0)
        wait_for("the backup to be noted",
                 lambda: value(self.metrics(daemon), "followupd_last_backup_timestamp_seconds") > 1.7e9)
        made = value(self.metrics(daemon), "followupd_last_backup_timestamp_seconds")
        daemon.stop()
        daemon.start()
        self.assertEqual(value(self.metrics(daemon), "followupd_last_backup_timestamp_seconds"), made)

    def test_the_page_names_every_metric_and_none_that_is_gone(self):
        told = set(re.findall(r"^\| `(followupd_\w+)` \|", PAGE.read_text(), re.M))
        source = (SOURCE / "daemon" / "shell" / "metrics" / "meters.cpp").read_text()
        made = set(re.findall(r'"(followupd_\w+)"', source))
        self.assertEqual(told, made)
        given = families(self.metrics(self.started(options=RECENT)))
        self.assertEqual(given - told, set())
        # What is not there yet: nothing was sent or fetched, nothing read through, and there is no certificate.
        self.assertLessEqual(told - given, {"followupd_mail_attempts_total", "followupd_feeds_served_total", "followupd_cases",
                                            "followupd_cases_undated", "followupd_certificate_end_timestamp_seconds"})

    def test_the_page_says_what_to_do_for_every_alert(self):
        told = re.findall(r"^\| `(Followupd\w+)` \|", PAGE.read_text(), re.M)
        self.assertEqual(sorted(told), sorted(alerts()))

    def test_it_is_for_this_machine_and_for_addresses_that_are_named(self):
        daemon = self.started(more='metrics = ["203.0.113.9"]')
        self.assertEqual(daemon.get("/metrics")[0], 200)
        self.assertEqual(daemon.get("/metrics", method="POST")[0], 405)
        for asker, status in (("203.0.113.5", 404), ("203.0.113.9", 200)):
            self.assertEqual(daemon.get("/metrics", headers={"X-Forwarded-For": asker})[0], status, asker)
        status, _, body = daemon.get("/metrics", headers={"X-Forwarded-For": "203.0.113.5"})
        self.assertEqual(body, daemon.get("/nothing")[2])
        daemon.config.write_text(daemon.config.read_text().replace("203.0.113.9", "203.0.113.5"))
        self.assertEqual(daemon.followup("reload").returncode, 0)
        wait_for("the new address to be let in",
                 lambda: daemon.get("/metrics", headers={"X-Forwarded-For": "203.0.113.5"})[0] == 200)
        self.assertEqual(daemon.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})[0], 404)


class Health(unittest.TestCase):
    """Health turns red for what a person has to look at, and green when somebody did."""

    def started(self, **how):
        daemon = Daemon(**how)
        self.addCleanup(daemon.__exit__)
        return daemon.start()

    def plugin(self, daemon):
        answer = daemon.followup("check", "--monitor")
        self.assertEqual(answer.stdout.count("\n"), 1, answer.stdout)
        return answer.returncode, answer.stdout

    def troubles(self, daemon):
        return json.loads(daemon.get("/healthz")[2])["troubles"]

    def test_of_a_refused_file_until_it_is_mended_or_removed(self):
        daemon = self.started(options=RECENT)
        self.assertRegex(self.plugin(daemon)[1], r"^FOLLOWUPD OK - all is well.* \| troubles=0 oldest_unsent=0s ")
        for mend in ("hand in", "remove"):
            daemon.drop("dana.toml", REFUSED)
            wait_for("the refusal", lambda: daemon.get("/healthz")[0] == 503)
            self.assertRegex(self.troubles(daemon)[0], r"^queue: files that were refused and not mended: 1")
            code, line = self.plugin(daemon)
            self.assertEqual(code, 2)
            self.assertRegex(line, r"^FOLLOWUPD CRITICAL - 1 trouble: queue: .* \| troubles=1 ")
            if mend == "remove":
                for path in (daemon.queue / "bad").glob("dana*"):
                    path.unlink()
            else:
                daemon.drop("dana.toml", interview(1, "2026-11-27T16:30:00-06:00"))
            wait_for("health", lambda: daemon.get("/healthz")[0] == 200)
        self.assertEqual(self.plugin(daemon)[0], 0)

    def test_of_a_backup_that_is_older_than_configured(self):
        daemon = self.started(more='[monitor]\nbackup_age = "2 days"')
        self.assertEqual(daemon.get("/healthz")[0], 503)
        self.assertIn("backup: none was made yet", self.troubles(daemon)[0])
        self.assertEqual(daemon.followup("backup", daemon.folder / "copy.sqlite").returncode, 0)
        wait_for("health", lambda: daemon.get("/healthz")[0] == 200)
        daemon.stop()
        daemon.start(["--at", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3 * 86400)), "--speed", "1"])
        wait_for("the clock to be believed", lambda: any("backup: the last one" in each for each in self.troubles(daemon)))

    def test_of_a_mail_that_its_recipient_does_not_get_until_it_was_long_ago(self):
        relay = Relay()
        self.addCleanup(relay.server_close)
        self.addCleanup(relay.shutdown)
        relay.answers["candidate1@candidate.example"] = "550 5.1.1 nobody here"
        daemon = self.started(mail=f'relays = [{{ url = "{relay.url}" }}]\nreject_repeat = "1 s"', options=RECENT)
        daemon.drop("dana.toml", interview(1, "2026-11-27T16:30:00-06:00"))
        wait_for("the trouble", lambda: any(each.startswith("mails: refused for their recipient: ")
                                            for each in self.troubles(daemon)))
        code, line = self.plugin(daemon)
        self.assertEqual(code, 2)
        self.assertNotIn("candidate1", line)
        daemon.config.write_text(daemon.config.read_text() + '\n[monitor]\nremember = "0 s"\n')
        self.assertEqual(daemon.followup("reload").returncode, 0)
        wait_for("health", lambda: daemon.get("/healthz")[0] == 200)

    def test_the_plugin_tells_what_it_could_not_find_out(self):
        daemon = self.started()
        answer = run("followup", "check", "--monitor", "--config", daemon.folder / "none.toml")
        self.assertEqual((answer.returncode, answer.stdout),
                         (3, "FOLLOWUPD UNKNOWN - the configuration file cannot be read\n"))
        good = daemon.config.read_text()
        daemon.config.write_text(good + "\n[nonsense]\n")
        self.assertEqual(self.plugin(daemon)[0], 1)
        daemon.config.write_text(good)
        daemon.stop()
        self.assertEqual(self.plugin(daemon), (2, "FOLLOWUPD CRITICAL - no daemon is running\n"))


def installed():
    return shutil.which("prometheus") and shutil.which("promtool")


@unittest.skipUnless(installed(), "Debian's prometheus is not installed; ./dev deps does it")
class Rules(unittest.TestCase):
    """What promtool makes of the rules: they are right, each fires for its trouble, and none without one."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="followupd-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def promtool(self, *arguments):
        answer = subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        return answer.stdout

    def test_are_right_and_so_is_the_configuration_of_the_page(self):
        self.assertIn(f"{len(alerts())} rules found", self.promtool("check", "rules", RULES))
        shutil.copy(RULES, self.folder)
        block = next(block for block in blocks(PAGE) if block.info == "yaml")
        (self.folder / "prometheus.yml").write_text(block.text)
        self.promtool("check", "config", self.folder / "prometheus.yml")

    def test_fire_each_for_its_trouble_and_not_without_it(self):
        self.assertEqual(set(SERIES), set(alerts()))
        tests = []
        for alert, (bad, well, when) in SERIES.items():
            for series, samples in ((bad, [{"labels": "{}", "value": 1}]), (well, [])):
                tests.append({
                    "name": alert, "interval": "1m",
                    "input_series": [{"series": name, "values": values} for name, values in series.items()],
                    "promql_expr_test": [{
                        "expr": f'sum(ALERTS{{alertname="{alert}", alertstate="firing"}}) > 0', "eval_time": when,
                        "exp_samples": samples}]})
        path = self.folder / "tests.yml"
        path.write_text(json.dumps({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": tests}))
        self.promtool("test", "rules", path)


class Planted(http.server.BaseHTTPRequestHandler):
    """The numbers of a real daemon, with every trouble planted in them."""

    text = ""
    scrapes = 0

    def do_GET(self):
        Planted.scrapes += 1
        body = planted(Planted.text, Planted.scrapes).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):  # Prometheus has ended, or waited long enough
            self.wfile.write(body)

    def log_message(self, *_):
        pass


def planted(text, scrapes):
    """Every metric as it is, but for those of PLANTED; what is counted grows from one scrape to the next."""
    lines = [line for line in text.splitlines() if line.split(" ")[0] not in PLANTED]
    for metric, make in PLANTED.items():
        lines.append(f"{metric} {make(scrapes, time.time())}")
    return "\n".join(lines) + "\n"


@unittest.skipUnless(installed(), "Debian's prometheus is not installed; ./dev deps does it")
class Scraped(unittest.TestCase):
    """A real Prometheus reads the real daemon beside one full of troubles."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="followupd-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        relay = free_port()
        self.daemon = Daemon(mail=f'relays = [{{ url = "smtp://127.0.0.1:{relay}" }}]', options=RECENT)
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Planted)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        Planted.text = self.daemon.get("/metrics")[2].decode()
        self.planted = f"127.0.0.1:{server.server_port}"
        self.real = f"127.0.0.1:{self.daemon.port}"
        self.start_prometheus([self.real, self.planted, f"127.0.0.1:{free_port()}"])

    def start_prometheus(self, targets):
        rules = RULES.read_text()
        # A test does not wait for half an hour; which wait is long enough promtool looks at.
        (self.folder / "rules.yml").write_text(re.sub(r"for: \w+", "for: 0s", rules))
        (self.folder / "prometheus.yml").write_text(json.dumps({
            "global": {"scrape_interval": "2s", "scrape_timeout": "2s", "evaluation_interval": "1s"},
            "rule_files": ["rules.yml"],
            "scrape_configs": [{"job_name": "followupd", "static_configs": [{"targets": targets}]}]}))
        self.port = free_port()
        self.log = (self.folder / "log").open("w+")
        self.addCleanup(self.log.close)
        process = subprocess.Popen(
            ["prometheus", f"--config.file={self.folder}/prometheus.yml", f"--storage.tsdb.path={self.folder}/data",
             f"--web.listen-address=127.0.0.1:{self.port}"], stdout=self.log, stderr=self.log)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        wait_for("Prometheus", lambda: self.is_ready(process))

    def is_ready(self, process):
        self.assertIsNone(process.poll(), (self.folder / "log").read_text())
        try:
            return fetch(f"http://127.0.0.1:{self.port}/-/ready")[0] == 200
        except OSError:
            return False

    def asked(self, expression):
        query = urllib.parse.urlencode({"query": expression})
        return json.loads(fetch(f"http://127.0.0.1:{self.port}/api/v1/query?{query}")[1])["data"]["result"]

    def firing(self, instance=None):
        where = f', instance="{instance}"' if instance else ""
        return {each["metric"]["alertname"] for each in self.asked(f'ALERTS{{alertstate="firing"{where}}}')}

    def test_every_alert_fires_for_its_planted_trouble_and_no_panel_is_empty(self):
        wait_for("the real daemon to be read", lambda: self.asked(f'up{{instance="{self.real}"}} == 1'))
        deadline = time.monotonic() + 120
        while missing := set(alerts()) - self.firing():
            self.assertLess(time.monotonic(), deadline, f"they do not fire: {sorted(missing)}")
            time.sleep(0.2)
        # The real daemon is well, but nobody has made a backup of it.
        self.assertEqual(self.firing(self.real), {"FollowupdBackupOld"})
        self.assertEqual(self.daemon.followup("backup", self.daemon.folder / "copy.sqlite").returncode, 0)
        for title, expression in panels():
            with self.subTest(panel=title):
                self.assertTrue(self.asked(expression.replace("$__rate_interval", "1m")))
        # Troubles of the real one: a file that is refused, a configuration that is, and a relay that is not there.
        self.daemon.drop("dana.toml", interview(1, "2026-11-27T16:30:00-06:00"))
        self.daemon.drop("bad.toml", REFUSED)
        good = self.daemon.config.read_text()
        self.daemon.config.write_text(good + "\n[nonsense]\n")
        self.daemon.process.send_signal(signal.SIGHUP)
        wanted = {"FollowupdTrouble", "FollowupdFilesRefused", "FollowupdConfigurationRefused", "FollowupdRelayResting"}
        wait_for("the alerts of the real daemon", lambda: wanted <= self.firing(self.real), 120)
        self.daemon.kill()
        wait_for("its end to be noticed", lambda: "FollowupdDown" in self.firing(self.real))


if __name__ == "__main__":
    unittest.main()
