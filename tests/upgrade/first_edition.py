"""The ledger that the first edition left, and what its calendars and mails are compared by."""

import contextlib
import email
import email.policy
import email.utils
import json
import lzma
import pathlib
import re
import shutil
import sqlite3
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))

from support import Daemon  # noqa: E402 (the path comes first)

NOW = "2026-11-30T15:40:00Z"  # Monday, 09:40 at the agency: when the first edition ends
OF_RECRUITERS = ("pat@glass.example", "lee@glass.example", "kim@glass.example")
EXPECTED = HERE / "expected.json"
# Joined the agency after a candidate of that id.
KIM = """
[[recruiter]]
id    = "kim"
name  = "Kim Park"
email = "kim@glass.example"
"""


def configured(daemon, relay, more="", kim=True):
    """The configuration that the first edition had."""
    text = (HERE / "followupd.toml").read_text()
    daemon.config.write_text(text.format(queue=daemon.queue, state=daemon.state, relay=relay.url, more=more,
                                         colleague=KIM if kim else ""))
    daemon.config.chmod(0o600)
    return daemon


def taken_over(relay, at=NOW, speed="1", more=""):
    """A daemon of this edition that has yet to start on a copy of that ledger."""
    daemon = configured(Daemon(options=["--at", at, "--speed", speed]), relay, more)
    daemon.state.mkdir(mode=0o700)
    (daemon.state / "ledger.sqlite").write_bytes(lzma.decompress((HERE / "ledger.sqlite.xz").read_bytes()))
    shutil.copy(HERE / "secret.key", daemon.state / "secret.key")
    for path in daemon.state.iterdir():
        path.chmod(0o600)
    return daemon


def expected():
    return json.loads(EXPECTED.read_text())


def mails_of(folder):
    with contextlib.closing(sqlite3.connect(folder / "state" / "ledger.sqlite")) as ledger:
        rows = ledger.execute("SELECT no, state, message_id, sha256 FROM mail ORDER BY no").fetchall()
        duties = {}
        # Each nudge by what identifies it for life.
        for mail, *name in ledger.execute("SELECT mail_no, duty, rule, occurrence, revision, person FROM nudge "
                                          "WHERE mail_no IS NOT NULL"):
            duties.setdefault(mail, set()).add(" ".join(str(each) for each in name))
        return [{"mail": no, "state": state, "message_id": message_id, "sha256": sha256,
                 "nudges": sorted(duties.get(no, []))} for no, state, message_id, sha256 in rows]


def entries_of(feed):
    """What a calendar keeps of each entry."""
    entries = {}
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", feed.replace("\r\n ", ""), re.S):
        kept = dict(line.split(":", 1) for line in block.split("\r\n")
                    if re.match(r"(UID|DTSTART|DTEND|SUMMARY)[;:]", line))
        entries[kept.pop("UID")] = {re.sub(r";.*", "", key): value for key, value in kept.items()}
    return entries


def text_of(message):
    """All that a mail says, decoded."""
    parsed = email.message_from_bytes(message, policy=email.policy.default)
    parts = [part.get_content() for part in parsed.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{key}: {value}" for key, value in parsed.items()), *parts])


def date_of(message):
    found = re.search(rb"^Date: (.*)\r\n", message, re.M).group(1).decode()
    return email.utils.parsedate_to_datetime(found).strftime("%Y-%m-%dT%H:%M:%SZ")
