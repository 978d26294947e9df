"""A mixed day of a daemon whose disk is not to be trusted; promises.py says what must be true afterwards.

Files are dropped, commands come over the socket, links of mails are pressed, feeds are read and their addresses
exchanged, mails go to a relay, a backup is taken, a candidate is forgotten. Whatever was answered is promised.
"""

import collections
import contextlib
import html
import http.client
import json
import re
import socket
import threading
import time
import urllib.parse

from scripted import Dialogue, Over, Peer
from support import Daemon, interview

URL = "https://followups.glass.example"
EARLY = "2026-11-20T13:00:00-06:00"
CANARY = "zvzmarker"
FORGOTTEN = 3000  # the number of their interview
MAIL = """
relays = [{{ url = "smtp://127.0.0.1:{port}" }}]
crashes_max = 10
sessions = 2
per_day = 0
late_together = 0
storm_floor = 0
retry = ["1 s"]
"""


def daemon_on(folder, port, at):
    daemon = Daemon(folder, mail=MAIL.format(port=port), options=["--at", at, "--speed", "1"])
    text = daemon.config.read_text()
    daemon.config.write_text(text.replace("[[recruiter]]", f'public_url = "{URL}"\n\n[[recruiter]]', 1))
    return daemon


class Relay(Peer):
    """Takes every mail, and notes which before it says so: `note` gets a Message-ID, the port it came from, and whether
    it tells of the forgotten one."""

    def __init__(self, note=None):
        super().__init__()
        self.RequestHandlerClass = Taking
        self.note = note or (lambda *_: None)
        self.copies = collections.Counter()
        self.links = []


class Taking(Dialogue):
    def on_data(self, _line):
        self.send(b"354 go on\r\n")
        lines = []
        while (line := self.line()) != b".":
            lines.append(line)
        head = b"\r\n".join(lines)
        found = re.search(rb"^Message-ID: <([^>]+)>", head, re.MULTILINE)
        if not found:
            raise Over
        message = found.group(1).decode()
        text = head.replace(b"=\r\n", b"").decode(errors="replace")
        about = CANARY in text.lower()
        self.server.note(message, self.client_address[1], about)
        self.server.copies[message] += 1
        if not about:
            self.server.links += re.findall(URL + r"(/a/[A-Za-z0-9_-]+)", text)
        self.send(b"250 2.0.0 taken\r\n")


class Unix(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(str(self.path))


class Gone(Exception):
    """The daemon did not answer."""


class Caller:
    """Speaks to a daemon. `begin` and `ack` are told of each call that promises something: kind, key, and our port."""

    def __init__(self, daemon, begin=None, ack=None):
        self.daemon = daemon
        self.begin = begin or (lambda *_: None)
        self.ack = ack or (lambda *_: None)

    def ask(self, method, target, body=None, local=True, promise=None):
        """Status and body; `promise` is (kind, key) of what a 200 promises."""
        connection = (Unix(self.daemon.state / "followup.sock") if local
                      else http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=60))
        try:
            connection.connect()
            port = 0 if local else connection.sock.getsockname()[1]
            if promise:
                self.begin(*promise, port)
            headers = {} if local else {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, target, body=body, headers=headers)
            answer = connection.getresponse()
            data = answer.read()
        except TimeoutError as failure:
            raise AssertionError(f"{method} {target} hangs") from failure
        except (OSError, http.client.HTTPException) as failure:
            raise Gone(str(failure)) from failure
        finally:
            connection.close()
        if promise and answer.status == 200:
            self.ack(*promise, port)
        return answer.status, data.decode(errors="replace")

    def add(self, number, text=None):
        text = text or interview(number, ended=EARLY)
        return self.ask("POST", f"/v1/add?name=add-{number}.toml", text, promise=("added", f"case-{number}"))

    def forget(self):
        text = f'[[forget]]\ncandidate = "{CANARY}@candidate.example"\n'
        return self.ask("POST", "/v1/add?name=forget.toml", text, promise=("forgot", CANARY))

    def press(self, link):
        """Says of a letter that it is sent; whether the page of the link offered that."""
        status, page = self.ask("GET", link, local=False)
        for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if status == 200 else ():
            if re.search(r"<button[^>]*>It is sent<", form):
                fields = {name: html.unescape(value) for name, value in
                          re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)}
                self.ask("POST", link, urllib.parse.urlencode(fields), local=False, promise=("pressed", link))
                return True
        return False

    def feeds(self):
        """The path of each person's feed."""
        status, body = self.ask("GET", "/v1/feeds")
        if status != 200:
            return {}
        return {feed["person"]: feed["https"].removeprefix(URL) for feed in json.loads(body)}

    def rotate(self, person, before):
        """Another address for a feed; from then on the one before is nobody's."""
        status, body = self.ask("POST", f"/v1/feeds?do=rotate&person={person}", promise=("revoked", before))
        return json.loads(body)[0]["https"].removeprefix(URL) if status == 200 else None


def marked(number):
    """An interview of the one who will be forgotten."""
    return interview(number, ended=EARLY).replace(f"candidate{number}@", f"{CANARY}@").replace(
        f"Candidate {number}", f"Quirina {CANARY.capitalize()}")


def bad_file(number):
    return interview(number, ended=EARLY).replace("position", "positoin")


class Day:
    """The mixed day: everything at once, in threads of its own. `drop` puts a file into the queue as a producer that
    syncs it, `drop_loosely` as one that does not."""

    def __init__(self, caller, relay, drop, drop_loosely, chance):
        self.caller, self.relay, self.drop, self.drop_loosely, self.chance = caller, relay, drop, drop_loosely, chance

    def live(self, numbers, forget):
        """One part of it; returns when all is told, or the daemon is gone."""
        threads = [threading.Thread(target=self.quietly, args=each) for each in (
            (self.files, numbers), (self.commands, numbers, forget), (self.web, len(numbers)))]
        for each in threads:
            each.start()
        return threads

    @staticmethod
    def quietly(work, *arguments):
        with contextlib.suppress(Gone):
            work(*arguments)

    def files(self, numbers):
        for number in numbers:
            if number % 3 == 0:
                continue  # comes over the socket
            text = bad_file(number) if number % 11 == 5 else interview(number, ended=EARLY)
            if number % 7 == 1:
                text += "\n" + interview(1000 + number, ended=EARLY)
            self.drop(f"file-{number}.toml", text)
            if number % 5 == 2:
                self.drop(f"called-{number}.toml", f'[[debriefed]]\ninterview = "case-{number}"\nwith = "candidate"\n'
                          f"at = 2026-11-20T15:0{number % 10}:00-06:00\n")
            if number % 8 == 4:
                self.drop_loosely(f"loose-{number}.toml", interview(2000 + number, ended=EARLY))
            time.sleep(0.004)

    def commands(self, numbers, forget):
        if forget:
            self.caller.add(FORGOTTEN, marked(FORGOTTEN))
        for number in numbers:
            if number % 3 == 0:
                self.caller.add(number)
            if number % 10 == 6:
                before = self.caller.feeds()
                for path in list(before.values())[:3]:
                    self.caller.ask("GET", path, local=False, promise=("feed", path))
                if "pat" in before:
                    self.caller.rotate("pat", before["pat"])
        self.caller.ask("POST", "/v1/backup")
        if forget:
            self.caller.forget()

    def web(self, count):
        pressed = set()
        end = time.monotonic() + 3
        while len(pressed) < count // 2 and time.monotonic() < end:
            for link in list(self.relay.links):
                if link not in pressed:
                    pressed.add(link)
                    self.caller.press(link)
            time.sleep(0.01)
