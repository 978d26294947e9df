"""Breaks of what the campaign of histories looks for, between the daemon and its clients, each named by what it does."""

import collections
import contextlib
import pathlib
import shutil
import socket
import threading
import time

from history_place import Place

# What the checker has to say of each.
NOTICED = {"early": "lost: command", "dropped": "lost: file", "twice": "2 times: command",
           "remains": "after forgetting", "old": "0 times in backup"}
# How often each has to happen after the last kill, however slow a machine is: what `early` delays meets no kill there.
ENOUGH = {"dropped": 2, "twice": 3, "remains": 1, "old": 2}


class Early:
    """Stands before the daemon's socket and acknowledges what it was told before it passes it on."""

    def __init__(self, path, good):
        self.behind = path.with_name("behind.sock")
        self.good = good  # an earlier answer, given for every one from then on
        self.killed = threading.Event()
        path.rename(self.behind)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(client,), daemon=True).start()

    def answer(self, client):
        with contextlib.suppress(OSError), client:
            request = self.request(client)
            telling = request.startswith(b"POST /v1/tell")
            if telling and self.good:
                client.sendall(self.good)
                client.shutdown(socket.SHUT_WR)
                if self.killed.wait(2):  # a kill falls into it, whatever the machine has to do
                    return  # what was only held in memory does not reach the daemon that begins next
            reply = self.passed_on(request, client if not (telling and self.good) else None)
            if telling and reply.startswith(b"HTTP/1.1 200"):
                self.good = reply

    @staticmethod
    def request(client):
        data = b""
        while b"\r\n\r\n" not in data:
            data += client.recv(65536)
        head, body = data.split(b"\r\n\r\n", 1)
        lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        length = int(lengths[0].split(b":")[1]) if lengths else 0
        while len(body) < length:
            body += client.recv(65536)
        return head + b"\r\n\r\n" + body

    def passed_on(self, request, client):
        reply = b""
        with socket.socket(socket.AF_UNIX) as daemon:
            daemon.connect(str(self.behind))
            daemon.sendall(request)
            while piece := daemon.recv(65536):
                reply += piece
                if client:
                    client.sendall(piece)
        return reply


class Planted(Place):
    plants = ()

    def __init__(self, folder, seed):
        super().__init__(folder, seed)
        self.early = None
        self.number = 0
        self.before = {}
        self.backup = None
        self.calm = None  # since the last kill

    def start(self):
        good = None
        if self.early:
            good = self.early.good
            self.early.killed.set()
            self.early.listener.shutdown(socket.SHUT_RDWR)  # nobody may listen there when the daemon begins
            self.early.listener.close()
        super().start()
        if "early" in self.plants:
            self.early = Early(self.followupd.state / "followup.sock", good)

    def hand_in(self, name, text):
        """Every fifth file is gone once it was renamed."""
        super().hand_in(name, text)
        self.number += 1
        if "dropped" in self.plants and self.number % 5 == 0:
            with contextlib.suppress(FileNotFoundError):
                (self.followupd.queue / "new" / name).unlink()
                self.count("dropped", 1)

    def answered(self, client, operation):
        """Tells once more what was acknowledged."""
        if "twice" in self.plants and operation["way"] == "heard" and operation["answer"] == "yes":
            effect = operation["effects"][0]
            time.sleep(1.1)  # the same within a second is the same
            self.followupd.followup("heard", effect["case"], "acknowledged", "--notes", effect["word"])
            self.count("twice", client.name != "forgetter")  # its cases are forgotten

    def before_forgetting(self, case):
        for path in self.followupd.queue.glob("done/*/*"):
            if case.who in path.read_text():
                self.before[case.id] = (path, path.read_bytes())

    def after_forgetting(self, case):
        """Puts their file back."""
        if "remains" in self.plants and case.id in self.before:
            path, data = self.before[case.id]
            path.write_bytes(data)
            self.count("remains", 1)

    def kept(self, backup):
        """Gives the first backup for every later one."""
        if "old" in self.plants:
            if self.backup:
                shutil.copy(self.backup, backup)
                self.count("old", 1)
            self.backup = self.backup or pathlib.Path(backup)

    def count(self, plant, how_often):
        if self.calm is not None:
            self.calm[plant] += how_often

    def seen_enough(self):
        if self.calm is None:
            self.calm = collections.Counter()
        return all(self.calm[each] >= ENOUGH.get(each, 0) for each in self.plants)


def planted(plants):
    assert set(plants) <= set(NOTICED), f"what is {plants}?"
    return type("Broken", (Planted,), {"plants": tuple(plants)})
