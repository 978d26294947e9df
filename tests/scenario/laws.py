"""What holds in every story, whatever happens in it (design: what follows from an interview, feeds, mails)."""

import datetime
import email
import email.policy
import pathlib
import re
import sys
import tomllib
import zoneinfo

import digests
from digests import ENDS, instant

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import ics_lint

OPENING, CLOSING = datetime.time(7), datetime.time(21)


class Row:
    def __init__(self, line):
        self.at, self.kind, self.person, self.case, self.duty, self.detail = line.split("\t")

    def value(self, key):
        found = re.search(rf"(?:^| ){key}=(\S*)", self.detail)
        return found[1] if found else ""

    def __str__(self):
        return " ".join(filter(None, (self.at, self.kind, self.person, self.duty, self.detail)))


def rows(out):
    header, *lines = (out / "timeline.tsv").read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == ["at", "kind", "person", "case", "duty", "detail"], header
    return [Row(line) for line in lines]


class People:
    """Everybody who is written to, from the configuration and the queue: zone and address, and who is a candidate."""

    def __init__(self, story):
        own = story / "followupd.toml"
        config = tomllib.loads((own if own.exists() else story.parent / "followupd.toml").read_text(encoding="utf-8"))
        agency = config["agency"]["zone"]
        self.zones, self.names = {}, {}
        for recruiter in config["recruiter"]:
            for key in (recruiter["id"], recruiter["email"]):
                self.zones[key] = zoneinfo.ZoneInfo(recruiter.get("zone", agency))
        for path in sorted((story / "queue").glob("*.toml")):
            try:
                events = tomllib.loads(path.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError:
                continue
            for said in events.get("interview", []):
                who = said["candidate"]
                zone = who.get("zone") or said["employer"].get("zone") or agency
                self.zones[who["email"].lower()] = zoneinfo.ZoneInfo(zone)
                self.names[who["email"].lower()] = who["name"]

    def awake(self, person, at):
        return OPENING <= at.astimezone(self.zones[person]).time() < CLOSING


def readers(out):
    """Whom each mail went to, by its number: while a recruiter is away it is not who the nudge is for."""
    found = {}
    for path in sorted((out / "mails").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        found[path.stem.split("-")[1].lstrip("0")] = message["To"].addresses[0].addr_spec
    return found


def nudged_at_night_or_twice(people, told, written_to):
    """A nudge is for a duty that is open, in its reader's day, and there is one for each thing and time."""
    opened, seen = set(), set()
    for row in told:
        if row.kind == "moved":
            seen = {key for key in seen if key[0] != row.duty}
        if row.kind == "opened":
            opened.add(row.duty)
        elif row.kind in ENDS:
            opened.discard(row.duty)
        if row.kind != "nudge":
            continue
        if not people.awake(written_to.get(row.value("mail"), row.person), instant(row.at)):
            yield f"a nudge at night: {row}"
        if row.duty not in opened:
            yield f"a nudge for what is not open: {row}"
        # Whatever its revision: a longer history of dates is no reason to write again, another date is.
        # The digest tells of it again on every working day.
        day = row.at[:10] if row.value("rule") == "digest" else ""
        key = (row.duty, row.person, row.value("rule"), row.value("occurrence"), day)
        if key in seen:
            yield f"nudged twice: {row}"
        seen.add(key)


def duties_without_an_end(told, feeds, until):
    """What was promised is done, dropped or expired, or lies ahead, or is overdue and shown as that."""
    state, due, fell = {}, {}, set()
    for row in told:
        if row.kind == "opened":
            if state.get(row.duty) == "opened":
                yield f"opened twice: {row}"
            state[row.duty], due[row.duty] = "opened", row.value("due")
            fell.discard(row.duty)
        elif row.kind == "moved":
            due[row.duty] = row.value("to")
            fell.discard(row.duty)
        elif row.kind == "due":
            fell.add(row.duty)
        elif row.kind in ENDS:
            if state.get(row.duty) != "opened":
                yield f"closed what was not open: {row}"
            state[row.duty] = row.kind
    for duty, now in state.items():
        if now != "opened" or instant(due[duty]) > until:
            continue
        if duty not in fell:
            yield f"{duty} is past its time and nothing says so"
    overdue = [duty for duty, now in state.items() if now == "opened" and instant(due[duty]) <= until]
    recent = [duty for duty in overdue if until - instant(due[duty]) < datetime.timedelta(days=30)]
    shown = len(re.findall(r"^SUMMARY:(Overdue|Überfällig): ", feeds.get("team", ""), re.MULTILINE))
    if shown != len(recent):
        yield f"{len(recent)} duties are overdue, the team's feed shows {shown}: {', '.join(recent)}"


def mails_that_are_wrong(people, told, out):
    numbers = {int(row.value("mail")) for row in told if row.kind == "nudge"}
    for path in sorted((out / "mails").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if message.defects:
            yield f"{path.name} has defects: {message.defects}"
        to = message["To"].addresses[0].addr_spec
        date = message["Date"].datetime
        number = int(path.stem.split("-")[1])
        if date != datetime.datetime.strptime(path.stem[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc):
            yield f"{path.name} is dated {date}"
        # A refusal answers somebody who has just handed in a file: it does not wait for the morning.
        if number in numbers and not people.awake(to, date):
            yield f"{path.name} to {to} at night: {date.astimezone(people.zones[to])}"
        numbers.discard(number)
        texts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        if not texts or not all(text.strip() for text in texts):
            yield f"{path.name} says nothing"
        yield from strangers(people, to, str(message["Subject"]) + "".join(texts), path.name)
    for number in sorted(numbers):
        yield f"mail {number} was told and is not there"


def strangers(people, reader, text, where):
    """Nothing about one candidate reaches another."""
    if reader not in people.names:
        return
    for address, name in people.names.items():
        if address != reader and (name in text or address in text):
            yield f"{where} tells {reader} of {name}"


def feeds_that_are_wrong(people, feeds, out):
    for path in sorted((out / "feeds").glob("*.ics")):
        yield from (f"the feed of {path.stem}: {each}" for each in ics_lint.wrong(path.read_bytes()))
    for person, text in feeds.items():
        uids = re.findall(r"^UID:(.+)$", text, re.MULTILINE)
        if len(set(uids)) != len(uids):
            yield f"the feed of {person} has a UID twice"
        if len(uids) != text.count("BEGIN:VEVENT"):
            yield f"the feed of {person} has {text.count('BEGIN:VEVENT')} entries and {len(uids)} UIDs"
        yield from strangers(people, person, text, "a feed")


def broken(story, out: pathlib.Path):
    """Every law that the output of a story breaks, in words."""
    people, told = People(story), rows(out)
    feeds = {path.stem: path.read_bytes().decode().replace("\r\n ", "").replace("\r\n", "\n")
             for path in sorted((out / "feeds").glob("*.ics"))}
    period = re.search(r"^From (\S+) until (\S+Z)\.$", (story / "story.md").read_text(encoding="utf-8"), re.MULTILINE)
    begin, end = instant(period[1]), instant(period[2])
    return [*nudged_at_night_or_twice(people, told, readers(out)), *duties_without_an_end(told, feeds, end),
            *digests.wrong(story, told, begin, end),
            *mails_that_are_wrong(people, told, out), *feeds_that_are_wrong(people, feeds, out)]
