"""The real programs, run as a user would: a daemon on a folder of its own, its feeds, its mails."""

import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("FOLLOWUP_BIN_DIR", SOURCE / "build" / "dev" / "bin"))
EXAMPLES = SOURCE / "config" / "examples"

CONFIG = """
[agency]
name   = "Glass Recruiters"
zone   = "America/Chicago"
domain = "glass.example"

[[recruiter]]
id    = "pat"
name  = "Pat Moreno"
email = "pat@glass.example"
phone = "+1 312 555 0100"

[paths]
queue = "{queue}"
state = "{state}"

[mail]
from = "Glass Recruiters <followups@glass.example>"
{mail}

[web]
listen = ["127.0.0.1:0"]
{more}
"""


def run(*arguments, **options):
    """One of the programs, to its end; its output as text."""
    program, *rest = [str(each) for each in arguments]
    options.setdefault("timeout", 120)
    return subprocess.run([str(BIN / program), *rest], capture_output=True, text=True, errors="replace", check=False, **options)


def wait_for(what, condition, seconds=30.0):
    """Until the condition gives something; a test that waits in vain says for what."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.01)


class Daemon:
    """followupd on a folder of its own; ended by `stop`, `kill` or the end of the `with`."""

    def __init__(self, folder=None, mail="", more="", options=()):
        self.made = folder is None
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="followupd-"))
        self.queue = self.folder / "queue"
        self.state = self.folder / "state"
        self.config = self.folder / "followupd.toml"
        self.config.write_text(CONFIG.format(queue=self.queue, state=self.state, mail=mail, more=more))
        self.options = list(options)
        self.under = []  # a program that runs the daemon
        self.environment = {}  # more of it than ours
        self.process = None
        self.log = []
        self.port = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.kill()
        if self.made:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, options=None, ready=True):
        self.log = []
        command = [*self.under, str(BIN / "followupd"), "--config", str(self.config), *(options or self.options)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
                                        env={**os.environ, **self.environment})
        self.reader = threading.Thread(target=self._read, args=(self.process, self.log), daemon=True)
        self.reader.start()
        if ready:
            wait_for("the daemon to be ready", lambda: self.said("ready") or self.process.poll() is not None)
            if self.process.poll() is not None:
                raise AssertionError("the daemon ended at once:\n" + "".join(self.log))
            address = self.said(r"listening on http://127\.0\.0\.1:(\d+)")
            self.port = int(address.group(1))
        return self

    @staticmethod
    def _read(process, log):
        for line in process.stderr:
            log.append(line)

    def said(self, pattern):
        for line in list(self.log):
            found = re.search(pattern, line)
            if found:
                return found
        return None

    def kill(self):
        self.process.kill()
        self.process.wait()
        self._read_to_the_end()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        self._read_to_the_end()
        return code

    def _read_to_the_end(self):
        self.reader.join()
        self.process.stderr.close()

    def drop(self, name, text):
        """As a producer does: written beside, renamed into new/."""
        data = text.encode() if isinstance(text, str) else text
        (self.queue / "tmp").mkdir(parents=True, exist_ok=True)
        draft = self.queue / "tmp" / name
        draft.write_bytes(data)
        draft.rename(self.queue / "new" / name)

    def at_rest(self):
        """Whether every file that came was judged and put away."""
        return not [path for folder in ("new", "taken") for path in (self.queue / folder).glob("[!.]*")]

    def followup(self, command, *arguments, **options):
        return run("followup", command, "--config", self.config, *arguments, **options)

    def json(self, command, *arguments):
        answer = self.followup(command, "--json", *arguments)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    def done(self):
        return sorted(path.name for path in self.queue.glob("done/*/*"))

    def bad(self):
        return sorted(path.name for path in self.queue.glob("bad/*") if path.suffix != ".reason")

    def mails(self):
        return sorted((self.state / "Maildir" / "new").glob("*"))

    def get(self, path, method="GET", headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), body


def interview(number=1, ended="2026-11-20T15:30:00-06:00", met=("Margaret Chen",), extra=""):
    """An event file about one interview; names and addresses carry the number."""
    people = "".join(f'\n[[interview.met]]\nname = "{name}"\n' for name in met)
    return f"""[[interview]]
id        = "case-{number}"
recruiter = "pat"
candidate = {{ name = "Candidate {number}", email = "candidate{number}@candidate.example", zone = "America/Chicago" }}
employer  = {{ name = "Employer {number}", zone = "America/Chicago" }}
position  = "Engineer"
ended     = {ended}
{extra}{people}"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.status, answer.read()


class Sink:
    """smtp-sink with a folder of the mails that it has accepted, one a file."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(mode=0o777)
        folder.chmod(0o777)
        self.port = free_port()
        self.process = subprocess.Popen(
            ["/usr/sbin/smtp-sink", "-u", "nobody", "-d", f"{folder}/m.", f"127.0.0.1:{self.port}", "100"],
            stderr=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def count(self):
        return len(os.listdir(self.folder))

    def mails(self):
        """(Message-ID, bytes) of each accepted mail; the sink's own first lines are left out."""
        for path in sorted(self.folder.glob("m.*")):
            data = path.read_bytes()
            begin = data.index(b"\nFrom: ") + 1
            message = data[begin:].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            # The sink ends the file with an empty line of its own.
            found = re.search(rb"^Message-ID: <([^>]+)>", message, re.MULTILINE)
            yield found.group(1).decode(), message
