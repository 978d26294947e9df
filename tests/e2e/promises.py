"""What a daemon has promised on a mixed day, and how it is told whether that is kept after the next start."""

import collections
import contextlib
import json
import pathlib
import re
import sqlite3
import time

from mixed import CANARY, FORGOTTEN, Caller

SURE = ("handed", "in_doubt", "sent", "parked")  # the relay may have it, and the ledger says so


def told_in(text):
    return re.findall(r'^id +=.*"(case-\d+)"', text, re.MULTILINE)


class Promises:
    """What must be true after the next start. Of files only what a producer made durable is among them."""

    def __init__(self):
        self.files = {}              # name: text
        self.filed = set()           # names of those that were seen in done/ or bad/
        self.acked = set()           # (kind, key)
        self.took = {}               # Message-ID: whether it is about the forgotten one

    def keys(self, kind):
        return {key for each, key in self.acked if each == kind}


def hand_in_again(daemon):
    """Files in new/ whose rename nobody saw are as good as written in place: a producer renames them once more."""
    for path in (daemon.queue / "new").glob("[!.]*"):
        with contextlib.suppress(FileNotFoundError):
            beside = daemon.queue / "tmp" / path.name
            path.rename(beside)
            beside.rename(path)


def page_of(caller, path):
    """Status and text of a page; 503 only says that there was no time for it yet."""
    end = time.monotonic() + 30
    while True:
        status, page = caller.ask("GET", path, local=False)
        if status != 503 or time.monotonic() > end:
            return status, page
        time.sleep(0.05)


def asked(daemon, promises, chance):
    """What is wrong with what the daemon answers after its start."""
    wrong = []
    caller = Caller(daemon)
    status, health = caller.ask("GET", "/healthz", local=False)
    # What people wrote and had refused is theirs to mend, and no harm that a cut did.
    if status != 200 and not all(each.startswith("queue: files that were refused") for each in json.loads(health)["troubles"]):
        wrong.append(f"not healthy: {health[:300]}")
    for kind in ("pressed", "feed", "revoked"):
        keys = sorted(promises.keys(kind))
        for key in chance.sample(keys, min(2, len(keys))):
            status, page = page_of(caller, key)
            if kind == "pressed" and (status != 200 or "Undo this" not in page):
                wrong.append(f"a press was lost: {key} says {status}")
            if kind == "feed" and key not in promises.keys("revoked") and status != 200:
                wrong.append(f"a feed was lost: {key} says {status}")
            if kind == "revoked" and "Employer" in page:  # it says for a week that nothing is owed, and is gone then
                wrong.append(f"a feed came back: {key} says {status}")
    return wrong


def kept(daemon, promises):
    """What is wrong with the folders of a daemon that has ended after all was taken in."""
    wrong = []
    with contextlib.closing(sqlite3.connect(daemon.state / "ledger.sqlite")) as ledger:
        sound = ledger.execute("PRAGMA integrity_check").fetchone()[0]
        if sound != "ok":
            return [f"the ledger is damaged: {sound}"]
        known = {row[0] for row in ledger.execute("SELECT id FROM interview")}
        facts = collections.Counter(row[0] for row in ledger.execute("SELECT interview FROM fact"))
        mails = {row[0]: row[1:] for row in ledger.execute("SELECT message_id, state, doubts, handed FROM mail")}
    forgotten = bool(promises.keys("forgot"))
    for case in promises.keys("added"):
        if case != f"case-{FORGOTTEN}" and (case not in known or not facts[case]):
            wrong.append(f"{case} was accepted over the socket, and is not in the ledger")
    lying = collections.defaultdict(list)
    for folder in ("new", "taken", "done/*", "bad"):
        for path in daemon.queue.glob(f"{folder}/[!.]*"):
            if path.is_file() and path.suffix != ".reason":
                lying[path.read_text(errors="replace")].append(path)
    for name, text in promises.files.items():
        whose = "was filed" if name in promises.filed else "was durable in the queue"
        if CANARY in text:
            continue
        if text not in lying:
            wrong.append(f"{name} {whose}, and its bytes lie nowhere")
        if "positoin" not in text:
            wrong += [f"{name} {whose}, and {case} is not in the ledger" for case in told_in(text) if not facts[case]]
        elif not any(path.parent.name == "bad" for path in lying[text]):
            wrong.append(f"{name} {whose}, is wrong, and does not lie in bad/")
    for message, about in promises.took.items():
        state, doubts, handed = mails.get(message, ("unknown", 0, None))
        if about and message not in mails:
            continue  # erased with whom it was about
        if state not in SURE and not doubts:
            wrong.append(f"mail {message} was accepted by the relay, and is {state}, handed {handed}")
    if forgotten:
        wrong += [f"{path.relative_to(daemon.folder)} names whom we forgot" for path in names_canary(daemon.folder)]
    return wrong


def names_canary(folder):
    word = CANARY.encode()
    return [path for path in pathlib.Path(folder).rglob("*")
            if path.is_file() and word in path.read_bytes().lower()]
