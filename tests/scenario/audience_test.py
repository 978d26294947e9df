"""Law 1, a text has an audience: every text field of every event holds a word of its own, the story is told by
`followup simulate`, and every mail and feed of every person is searched.

Nothing that is the recruiter's own stands in anything that the candidate reads, and nothing of one candidate in what
another one reads; what is told to the candidate does reach her. With PLANT=1 an own word is put into a `tell`, and the
test must fail.
"""

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
FROM = datetime.datetime(2026, 11, 20, 20, 0, tzinfo=datetime.timezone.utc)


class Words:
    """A word for each field, and whose it is."""

    def __init__(self, who):
        self.who, self.own, self.hers = who.lower(), {}, {}

    def mine(self, field):
        self.own[field] = f"zqown{len(self.own)}{self.who}"
        return self.own[field]

    def told(self, field):
        self.hers[field] = f"zqher{len(self.hers)}{self.who}"
        return self.hers[field]


def interview(words, who, ident):
    return f"""[[interview]]
id = "{ident}"
recruiter = "pat"
candidate = {{ name = "{who} Reyes", email = "{who.lower()}@candidate.example", phone = "+1 303 555 0117" }}
employer = {{ name = "Acme Robotics", zone = "America/Chicago", address = "400 W Lake St, Chicago" }}
position = "Controls Engineer"
ended = 2026-11-20T15:30:00
decision = "end of next week"
problem = "{words.told(f'{ident} problem')} stops"
projects = ["{words.told(f'{ident} project')} retrofit"]
strengths = ["{words.told(f'{ident} strength')} brought a line back"]
objections = ["small teams {words.told(f'{ident} objection')}"]
notes = "{words.mine(f'{ident} interview.notes')}"
met = [{{ name = "Margaret Chen", title = "VP", role = "main", talked_about = "{words.told(f'{ident} talked_about')}" }}]
promise = [{{ call = "Margaret Chen", on = "a week from Monday", said = "I will call, {words.told(f'{ident} said')}" }}]
next = [{{ what = "test", when = 2026-12-08, note = "{words.told(f'{ident} next.note')}" }}]
"""


def story(words, who, ident, ending):
    told = {}

    def at(day, hour, text):
        when = FROM.replace(month=11 if day > 19 else 12, day=day, hour=hour)
        told[when] = told.get(when, "") + text

    at(20, 22, interview(words, who, ident))
    about = f'interview = "{ident}"\n'
    at(20, 23, f"""[[debriefed]]
{about}with = "candidate"
notes = "{words.mine(f'{ident} debriefed.notes')}"
tell = "{words.told(f'{ident} debriefed.tell')}"
[[debriefed]]
{about}with = "client"
notes = "{words.mine(f'{ident} client.notes')}"
problem = "{words.mine(f'{ident} client.problem')}"
projects = ["{words.mine(f'{ident} client.project')}"]
strengths = ["{words.mine(f'{ident} client.strength')}"]
objections = ["{words.mine(f'{ident} client.objection')}", {{ text = "{words.told(f'{ident} shared')}", share = true }}]
met = [{{ name = "Margaret Chen", phone = "{words.mine(f'{ident} client.phone')}", address = "{words.mine(f'{ident} client.address')}" }}]
next = [{{ what = "physical", when = 2026-12-09, note = "{words.mine(f'{ident} client.next')}" }}]
""")
    at(23, 16, f"""[[pushed]]
{about}whom = "Margaret Chen"
to = "Thursday next week"
reason = "{words.mine(f'{ident} pushed.reason')}"
tell = "{words.told(f'{ident} pushed.tell')}"
[[called]]
{about}whom = "Margaret Chen"
result = "voicemail"
notes = "{words.mine(f'{ident} called.notes')}"
""")
    at(24, 16, f"""[[heard]]
{about}news = "new date"
date = 2026-12-04
from = "{words.mine(f'{ident} heard.from')}"
notes = "{words.mine(f'{ident} heard.notes')}"
tell = "{words.told(f'{ident} heard.tell')}"
[[dropped]]
duty = "{ident}/letter/margaret-chen"
reason = "{words.mine(f'{ident} dropped.reason')}"
[[struck]]
{about}project = "nothing of the kind"
reason = "{words.mine(f'{ident} struck.reason')}"
""")
    at(25, 16, ending(words, ident, about))
    return told


ENDINGS = [
    lambda words, ident, about: f"""[[heard]]
{about}news = "rejected"
notes = "{words.mine(f'{ident} rejected.notes')}"
""",
    lambda words, ident, about: f"""[[heard]]
{about}news = "rejected"
notes = "{words.mine(f'{ident} rejected.notes')}"
tell = "{words.told(f'{ident} rejected.tell')}"
""",
    lambda words, ident, about: f"""[[closed]]
{about}reason = "{words.mine(f'{ident} closed.reason')}"
tell = "{words.told(f'{ident} closed.tell')}"
""",
    lambda words, ident, about: f"""[[withdrawn]]
{about}reason = "{words.mine(f'{ident} withdrawn.reason')}"
""",
    lambda words, ident, about: f"""[[heard]]
{about}news = "offer"
date = 2026-12-11
notes = "{words.mine(f'{ident} offer.notes')}"
tell = "{words.told(f'{ident} offer.tell')}"
""",
    lambda words, ident, about: f"""[[heard]]
{about}news = "second interview"
date = "December 10 at 10am"
notes = "{words.mine(f'{ident} second.notes')}"
tell = "{words.told(f'{ident} second.tell')}"
""",
    lambda words, ident, about: f"""[[struck]]
{about}next = "physical"
when = 2026-12-09
reason = "{words.mine(f'{ident} step.reason')}"
tell = "{words.told(f'{ident} step.tell')}"
""",
    lambda words, ident, about: f"""[[heard]]
{about}news = "second interview"
notes = "{words.mine(f'{ident} invited.notes')}"
tell = "{words.told(f'{ident} invited.tell')}"
""",
]


def text_of(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    text = message["subject"] + "\n"
    for part in message.walk():
        if part.get_content_maintype() == "text":
            text += part.get_content()
    return message["to"].addresses[0].addr_spec, text


def searched(out):
    """All that each person reads, by address."""
    reads = {}
    for path in sorted((out / "mails").glob("*.eml")):
        to, text = text_of(path)
        reads[to] = reads.get(to, "") + text
    for path in sorted((out / "feeds").glob("*.ics")):
        text = path.read_text(encoding="utf-8").replace("\r\n ", "")
        reads[path.stem] = reads.get(path.stem, "") + text
    return reads


def main():
    names = ["Dana", "Eli", "Finn", "Gwen", "Hal", "Ida", "Jon", "Kay"]
    everybody, leaks, missing = {}, [], []
    with tempfile.TemporaryDirectory() as folder:
        queue = pathlib.Path(folder) / "queue"
        queue.mkdir()
        for who, ending in zip(names, ENDINGS, strict=True):
            words = Words(who)
            everybody[who.lower() + "@candidate.example"] = words
            for when, text in story(words, who, who.lower() + "-1", ending).items():
                if os.environ.get("PLANT"):
                    text = text.replace('tell = "', 'tell = "' + next(iter(words.own.values())) + " ")
                (queue / f"{when:%Y%m%dT%H%M%SZ}-{who.lower()}.toml").write_text(text, encoding="utf-8")
        out = pathlib.Path(folder) / "out"
        answer = subprocess.run([BIN / "followup", "simulate", queue, "--from", "2026-11-20T20:00:00Z", "--until",
                                 "2027-01-20T00:00:00Z", "--out", out, "--config", HERE / "followupd.toml"],
                                capture_output=True, text=True, check=False, timeout=300)
        if answer.returncode != 0:
            sys.exit(f"simulate ended with {answer.returncode}:\n{answer.stdout}{answer.stderr}")
        reads = searched(out)
        for address, words in everybody.items():
            text = reads.get(address, "")
            leaks += [f"{address} reads {field}" for field, word in words.own.items() if word in text]
            for other, theirs in everybody.items():
                if other != address:
                    leaks += [f"{address} reads {field} of {other}"
                              for field, word in (theirs.own | theirs.hers).items() if word in text]
            told = [field for field in words.hers if field.endswith(".tell") and "debriefed" not in field]
            missing += [f"{address} never reads {field}" for field in told if words.hers[field] not in text]
    for line in leaks + missing:
        print(line)
    print(f"{len(everybody)} candidates, {sum(len(w.own) for w in everybody.values())} own words, "
          f"{len(leaks)} read by others, {len(missing)} never told")
    sys.exit(1 if leaks or missing else 0)


if __name__ == "__main__":
    main()
