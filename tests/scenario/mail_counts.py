"""How many mails people get: a careful candidate, a forgetful one, two interviews on a day, a recruiter's week.

Prints each count and fails where there are more than people bear."""

import collections
import datetime
import email
import email.policy
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BIN = pathlib.Path(os.environ.get("FOLLOWUP_BIN_DIR", HERE.parents[1] / "build" / "dev" / "bin"))
DANA = 'candidate = { name = "Dana Reyes", email = "dana@candidate.example", zone = "America/Chicago" }'
ACME = 'employer = { name = "Acme Robotics", zone = "America/Chicago", phone = "+1 312 555 0100" }'
FIVE = ("Margaret Chen", "Robert Okafor", "Lena Sato", "Luis Ortega", "Priya Nair")


def met(*names):
    return "".join(f'[[interview.met]]\nname = "{name}"\ntitle = "Head of something"\n' for name in names)


def interview(ended, people, rest="", name="acme-1", candidate=DANA, employer=ACME):
    return (f'[[interview]]\nid = "{name}"\nrecruiter = "pat"\n{candidate}\n{employer}\nposition = "Controls Engineer"\n'
            f"ended = {ended}\n{met(*people)}{rest}")


def promise(to, on):
    return f'[[interview.promise]]\ncall = "{to}"\non = "{on}"\n'


def event(kind, name="acme-1", **facts):
    said = "".join(f'{key} = "{value}"\n' for key, value in facts.items())
    return f'[[{kind}]]\ninterview = "{name}"\n{said}'


def letters(*people, name="acme-1"):
    return "".join(event("letter", name, to=person) for person in people)


def careful():
    """Five people met, two rounds, three pushes, eight weeks; everything is done and told in good time."""
    return [
        ("20261103T200500Z", interview("2026-11-03T14:00:00-06:00", FIVE[:3], promise("Margaret Chen", "next Tuesday"))),
        ("20261103T203000Z", event("debriefed", **{"with": "candidate"}, problem="the line stands still")),
        ("20261104T010000Z", letters(*FIVE[:3])),
        ("20261110T160000Z", event("pushed", whom="Margaret Chen", to="Monday", reason="too soon")),
        ("20261116T160000Z", event("pushed", whom="Margaret Chen", to="next Monday", reason="too soon")),
        ("20261123T160000Z", event("pushed", whom="Margaret Chen", to="2026-12-01", reason="too soon")),
        ("20261201T160000Z", event("called", whom="Margaret Chen", result="spoke") +
         event("heard", news="second interview", date="2026-12-08T10:00:00")),
        ("20261208T180500Z", interview("2026-12-08T12:00:00-06:00", FIVE[3:], promise("Priya Nair", "next Wednesday"), "acme-2")),
        ("20261208T183000Z", event("debriefed", "acme-2", **{"with": "candidate"})),
        ("20261209T010000Z", letters(*FIVE[3:], name="acme-2")),
        ("20261216T160000Z", event("called", "acme-2", whom="Priya Nair", result="spoke", next="2026-12-29")),
        ("20261229T160000Z", event("heard", "acme-2", news="offer", tell="They want you. Congratulations!")),
    ], "2026-11-03T19:00:00Z", "2026-12-31T00:00:00Z"


def forgetful():
    """The same, by somebody who does each thing only when it is overdue, or not at all."""
    return [
        ("20261103T200500Z", interview("2026-11-03T14:00:00-06:00", FIVE[:3], promise("Margaret Chen", "next Tuesday"))),
        ("20261104T160000Z", event("debriefed", **{"with": "candidate"})),
        ("20261106T160000Z", letters(*FIVE[:3])),
        ("20261111T160000Z", event("pushed", whom="Margaret Chen", to="Monday")),
        ("20261117T160000Z", event("pushed", whom="Margaret Chen", to="next Monday")),
        ("20261124T160000Z", event("called", whom="Margaret Chen", result="spoke") +
         event("heard", news="second interview", date="2026-12-08T10:00:00")),
        ("20261208T180500Z", interview("2026-12-08T12:00:00-06:00", FIVE[3:], "", "acme-2")),
        ("20261209T160000Z", event("debriefed", "acme-2", **{"with": "candidate"})),
        ("20261211T160000Z", letters(*FIVE[3:], name="acme-2")),
        ("20261214T160000Z", event("heard", "acme-2", news="rejected", tell="I am sorry: they took somebody else.")),
    ], "2026-11-03T19:00:00Z", "2026-12-31T00:00:00Z"


def two_interviews():
    """Two interviews on one day; six days."""
    second = 'employer = { name = "Borden Labs", zone = "America/Chicago" }'
    return [
        ("20261103T160500Z", interview("2026-11-03T10:00:00-06:00", FIVE[:2], promise("Margaret Chen", "Monday"))),
        ("20261103T163000Z", event("debriefed", **{"with": "candidate"})),
        ("20261103T200500Z", interview("2026-11-03T14:00:00-06:00", FIVE[2:], promise("Lena Sato", "Monday"), "borden-1",
                                       employer=second)),
        ("20261103T203000Z", event("debriefed", "borden-1", **{"with": "candidate"})),
        ("20261104T010000Z", letters(*FIVE[:2]) + letters(*FIVE[2:], name="borden-1")),
        ("20261109T160000Z", event("called", whom="Margaret Chen", result="spoke", next="next Monday") +
         event("called", "borden-1", whom="Lena Sato", result="spoke", next="next Monday")),
    ], "2026-11-03T15:00:00Z", "2026-11-09T23:00:00Z"


def recruiters_week():
    """Ten careful candidates, two new ones a day."""
    files = []
    for number in range(10):
        day = datetime.date(2026, 11, 2) + datetime.timedelta(days=number // 2)
        name, hour = f"case-{number}", 9 + 3 * (number % 2)
        who = f'candidate = {{ name = "Person {"ABCDEFGHIJ"[number]}yer", email = "p{number}@candidate.example" }}'
        where = f'employer = {{ name = "Employer {number}", zone = "America/Chicago", phone = "+1 312 555 010{number}" }}'
        files += [
            (f"{day:%Y%m%d}T{hour + 6:02}0500Z", interview(f"{day}T{hour:02}:00:00-06:00", FIVE[:2],
                                                          promise("Margaret Chen", "next Thursday"), name, who, where)),
            (f"{day:%Y%m%d}T{hour + 6:02}3000Z", event("debriefed", name, **{"with": "candidate"})),
            (f"{day:%Y%m%d}T{hour + 7:02}3000Z", event("debriefed", name, **{"with": "client"})),
            (f"{day:%Y%m%d}T235000Z", letters(*FIVE[:2], name=name)),
        ]
    return files, "2026-11-02T12:00:00Z", "2026-11-07T00:00:00Z"


def mails(files, begin, end, to):
    """(when, subject) of every mail to that address."""
    with tempfile.TemporaryDirectory(prefix="followup-") as folder:
        queue, out = pathlib.Path(folder, "queue"), pathlib.Path(folder, "out")
        queue.mkdir()
        for number, (at, text) in enumerate(files):
            (queue / f"{at}-{number:03}.toml").write_text(text)
        answer = subprocess.run([BIN / "followup", "simulate", queue, "--from", begin, "--until", end, "--out", out,
                                 "--config", HERE / "followupd.toml"], capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stderr
        found = []
        for path in sorted((out / "mails").iterdir()):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if to in str(mail["To"]):
                found.append((mail["Date"].datetime, str(mail["Subject"])))
        if kept := os.environ.get("KEEP"):
            pathlib.Path(kept).mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-r", out, pathlib.Path(kept, begin + to)], check=True)
        return sorted(found)


def main():
    failed = False
    tellings = os.environ.get("TELL")
    for story, to, most in ((careful, "dana@", 12), (forgetful, "dana@", 16), (two_interviews, "dana@", 8)):
        found = mails(*story(), to)
        print(f"{story.__name__}: {len(found)} mails, at most {most}")
        failed |= len(found) > most
        for at, subject in found if tellings else ():
            print(f"    {at:%a %d %b %H:%M} {subject}")
    found = mails(*recruiters_week(), "pat@")
    single = [at.date() for at, subject in found if not subject.startswith(("Follow-ups on", "To do on"))]
    print(f"recruiters_week: {len(single) / 5:.1f} mails a working day besides the digest, at most 2", dict(
        collections.Counter(str(day) for day in single)))
    for at, subject in found if tellings else ():
        print(f"    {at:%a %d %b %H:%M} {subject}")
    failed |= len(single) / 5 > 2
    return failed


if __name__ == "__main__":
    sys.exit(main())
