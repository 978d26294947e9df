"""What every client of a history has: cases with words of their own, and each way to ask with what was answered."""

import datetime
import email
import email.policy
import http.client
import re
import socket
import threading
import time
import urllib.parse

from acting_test import Page

WORD = re.compile(r"q[bdfghklmnprstvwz]{13}(?![a-z])|(?<=“)[^”]+(?=”)")  # a date phrase stands in quotes
REPLIES = "replies@glass.example"


class Case:
    """One candidate after one interview, as all files about it call them; names are made of words of their own."""

    def __init__(self, history):
        self.who, self.first, self.second = history.word(), history.word(), history.word()
        self.id = f"c-{self.who[-6:]}"
        self.address = f"{self.who}@candidate.example"
        self.now = datetime.datetime.now(datetime.timezone.utc)
        self.pushes = 0

    @property
    def words(self):
        return [self.who, self.first, self.second]

    @property
    def effect(self):
        return {"case": self.id, "kind": "interview", "word": self.who}

    def letter(self, word):
        return f"{self.id}/letter/ortiz-{word}"

    def text(self):
        """The debriefing is overdue, the letters are due, and the call is within the hour: all is mailed at once."""
        ended = (self.now - datetime.timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M:%SZ")
        call = (self.now + datetime.timedelta(minutes=50)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"""[[interview]]
id        = "{self.id}"
recruiter = "pat"
candidate = {{ name = "Dana {self.who}", email = "{self.address}", zone = "America/Chicago" }}
employer  = {{ name = "Works {self.who}", zone = "America/Chicago" }}
position  = "Engineer"
ended     = {ended}

[[interview.met]]
name = "Ortiz {self.first}"

[[interview.met]]
name = "Ortiz {self.second}"

[[interview.promise]]
call = "Ortiz {self.first}"
on   = {call}
"""

    def next_date(self):
        """A date phrase that no other push of this case has."""
        self.pushes += 1
        day = self.now + datetime.timedelta(days=3 + self.pushes % 40)
        return f"{day:%B} {day.day} at 10:{10 + self.pushes % 50}am"


class AtSocket(http.client.HTTPConnection):
    """A connection to the daemon's own socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))


def shown(followupd, case_id):
    """The status and the text that `followup show --json` is answered with, without a program for each."""
    connection = AtSocket(followupd.state / "followup.sock")
    try:
        connection.request("GET", f"/v1/show?about={case_id}&form=json")
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def decoded(data):
    """The headers and texts of a mail, of those that it carries as well."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    texts = [f"{name}: {value}" for name, value in mail.items()]
    texts += [part.get_content() for part in mail.walk() if part.get_content_type() in ("text/plain", "text/html")]
    return "\n".join(texts)


class Post:
    """What the relay took, read once."""

    def __init__(self, relay):
        self.relay = relay
        self.read = []
        self.lock = threading.Lock()

    def all(self):
        """[(message, text)], in the order in which they came."""
        with self.lock:
            for data in self.relay.taken[len(self.read):]:
                self.read.append((email.message_from_bytes(data, policy=email.policy.default), decoded(data)))
            return list(self.read)

    def to(self, address):
        return next(((mail, text) for mail, text in self.all() if f"<{address}>" in mail["To"]), None)


class Client(threading.Thread):
    """Goes on, one operation after another, until told to stop."""

    def __init__(self, place, chance):
        super().__init__(name=type(self).__name__.lower(), daemon=True)
        self.place, self.history, self.followupd, self.chance = place, place.history, place.followupd, chance
        self.cases = []
        self.failure = None

    def run(self):
        try:
            while not self.place.stopped.is_set():
                self.step()
                if self.followupd.process.poll() is not None or not self.followupd.said("ready"):
                    self.pause(0.05, 0.3)  # nobody asks in vain without end
        except Exception as failure:  # a client that ends unnoticed would ask for nothing
            self.failure = failure
            self.place.stopped.set()

    def pause(self, least, most):
        self.place.stopped.wait(self.chance.uniform(least, most))

    def wait(self, condition, seconds=5):
        """What the condition gives; nothing when time is over, or all are to stop."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.place.stopped.is_set():
            found = condition()
            if found:
                return found
            time.sleep(0.02)
        return None

    # ---- what is asked ----

    def drop(self, texts, effects, names, refusable=False, again=None):
        """A file by rename; `later` when it is not seen to be put away."""
        name = again or f"{self.name}-{len(self.history.operations):06}.toml"
        text = "\n".join(texts)
        operation = self.history.begin(self.name, "file", way="again" if again else "renamed", effects=effects,
                                       names=names, text=text, refusable=refusable)
        self.place.hand_in(name, text)
        queue = self.followupd.queue

        def filed():
            return ((queue / "bad" / name).exists() and "no") or (any(queue.glob(f"done/*/{name}")) and "yes")

        answer = "later" if again else self.wait(filed) or "later"
        reason = queue / "bad" / f"{name}.reason"
        self.history.end(operation, answer, said=reason.read_text() if reason.exists() else "")
        return name, text, answer

    def followup(self, kind, effects, names, command, *words, **about):
        operation = self.history.begin(self.name, kind, way=command, effects=effects, names=names, **about)
        answer = self.followupd.followup(command, *words)
        self.history.end(operation, self.verdict(answer), said=answer.stdout[-300:] + answer.stderr[-300:])
        self.place.answered(self, operation)
        return operation, answer

    @staticmethod
    def verdict(answer):
        """By the exit code and the words that the handbook promises."""
        if answer.returncode == 0:
            waits = "the daemon does not answer" in answer.stderr or "in the queue" in answer.stdout
            return "later" if waits else "yes"
        if answer.returncode == 3:
            return "unknown" if "broke off" in answer.stderr else "no"
        assert answer.returncode in (1, 4), (answer.returncode, answer.stdout, answer.stderr)
        return "no"

    def tell(self, case, kind, word, command, *words, **about):
        effect = {"case": case.id, "kind": kind, "word": word, **about}
        return self.followup("command", [effect], {case.id: [word]}, command, *words)

    def show(self, case_id):
        operation = self.history.begin(self.name, "read", way="show", case=case_id)
        try:
            status, text = shown(self.followupd, case_id)
        except (OSError, http.client.HTTPException):
            status, text = 0, ""
        # That nobody knows such a case is an answer as well.
        self.history.end(operation, "yes" if status in (200, 404) else "no", seen=sorted(set(WORD.findall(text))))

    def new_case(self, way="file"):
        """A case that this client alone tells of; nothing when that is not known to be taken."""
        case = Case(self.history)
        if way == "file":
            _, _, answer = self.drop([case.text()], [case.effect], {case.id: case.words})
        else:
            path = self.followupd.folder / f"{case.id}.toml"
            path.write_text(case.text())
            answer = self.followup("command", [case.effect], {case.id: case.words}, "add", path)[0]["answer"]
            path.unlink()
        if answer == "yes":
            self.cases.append(case)
        return case if answer == "yes" else None

    def asked(self, method, path, fields=None):
        """A page, `no` when nobody was there, `unknown` when the answer broke off."""
        connection = http.client.HTTPConnection("127.0.0.1", self.followupd.port, timeout=30)
        try:
            connection.connect()
        except OSError:
            return "no"
        try:
            body = urllib.parse.urlencode(fields) if fields is not None else None
            connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            return Page(answer.status, dict(answer.getheaders()), answer.read())
        except (OSError, http.client.HTTPException):
            return "unknown"
        finally:
            connection.close()
