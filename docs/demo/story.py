"""The story of config/examples: one interview, eighteen days, told by what followupd does. See `tell`."""

import argparse
import datetime
import pathlib
import signal
import sys
import tempfile

from stage import Daemon, GivenUp, Mail, Page, entries, instant, local

DANA, PAT = "dana@candidate.example", "pat@glass.example"
NAMES = {DANA: "Dana", PAT: "Pat"}
ZONES = {DANA: "America/Denver", PAT: "America/Chicago"}

INTERVIEW = "20261120T213500Z-acme-interview.toml"
DEBRIEFING = "20261120T230200Z-acme-debriefing.toml"
LETTERS = "20261121T160500Z-acme-letters.toml"
TOO_SOON = "20261125T171500Z-acme-too-soon.toml"
HEARD = "20261203T150000Z-acme-heard.toml"


# News that changes no date: planned, never added.
NOTHING_NEW = """[[heard]]
interview = "dana-acme-1"
news      = "acknowledged"
"""


def span(begin, end):
    """An entry's time as a calendar in Denver shows it."""
    if len(begin) == 8:
        date = datetime.datetime.strptime(begin, "%Y%m%d")
        return f"{date:%a} {date.day} {date:%b}, all day"
    there = local(instant(begin), ZONES[DANA])
    return f"{there[:-4]}-{local(instant(end), ZONES[DANA])[-9:]}"


class Story:
    def __init__(self, daemon, page):
        self.daemon, self.page = daemon, page
        self.shown, self.duties, self.entries = [], {}, []

    # -- what happens ------------------------------------------------------------------------------------------

    def chapter(self, title, at, speed):
        """The daemon ends and begins again with its clock set forward, as after a night switched off."""
        self.daemon.stop()
        at = instant(at)
        if self.daemon.starts:
            at = max(at, self.daemon.now())
        self.page.chapter(title)
        self.daemon.start(at, speed)

    def until(self, at):
        at = instant(at)
        ahead = (at - self.daemon.now()).total_seconds() / self.daemon.speed
        self.daemon.wait(f"the clock to show {at}", lambda: self.daemon.now() >= at and self.daemon.shows() >= at,
                         self.show_mails, max(ahead, 0) + 60)

    def mail(self, reader, words, since=INTERVIEW[:16]):
        """Waits for the mail that has these words; all that come are shown."""
        def there():
            return any(mail.reader == reader and words in mail.text and mail.at >= instant(since)
                       for mail in self.shown)
        self.daemon.wait(f"a mail to {NAMES[reader]} about “{words}”", there, self.show_mails)

    def drop(self, name, told):
        self.until(name[:16])
        self.page.title(f"{local(instant(name[:16]), ZONES[PAT])}: a file arrives")
        self.page.raw(f"  queue/new/{name}", "35")
        self.page.say(told, 2)
        self.daemon.drop(name)
        self.daemon.wait(f"{name} to be taken", lambda: self.daemon.taken(name))
        self.show_changes()

    # -- what is shown -----------------------------------------------------------------------------------------

    def show_mails(self):
        known = {mail.path.name for mail in self.shown}
        for path in self.daemon.mails():
            if path.name not in known:
                mail = Mail(path)
                self.shown.append(mail)
                self.show_mail(mail)

    def show_mail(self, mail):
        page, body = self.page, mail.body()
        when = local(mail.at, ZONES.get(mail.reader, ZONES[PAT]))
        same = [old for old in self.shown[:-1] if old.reader == mail.reader and old.body()[:1] == body[:1]]
        title = f"{when}: {NAMES.get(mail.reader, mail.reader)} is reminded"
        if same and same[-1].body()[:2] == body[:2] and same[-1].subject == mail.subject:
            page.title(title + " again, in the same words")
        else:
            page.title(title + (" again" if same else ""))
            page.raw(f"  To: {mail.to}", "32")
            page.say(f"Subject: {mail.subject}", 2, 6, "32")
            for number, paragraph in enumerate(body[:2 if same else 3]):
                for line in paragraph.splitlines()[:6]:
                    page.say(f"| {line}", 2, 2, "1" if number == 0 else "")
            page.raw("  | ...")
        page.raw(f"  Maildir/new/{mail.path.name}", "2")

    def duties_now(self):
        """The daemon's plan of the case, from a dry run of news that changes nothing."""
        probe = self.daemon.folder / "nothing-new.toml"
        probe.write_text(NOTHING_NEW)
        return {duty["id"]: duty for duty in self.daemon.ask("plan", probe)["duties"]}

    def due(self, duty):
        return local(instant(duty["due"]), ZONES[duty["owner"]["email"]])

    def show_changes(self):
        page, before, self.duties = self.page, self.duties, self.duties_now()
        fresh = [duty for key, duty in self.duties.items() if key not in before and duty["state"] == "open"]
        if fresh:
            page.say("Owed from now on:", 2, code="1")
        reasons = []
        for duty in fresh:
            page.say(f"{NAMES[duty['owner']['email']]}  by {self.due(duty)}  {duty['summary']}", 4, 6)
            reason = duty["because"] if duty["kind"] != "letter" else "a letter goes to everyone met within 24 hours"
            if reason not in reasons:
                reasons.append(reason)
                page.say(f"because {reason}", 10, code="2")
        for key, duty in self.duties.items():
            old = before.get(key)
            if old and old["state"] != duty["state"]:
                page.say(f"{duty['state'].capitalize()}: {duty['summary']} ({duty['reason']})", 2, 4, "1")
            elif old and old["due"] != duty["due"]:
                page.say(f"Moved: {duty['summary']}: from {self.due(old)} to {self.due(duty)} "
                         f"({duty['dates'][-1]['reason']})", 2, 4, "1")

    def feed(self):
        return self.daemon.ask("feeds", DANA)[0]["https"]

    def show_feed(self, title, address=False, changes=False):
        """What a calendar gets from the feed's address now; with a star what changed since it was last shown."""
        self.page.title(title)
        if address:
            self.page.raw(f"  {self.feed()}", "4")
        before, self.entries = self.entries, entries(self.feed())
        for begin, end, summary in self.entries:
            fresh = before and (begin, end, summary) not in before
            if changes and not fresh:
                continue
            self.page.say(f"{'*' if fresh else ' '} {span(begin, end):<28} {summary}", 1, 31, "1" if fresh else "")
        if changes:
            kept = len(set(before) & set(self.entries))
            self.page.say(f"The other {kept} are as they were.", 3)

    def show_end(self):
        page, duties = self.page, self.duties_now()
        # What it hands over until it has ended counts as well.
        self.daemon.stop()
        self.show_mails()
        page.chapter("What was kept, and what was not")
        words = {"done": "Done", "dropped": "Not needed any more", "expired": "Expired, and shown as expired",
                 "open": "Still open"}
        for state, title in words.items():
            page.say(f"{title}:", 1, code="1")
            for duty in duties.values():
                if duty["state"] != state:
                    continue
                reason = f" ({duty['reason']})" if duty["reason"] else f", {self.due(duty)}"
                dates = ""
                if len(duty["dates"]) > 1:
                    first = local(instant(duty["dates"][0]["due"]), ZONES[DANA])
                    dates = f", for {first}, then moved to {self.due(duty)}"
                page.say(f"- {NAMES[duty['owner']['email']]}: {duty['summary']}{dates}{reason}", 3, 2)
        counts = [sum(mail.reader == reader for mail in self.shown) for reader in NAMES]
        copies = len(self.shown) - len({mail.id for mail in self.shown})
        page.say(f"{len(self.shown)} mails went out, {counts[0]} to Dana and {counts[1]} to Pat, "
                 f"{copies or 'none'} of them twice, though followupd was ended and started again "
                 f"{self.daemon.starts - 1} times on the way.", 1)
        page.title("Where everything lies, for you to look at:")
        for what, path in (("mails", self.daemon.state / "Maildir" / "new"),
                           ("event files", self.daemon.queue / "done"),
                           ("ledger", self.daemon.state / "ledger.sqlite"), ("log", self.daemon.log),
                           ("configuration", self.daemon.config)):
            page.raw(f"  {what + ':':<15}{path}")


def tell(story):
    page = story.page
    page.say("Dana Reyes had an interview at Acme Robotics. Pat Moreno, her recruiter, writes down what happened as "
             "small TOML files; followupd works out what is now owed, puts it into calendars, and reminds people "
             "until it is done. This is the real daemon on a fast clock; mails go into a folder, nothing leaves this "
             "machine.")

    story.chapter("Friday, 20 November 2026: the interview", "2026-11-20T21:34:00Z", 500)
    story.drop(INTERVIEW, "Dana called from the car park: she met three people, the decision is expected at the end of "
                          "next week, and she promised Ms Chen a call “a week from Monday”. The second interview "
                          "would be on December 8.")
    story.mail(DANA, "Call Pat Moreno about the interview")
    story.show_feed("Dana's calendar subscribes to this address, which really answers:", address=True)
    story.drop(DEBRIEFING, "Dana has called Pat and told how it went.")
    story.mail(PAT, "Call Acme Robotics about Dana Reyes")
    story.mail(DANA, "Letters to 3 people")

    story.chapter("Saturday: the letters", "2026-11-21T16:00:00Z", 1800)
    story.drop(LETTERS, "Two of the three letters are on their way. The one to Siobhán O’Neill is not.")
    story.mail(DANA, "Letter to Siobhán O’Neill")
    story.mail(DANA, "Letter to Siobhán O’Neill", "2026-11-21T21:30:00Z")
    story.mail(PAT, "Letter to Siobhán O’Neill")

    story.chapter("Monday to Thursday: the missing letter, and a call too soon", "2026-11-23T14:00:00Z", 16000)
    story.mail(DANA, "Letter to Siobhán O’Neill", "2026-11-25T15:30:00Z")
    story.mail(PAT, "Letter to Siobhán O’Neill", "2026-11-25T14:00:00Z")
    story.show_feed("Wednesday morning, in Dana's calendar:")
    story.drop(TOO_SOON, "“That is too soon for us”, says Ms Chen. The date moves to “Thursday next week”: there is "
                         "still a date.")
    story.show_feed("The same feed a moment later:", changes=True)
    story.until("2026-11-26T16:30:00Z")
    page.title(f"{local(instant('2026-11-26T15:30:00Z'), ZONES[PAT])}: nobody said what became of the third letter")
    story.show_changes()

    story.chapter("Friday, 27 November: the day on which Acme meant to decide", "2026-11-27T21:56:00Z", 120)
    story.mail(PAT, "what they decided")

    story.chapter("Wednesday, 2 December: the call is tomorrow", "2026-12-02T22:56:00Z", 120)
    story.mail(DANA, "moved to Thu 3 Dec 2026")

    story.chapter("Thursday, 3 December: Acme calls first", "2026-12-03T14:59:00Z", 60)
    story.drop(HEARD, "“We would like to see her again”: a second interview. The promised call was for the case that "
                      "nobody had called, so it is not needed any more.")
    story.mail(PAT, "whom Dana Reyes will see next")
    story.show_feed("The call has left Dana's calendar:")

    story.chapter("Monday, 7 December: the second interview is tomorrow", "2026-12-07T22:56:00Z", 120)
    story.mail(DANA, "It is on Tue 8 Dec 2026")
    story.show_feed("Dana's calendar at the end:")
    story.show_end()


def main():
    parser = argparse.ArgumentParser(prog="tell", description=__doc__)
    parser.add_argument("--pace", type=float, default=1.0, help="so many times faster")
    parser.add_argument("folder", nargs="?", help="an empty folder for everything (default: a new one)")
    asked = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    folder = pathlib.Path(asked.folder or tempfile.mkdtemp(prefix="followupd-demo-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        sys.exit(f"tell: {folder} is not empty")
    daemon = Daemon(folder, asked.pace)
    try:
        tell(Story(daemon, Page()))
    except GivenUp as problem:
        sys.exit(f"tell: {problem}\n(what there is lies in {folder})")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        daemon.stop()


if __name__ == "__main__":
    main()
