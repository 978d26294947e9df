"""What the story is told with: the daemon on its fast clock, what it keeps, and a page of 80 columns."""

import datetime
import email
import email.policy
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import textwrap
import time
import urllib.request
import zoneinfo

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ["FOLLOWUP_BIN_DIR"]).resolve()
EXAMPLES = SOURCE / "config" / "examples"
PATIENCE = 60.0  # seconds for anything that should happen at once; a loaded machine is slow, not broken


class GivenUp(Exception):
    """The story cannot go on; the text says why."""


def instant(text):
    """RFC 3339, or the basic form that begins the examples' names."""
    form = "%Y%m%dT%H%M%SZ" if "-" not in text else "%Y-%m-%dT%H:%M:%SZ"
    return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.timezone.utc)


def local(at, zone):
    there = at.astimezone(zoneinfo.ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b}, {there:%H:%M %Z}"


class Page:
    """Prints for people: wrapped to 78 columns, coloured only on a terminal."""

    def __init__(self):
        self.coloured = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and "NO_COLOR" not in os.environ

    def _put(self, text, code):
        print(f"\033[{code}m{text}\033[0m" if self.coloured and code else text, flush=True)

    def say(self, text, indent=0, hanging=0, code=""):
        space = " " * indent
        for line in textwrap.wrap(text, 78, initial_indent=space, subsequent_indent=space + " " * hanging,
                                  break_long_words=False, break_on_hyphens=False):
            self._put(line, code)

    def raw(self, text, code=""):
        """A line that must stay whole, such as an address."""
        self._put(text, code)

    def chapter(self, text):
        print(flush=True)
        self._put(f"== {text} {'=' * (74 - len(text))}", "1;36")

    def title(self, text):
        print(flush=True)
        self.say(text, code="1")


class Daemon:
    """followupd on a folder of its own; its clock is set at each start and runs `speed` times as fast as ours."""

    def __init__(self, folder, pace):
        self.folder, self.pace = folder, pace
        self.queue, self.state = folder / "queue", folder / "state"
        self.config, self.log = folder / "followupd.toml", folder / "followupd.log"
        self.process, self.port, self.starts, self.speed = None, 0, 0, 1.0
        self.shown, self.read = None, 0.0

    def _write_config(self):
        text = (EXAMPLES / "followupd.toml").read_text()
        text = re.sub(r'listen = \[".*?"\]', f'listen = ["127.0.0.1:{self.port}"]', text)
        self.config.write_text(text + f'\n[paths]\nqueue = "{self.queue}"\nstate = "{self.state}"\n')

    def start(self, at, speed):
        self._write_config()
        self.speed = speed * self.pace
        begins = self.log.stat().st_size if self.log.exists() else 0
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                [BIN / "followupd", "--config", self.config, "--at", f"{at:%Y-%m-%dT%H:%M:%SZ}", "--speed",
                 str(self.speed)], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.starts += 1
        self.wait("followupd to be ready", lambda: " ready" in self.log.read_text()[begins:])
        address = re.search(r"listening on http://127\.0\.0\.1:(\d+)", self.log.read_text()[begins:])
        if address is None:
            raise GivenUp(f"followupd does not say where it listens; its log is {self.log}")
        self.port = int(address.group(1))
        before = time.monotonic()
        self.shown = instant(self.ask("status")["now"])
        self.read = (before + time.monotonic()) / 2

    def now(self):
        """What its clock shows, from one look at it and the time since then."""
        return self.shown + datetime.timedelta(seconds=(time.monotonic() - self.read) * self.speed)

    def shows(self):
        """What it says itself: an event that lies ahead of its clock is refused."""
        return instant(self.ask("status")["now"])

    def stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait(self, what, condition, meanwhile=lambda: None, seconds=PATIENCE):
        end = time.monotonic() + seconds
        while True:
            meanwhile()
            if condition():
                return
            if self.process.poll() is not None:
                raise GivenUp(f"followupd ended by itself; the end of {self.log}:\n" + self._last_words())
            if time.monotonic() > end:
                raise GivenUp(f"waited {seconds:.0f} s in vain for {what}; its log is {self.log}")
            time.sleep(0.02)

    def _last_words(self):
        return "\n".join(self.log.read_text().splitlines()[-5:])

    def ask(self, command, *arguments):
        """`followup COMMAND --json`, read."""
        answer = subprocess.run([BIN / "followup", command, "--config", self.config, "--json", *arguments],
                                capture_output=True, text=True, timeout=PATIENCE, check=False)
        if answer.returncode != 0:
            raise GivenUp(f"followup {command} ended with {answer.returncode}: {answer.stderr.strip()}")
        return json.loads(answer.stdout)

    def drop(self, name):
        """As the contract of the queue folder asks: written beside, then renamed into new/."""
        shutil.copyfile(EXAMPLES / name, self.queue / "tmp" / name)
        (self.queue / "tmp" / name).rename(self.queue / "new" / name)

    def taken(self, name):
        reason = self.queue / "bad" / (name + ".reason")
        if reason.exists():
            raise GivenUp(f"{name} was refused: {reason.read_text()}")
        return any(self.queue.glob(f"done/*/{name}"))

    def mails(self):
        """The files of the Maildir in the order in which they were claimed."""
        def order(path):
            at, number, _ = path.name.split(".", 2)
            return int(at), int(number)
        return sorted((self.state / "Maildir" / "new").glob("*.*.*"), key=order)


class Mail:
    """One file of the Maildir as its reader sees it."""

    def __init__(self, path):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        self.path, self.id = path, str(message["Message-ID"])
        self.to, self.subject = str(message["To"]), str(message["Subject"])
        self.reader = message["To"].addresses[0].addr_spec
        self.at = message["Date"].datetime.astimezone(datetime.timezone.utc)
        self.text = message.get_body(("plain",)).get_content()

    def body(self):
        """The text from its first heading on, one paragraph an item, without the closing words; of the drafts of
        letters how the first one begins."""
        lines = self.text.splitlines()
        start = next((n for n in range(1, len(lines)) if set(lines[n]) == {"-"}), 1) - 1
        lines = [line for n, line in enumerate(lines[start:]) if n != 1]
        paragraphs = [each.strip("\n") for each in "\n".join(lines).split("\n\n")]
        paragraphs = [each for each in paragraphs if each]
        if "The draft:" in paragraphs:
            at = paragraphs.index("The draft:")  # then its date, the recipient, the greeting and the letter
            paragraphs = paragraphs[:at + 1] + paragraphs[at + 3:at + 6] + ["…"]
        return paragraphs


def entries(url):
    """What a calendar program shows of a feed: (begin, end, summary) by time; a date has eight digits."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            text = answer.read().decode().replace("\r\n ", "").replace("\r\n", "\n")
    except OSError as problem:
        raise GivenUp(f"{url} does not answer with a calendar: {problem}") from problem
    found = []
    for block in re.findall(r"BEGIN:VEVENT\n(.*?)END:VEVENT", text, re.S):
        fields = dict(line.split(":", 1) for line in block.splitlines() if ":" in line)
        begin, end = (next((value for key, value in fields.items() if key.startswith(name)), "")
                      for name in ("DTSTART", "DTEND"))
        found.append((begin, end, re.sub(r"\\(.)", r"\1", fields["SUMMARY"])))
    return sorted(found)
