"""What a relay can do wrong at each stage of the dialogue, and what must be in the ledger then."""

import contextlib
import datetime
import http.client
import os
import re
import statistics
import threading
import time

from certificates import Certificate
from scripted import FAILED, PASSWORD, USER, Peer, deaf_port
from support import Daemon, free_port, interview, wait_for

NOW = "2026-11-20T22:00:00Z"
DEEDS = ("drop", "hang", *FAILED, "garbage", "long line", "slow")
# Each wait tells which rule it came from; nothing is tried again by itself while the test runs.
WAITS = {"retry": 3600, "greylist_wait": 7200, "reject_repeat": 3 * 3600, "doubt_wait": 5 * 3600}
MAIL = """
relays = [{{ url = "smtp://127.0.0.1:{port}", user = "us", credential = "relay", ca_file = "{ca}" }}]
sessions = 1
breaker_failures = 100
connect_timeout = "1 s"
reply_timeout = "1 s"
total_timeout = "3 s"
retry = ["1 h"]
greylist_wait = "2 h"
reject_repeat = "3 h"
doubt_wait = "5 h"
"""


def faults():
    """(stage, deed), where the two make sense together."""
    yield from (("connect", deed) for deed in ("drop", "hang"))
    for stage in ("banner", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "body", "dot"):
        yield from ((stage, deed) for deed in DEEDS)
    yield from (("tls", deed) for deed in ("drop", "hang", "garbage", "slow", "stranger", "other name"))
    yield ("ehlo", "stripped")
    yield ("auth", "not offered")
    # After its 250 the relay ends the connection or says something nobody asked for; at QUIT it does what it likes.
    yield from (("after", deed) for deed in DEEDS if deed not in ("hang", "slow"))
    yield from (("quit", deed) for deed in DEEDS)


def expected(stage, deed):
    """State, code, tries, doubts and the key of the wait: the table of reliability 2.6 with R1 to R3."""
    code = int(deed) if deed in FAILED else 0
    if stage in ("after", "quit"):
        return "sent", 250, 0, 0, None
    if stage in ("body", "dot") and not code:
        return "in_doubt", 0, 1, 1, "doubt_wait"
    if stage in ("data", "body", "dot") and deed in ("550", "554"):
        return "rejected", code, 1, 0, None
    if stage in ("data", "body", "dot") and deed in ("450", "452"):
        return "deferred", code, 1, 0, "retry"
    if stage == "rcpt" and deed in ("550", "554"):
        return "deferred", code, 1, 0, "reject_repeat"
    if stage == "rcpt" and deed in ("450", "452"):
        return "deferred", code, 1, 0, "greylist_wait"
    return "deferred", code, 0, 0, "retry"


class Prober(threading.Thread):
    """Asks the daemon's web side again and again; how long each answer took, in seconds."""

    def __init__(self, daemon, pause=0.05):
        super().__init__(daemon=True)
        self.web, self.pause = daemon, pause
        self.times, self.failures, self.over = [], [], threading.Event()
        self.start()

    def run(self):
        while not self.over.is_set():
            begin = time.perf_counter()
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=30)
                connection.request("GET", "/healthz")
                status = connection.getresponse().status
                connection.close()
                if status not in (200, 503):  # 503 is an answer, too: mails were refused for good
                    self.failures.append(status)
            except OSError as failure:
                self.failures.append(failure)
            self.times.append(time.perf_counter() - begin)
            self.over.wait(self.pause)

    def end(self):
        self.over.set()
        self.join()


class Matrix:
    """Runs faults, each in a daemon with its own scripted relay, several daemons beside each other."""

    def __init__(self, folder):
        self.folder = folder
        self.good = Certificate(folder, "good")
        self.stranger = Certificate(folder, "stranger")
        self.other = Certificate(folder, "other", "DNS:other.example")
        self.trusted = folder / "trusted.pem"
        self.trusted.write_text(self.good.path.read_text() + self.other.path.read_text())
        self.contexts = {"good": self.good.context(), "stranger": self.stranger.context(),
                         "other name": self.other.context()}
        credentials = folder / "credentials"
        credentials.mkdir()
        (credentials / "relay").write_text(PASSWORD)
        (credentials / "relay").chmod(0o600)
        os.environ["CREDENTIALS_DIRECTORY"] = str(credentials)
        self.wrong, self.times, self.failures, self.done = [], [], [], 0
        self.lock = threading.Lock()

    def run(self, wanted, daemons, reuse=False):
        """Every fault once; `reuse`: over a connection on which a mail went before, where that can be."""
        unreachable = [fault for fault in wanted if fault[0] == "connect"]
        parting = [fault for fault in wanted if fault[0] == "quit"]
        rest = [fault for fault in wanted if fault[0] not in ("connect", "quit")]
        # The slow ones first, so that no daemon is left alone with them at the end.
        rest.sort(key=lambda fault: fault[1] not in ("slow", "hang", "garbage", "long line"))
        jobs = [lambda fault=fault: self.unreachable(fault) for fault in unreachable]
        jobs += [lambda n=n: self.dialogues(rest[n::daemons], parting[n::daemons], reuse) for n in range(daemons)]
        threads = [threading.Thread(target=self.guarded, args=(job,)) for job in jobs]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    def guarded(self, job):
        try:
            job()
        except Exception as failure:  # pylint: disable=broad-except # it is a thread: whoever waits must hear of it
            with self.lock:
                self.wrong.append(repr(failure))

    def daemon(self, port):
        return Daemon(mail=MAIL.format(port=port, ca=self.trusted), options=["--at", NOW, "--speed", "1"])

    @contextlib.contextmanager
    def probed(self, daemon):
        prober = Prober(daemon)
        try:
            yield
        finally:
            prober.end()
            with self.lock:
                self.times += prober.times
                self.failures += prober.failures

    def unreachable(self, fault):
        with contextlib.ExitStack() as stack:
            port = free_port() if fault[1] == "drop" else stack.enter_context(deaf_port())
            daemon = stack.enter_context(self.daemon(port))
            stack.enter_context(self.probed(daemon))
            daemon.drop("1.toml", interview(1))
            settled(daemon, 1)
            self.check(daemon, 1, fault)

    def dialogues(self, rest, parting, reuse):
        peer = Peer(self.contexts)
        with self.daemon(peer.port) as daemon, self.probed(daemon):
            mail = 0
            faults_of = {}
            for fault in rest:
                mail += 1
                faults_of[mail] = fault
                if not (reuse and fault[0] in ("mail", "rcpt", "data", "body", "dot", "after")):
                    peer.hang_up()
                # An ended connection that the daemon still keeps is none that failed: it calls again.
                peer.fault = fault
                taken = len(peer.taken)
                daemon.drop(f"{mail}.toml", interview(mail))
                settled(daemon, mail)
                dots = len(peer.taken) - taken
                if dots != (1 if fault[0] in ("dot", "after") else 0) and fault[0] != "body":
                    self.say(f"{fault}: {dots} mails reached the relay")
                peer.fault = (None, None)
                mail += 1
                faults_of[mail] = (None, None)
                daemon.drop(f"{mail}.toml", interview(mail))
                settled(daemon, mail)
            self.check_all(daemon, faults_of)
            clear = {line.split(b" ")[0] for line in peer.in_clear} - {b"EHLO", b"STARTTLS", b"QUIT", b"HELO"}
            if clear:
                self.say(f"said without TLS: {clear}")
            for fault in parting:
                mail += 1
                peer.fault = fault
                daemon.drop(f"{mail}.toml", interview(mail))
                settled(daemon, mail)
                self.check(daemon, mail, fault)
        peer.stop()

    def check_all(self, daemon, faults_of):
        for mail in daemon.json("outbox", "--all"):
            if mail["person"] == "pat":  # told what did not arrive
                continue
            fault = faults_of.pop(number_in(mail))
            self.compare(fault, mail, expected(*fault) if fault[0] else ("sent", 250, 0, 0, None))
        if faults_of:
            self.say(f"not in the outbox: {faults_of}")

    def check(self, daemon, number, fault):
        mail = next(each for each in daemon.json("outbox", "--all") if number_in(each) == number)
        self.compare(fault, mail, expected(*fault))

    def compare(self, fault, mail, wanted):
        found = (mail["state"], mail["code"], mail["tries"], mail["doubts"], wait_of(mail))
        with self.lock:
            self.done += 1 if fault[0] else 0
            if found != wanted:
                self.wrong.append(f"{fault}: {found}, not {wanted}: {mail['reply']}")
            elif mail["state"] != "sent" and not mail["reply"]:
                self.wrong.append(f"{fault}: no word about why")

    def say(self, what):
        with self.lock:
            self.wrong.append(what)

    def web(self):
        """How the web side answered meanwhile, in words."""
        times = sorted(self.times)
        at = lambda share: times[int(share * (len(times) - 1))] * 1000  # noqa: E731
        return (f"{len(times)} answers of the web side: median {statistics.median(times) * 1000:.1f} ms, "
                f"p99 {at(0.99):.1f} ms, longest {times[-1] * 1000:.1f} ms")


def number_in(mail):
    """Which candidate it is to; 0: none."""
    found = re.match(r"candidate(\d+)@", mail["person"])
    return int(found[1]) if found else 0


def settled(daemon, number):
    """Until the daemon has said what became of the mail to a candidate."""
    def said():
        mails = [mail for mail in daemon.json("outbox", "--all") if number_in(mail) == number]
        return mails and mails[0]["state"] not in ("claimed", "handed")
    return wait_for(f"the mail to candidate {number}", said, 30)


def wait_of(mail):
    """The key of `[mail]` by which it waits: the one that is at most a tenth away; as written when there is none."""
    if not mail["wait_until"] or mail["state"] not in ("deferred", "in_doubt"):
        return None
    begin = datetime.datetime.fromisoformat(NOW)
    # The test itself takes a minute at most, which is less than a tenth of every wait.
    waits = (datetime.datetime.fromisoformat(mail["wait_until"]) - begin).total_seconds()
    for key, seconds in WAITS.items():
        if 0.9 * seconds <= waits <= 1.1 * seconds + 120:
            return key
    return mail["wait_until"]


assert USER in MAIL
