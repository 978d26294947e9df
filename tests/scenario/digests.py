"""The morning digest, worked out once more from the rows of a timeline: who should have been told of what, and when."""

import datetime
import re
import tomllib
import zoneinfo

ENDS = ("done", "dropped", "expired")


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Agency:
    """Recruiters, closed days and stand-ins of a story."""

    def __init__(self, story):
        file = story / "followupd.toml"
        file = file if file.exists() else story.parent / "followupd.toml"
        config = tomllib.loads(file.read_text(encoding="utf-8"))
        zone = config["agency"]["zone"]
        self.zones = {each["id"]: zoneinfo.ZoneInfo(each.get("zone", zone)) for each in config["recruiter"]}
        self.closed = set()
        hours = config.get("hours", {})
        for each in hours.get("closed", []):
            self.closed.add(each["date"] if isinstance(each, dict) else each)
        for name in hours.get("holidays", []):
            text = (file.parent / name).read_text(encoding="utf-8")
            days = re.findall(r"^DTSTART;VALUE=DATE:(\d{8})", text, re.MULTILINE)
            self.closed.update(datetime.datetime.strptime(day, "%Y%m%d").date() for day in days)
        self.looks_after, self.away = {}, []
        for path in sorted((story / "queue").glob("*.toml")):
            events = tomllib.loads(path.read_text(encoding="utf-8"))
            for said in events.get("interview", []):
                self.looks_after[said["id"]] = said.get("recruiter")
            for said in events.get("stand_in", []):
                self.away.append((said["for"], said["by"], said["from"], said["until"]))

    def reader(self, recruiter, at):
        for absent, by, begin, end in self.away:
            if absent == recruiter and begin <= at < end:
                return by
        return recruiter

    def mornings(self, recruiter, begin, end):
        """08:00 of every working day after `begin`."""
        zone = self.zones[recruiter]
        day = begin.astimezone(zone).date()
        while True:
            at = datetime.datetime.combine(day, datetime.time(8), zone)
            if at > end:
                return
            if at > begin and day.weekday() < 5 and day not in self.closed:
                yield at
            day += datetime.timedelta(days=1)


def owed(told, at):
    """Case and due time of what is open then, by duty."""
    found = {}
    for row in told:
        if instant(row.at) > at:
            break
        if row.kind == "opened":
            found[row.duty] = (row.case, instant(row.value("due")))
        elif row.kind == "moved":
            found[row.duty] = (row.case, instant(row.value("to")))
        elif row.kind in ENDS:
            found.pop(row.duty, None)
    return found


def wrong(story, told, begin, end):
    """Every morning on which a digest told of other things than what is due before the reader's week ends."""
    agency = Agency(story)
    sent = {}
    for row in told:
        if row.kind == "nudge" and row.value("rule") == "digest":
            sent.setdefault((row.person, instant(row.at)), set()).add(row.duty)
    for recruiter, zone in agency.zones.items():
        for morning in agency.mornings(recruiter, begin, end):
            monday = morning.date() + datetime.timedelta(days=7 - morning.weekday())
            week_ends = datetime.datetime.combine(monday, datetime.time(0), zone)
            expected = {duty for duty, (case, due) in owed(told, morning).items()
                        if agency.reader(agency.looks_after.get(case), morning) == recruiter and due < week_ends}
            found = sent.pop((recruiter, morning.astimezone(datetime.timezone.utc)), set())
            if found != expected:
                yield (f"the digest of {recruiter} at {morning} tells of {sorted(found) or 'nothing'}, "
                       f"not of {sorted(expected) or 'nothing'}")
    for (recruiter, at), duties in sent.items():
        yield f"a digest to {recruiter} at {at} that nobody expects: {sorted(duties)}"
