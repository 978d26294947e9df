"""One daemon with its relay, its clients and what they did; and what is there at the end, as the programs tell it."""

import hashlib
import json
import random
import re
import shutil
import threading
import time

from acting_test import with_url
from history import History
from history_clients import REPLIES, Post, shown
from history_people import ALL
from scripted import Peer
from support import Daemon, wait_for

MORE = "[hours]\nsend_from = 00:00:00\nsend_until = 23:59:00\n"
MAIL = """relays = [{{ url = "smtp://127.0.0.1:{port}" }}]
replies = "{replies}"
doubt_wait = "1 s"
doubts_max = 8
crashes_max = 10
retry = ["1 s"]
greylist_wait = "1 s"
recipient_wait = "1 s"
probe = ["1 s"]
sessions = 2
per_day = 0
late_together = 0
storm_floor = 0
strangers_per_hour = 0
answers_per_hour = 0
"""
# What a kill is to hit: the moment after a client began one of these.
AIMED = (("file",), ("command",), ("press",), ("reply",), ("forget",), ("backup",), ("read",))


class Place:
    def __init__(self, folder, seed):
        self.chance = random.Random(seed)
        self.history = History(seed)
        self.relay = Peer()
        self.relay.spares = None
        self.post = Post(self.relay)
        self.backups = folder / "backups"
        self.backups.mkdir()
        mail = MAIL.format(port=self.relay.port, replies=REPLIES)
        self.followupd = self.daemon_on(folder / "live", mail)
        self.stopped = threading.Event()
        self.clients = []
        self.calendar = None

    @staticmethod
    def daemon_on(folder, mail=""):
        folder.mkdir()
        return with_url(Daemon(folder, mail=mail, more=MORE))

    # ---- what clients use, and a plant breaks ----

    def hand_in(self, name, text):
        self.followupd.drop(name, text)

    def answered(self, client, operation):
        pass

    def before_forgetting(self, case):
        pass

    def after_forgetting(self, case):
        pass

    def kept(self, backup):
        pass

    def seen_enough(self):
        """Whether the clients may stop."""
        return True

    # ---- its life ----

    def start(self):
        self.followupd.start()

    def live(self, kills):
        self.start()
        feeds = self.followupd.json("feeds", "pat")
        self.calendar = re.sub(r"^https?://[^/]*", "", feeds[0]["https"])
        self.clients = [each(self, random.Random(self.chance.random())) for each in ALL]
        for client in self.clients:
            client.start()
        for _ in range(kills):
            self.history.wait_for_answers(self.chance.randrange(4, 30), 20)
            self.history.wait_for_begin(self.chance.choice(AIMED), 2)
            time.sleep(self.chance.uniform(0, 0.06))
            if self.stopped.is_set():
                break
            self.followupd.kill()
            time.sleep(self.chance.choice([0, 0, 0.1]))  # somebody is told that nobody is there
            self.start()
        self.history.wait_for_answers(20, 20)
        wait_for("clients to have asked what a break needs", self.seen_enough, 240)
        self.stopped.set()
        for client in self.clients:
            client.join()
            if client.failure:
                raise client.failure
        wait_for("all to come to rest", self.rests, 120)

    def rests(self):
        inbox = list((self.followupd.state / "inbox" / "new").iterdir())
        mails = self.followupd.json("status")["mails"]
        moving = any(mails.get(state) for state in ("claimed", "handed", "deferred", "in_doubt"))
        return self.followupd.at_rest() and not inbox and not moving

    def end(self):
        self.stopped.set()
        if self.followupd.process and self.followupd.process.poll() is None:
            self.followupd.kill()
        self.relay.stop()

    # ---- what is there ----

    def cases(self):
        return sorted({case for each in self.history.operations for case in each.get("names", ())})

    def held(self, buried):
        followupd = self.followupd
        duties = followupd.json("agenda", "team", "--all")["duties"]
        queue = followupd.queue
        return {
            "stories": stories(followupd, self.cases()),
            "duties": {each["id"]: {"state": each["state"], "reasons": [date["reason"] for date in each["dates"]]}
                       for each in duties},
            "done": [path.read_text() for path in queue.glob("done/*/*")],
            "bad": [path.read_text() for path in queue.glob("bad/*.toml")],
            "reasons": len(list(queue.glob("bad/*.toml.reason"))),
            "waiting": [path.name for part in ("new", "taken") for path in (queue / part).glob("[!.]*")],
            "outbox": followupd.json("outbox", "--all"),
            "delivered": [(mail["Message-ID"].strip("<> "), hashlib.sha256(data).hexdigest(), text)
                          for data, (mail, text) in zip(self.relay.taken, self.post.all())],
            "traces": self.traces(buried),
            "backups": self.restored()}

    def written(self, words):
        """Where below state and queue one of the words is written."""
        return sorted({where for found in self.traces(words).values() for where in found})

    def traces(self, words):
        found = {}
        for top in (self.followupd.state, self.followupd.queue):
            for path in top.rglob("*"):
                try:
                    data = path.read_bytes() if path.is_file() else b""
                except FileNotFoundError:
                    continue  # it is moved while we look
                text = re.sub(rb"=\r?\n", b"", data).lower()
                for word in words:
                    if word.encode() in text:
                        found.setdefault(word, []).append(str(path.relative_to(self.followupd.folder)))
        return found

    def restored(self):
        """What each backup holds, as a daemon tells that lives on it; a machine of its own for each."""
        found = {}
        for operation in self.history.operations:
            if operation["kind"] == "backup" and operation["answer"] == "yes":
                found[operation["file"]] = self.held_by(operation["file"])
        return found

    def held_by(self, name):
        folder = self.backups / f"{name}.machine"
        other = self.daemon_on(folder)
        try:
            other.state.mkdir()
            key = self.followupd.state / "secret.key"
            answer = other.followup("restore", self.backups / name, "--key", key)
            if answer.returncode != 0:
                return None
            other.start()
            return stories(other, self.cases())
        except AssertionError:
            return None
        finally:
            if other.process and other.process.poll() is None:
                other.kill()
            shutil.rmtree(folder)


def stories(followupd, cases):
    def story(case):
        status, text = shown(followupd, case)
        assert status in (200, 404), (status, text)
        if status == 404:
            return None
        return [(each["kind"], each["words"]) for each in json.loads(text)["story"]]

    return {case: story(case) for case in cases}
