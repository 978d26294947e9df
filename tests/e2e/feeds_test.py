"""The feeds of the real daemon as calendar programs meet them: what is in them, how they change, how they are served."""

import email.message
import email.policy
import pathlib
import sys
import tempfile
import tomllib
import unittest

from support import EXAMPLES, SOURCE, Daemon, interview, run, wait_for

sys.path.insert(0, str(SOURCE / "tests" / "support"))
import ics_lint
import ics_readers

STORY = sorted(EXAMPLES.glob("2*.toml"))
PEOPLE = ("dana@candidate.example", "pat", "team")
# What people could write, or paste. The queue refuses most control characters; what it takes must break nothing.
SLY = r';,\"^n\\n: END:VEVENT <script>x</script> \u200f\u2028' + "😀" * 12 + "é" * 20
HOSTILE = {"control characters": r"\r\nEND:VEVENT\r\nMETHOD:PUBLISH\r\n\u0000\u0007\u001b\u007f\u202e\ufeff" + SLY,
           "new lines": "a\\nBEGIN:VEVENT\\n" + SLY, "signs": SLY, "emoji": "x" + "😀" * 49, "a long text": "😀" * 990,
           "100 KB": "x" * 100_000}


def unfolded(body):
    return body.replace(b"\r\n ", b"").decode()


def email_of(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain",)).get_content()


class Feeds(unittest.TestCase):
    def path(self, daemon, person, *options):
        return daemon.json("feeds", person, *options)[0]["https"].split(f":{daemon.port}")[1]

    def feed(self, daemon, path, alarms=False):
        status, _, body = daemon.get(path)
        self.assertEqual(status, 200, path)
        self.assertEqual(ics_lint.wrong(body, alarms), [], path)
        return body

    def accept(self, daemon, name, text):
        daemon.drop(name, text)
        wait_for(name, lambda: name in daemon.done() or name in daemon.bad())
        self.assertIn(name, daemon.done())


class Contents(Feeds):
    def test_every_change_of_a_story_moves_the_stamps_of_what_changed_and_no_others(self):
        with Daemon(options=["--at", "2026-12-03T15:00:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, STORY[0].name, STORY[0].read_text())
            paths = [self.path(daemon, person, "--privacy", level)
                     for person in PEOPLE for level in ("full", "initials", "busy")]
            paths += [path.replace("Follow-ups", "Tasks") for path in paths]
            before = {path: self.feed(daemon, path) for path in paths}
            for file in STORY[1:]:
                self.accept(daemon, file.name, file.read_text())
                after = {path: self.feed(daemon, path) for path in paths}
                for path in paths:
                    self.assertEqual(ics_lint.wrongly_stamped(before[path], after[path]), [], file.name)
                    self.assertEqual(self.feed(daemon, path), after[path], "two renders differ")
                before = after
            daemon.stop()
            daemon.start()
            for path in paths:
                self.assertEqual(self.feed(daemon, path), before[path], "a restart changed a feed")

    def test_tasks_alarms_and_privacy_are_asked_for(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, STORY[0].name, STORY[0].read_text())
            full = self.path(daemon, "dana@candidate.example")
            text = unfolded(self.feed(daemon, full))
            self.assertIn("SUMMARY:Call Margaret Chen (Acme Robotics)\\, as promised\r\n", text)
            self.assertIn("SUMMARY:Interview at Acme Robotics\r\n", text)
            self.assertIn("SUMMARY:Acme Robotics means to decide\r\n", text)
            self.assertNotIn("VALARM", text)
            self.assertEqual(unfolded(self.feed(daemon, full + "?alarms=0&x=%20y")), text)
            self.assertIn("TRIGGER:-PT30M", unfolded(self.feed(daemon, full + "?alarms=1", alarms=True)))
            tasks = unfolded(self.feed(daemon, full.replace("Follow-ups", "Tasks")))
            self.assertNotIn("VEVENT", tasks)
            self.assertIn("SUMMARY:Letter to Luis Ortiz (Acme Robotics)\r\n", tasks)
            initials = unfolded(self.feed(daemon, full + "?privacy=initials"))
            self.assertIn("SUMMARY:Call M. C. (A. R.)\\, as promised\r\n", initials)
            busy = unfolded(self.feed(daemon, full + "?privacy=busy"))
            self.assertEqual(unfolded(self.feed(daemon, full + "?privacy=bsuy")), busy)
            for less in (initials, busy):
                for name in ("Chen", "Acme", "Dana", "Pat", "312", "palletizer"):
                    self.assertNotIn(name, less)

    def test_an_address_that_tells_less_leads_to_no_more(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, STORY[0].name, STORY[0].read_text())
            full, busy = (self.path(daemon, "pat", "--privacy", level) for level in ("full", "busy"))
            self.assertNotEqual(full, busy)
            shown = self.feed(daemon, busy)
            for query in ("?privacy=full", "?privacy=initials", "?privacy="):
                self.assertEqual(self.feed(daemon, busy + query), shown)
            self.assertEqual(self.feed(daemon, full + "?privacy=busy"), shown)

    def test_an_address_that_is_taken_out_of_use_empties_the_calendar_and_is_gone_after_a_week(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, STORY[0].name, STORY[0].read_text())
            old = self.path(daemon, "dana@candidate.example")
            tag = daemon.get(old)[1]["ETag"]
            new = self.path(daemon, "dana@candidate.example", "--rotate")
            self.assertNotEqual(new, old)
            self.assertEqual(self.path(daemon, "dana@candidate.example"), new)
            self.assertIn("Margaret Chen", unfolded(self.feed(daemon, new)))
            self.assertEqual(daemon.get(old, headers={"If-None-Match": tag})[0], 200)
            for path in (old, old + "?alarms=1&privacy=busy", old.replace("Follow-ups", "Tasks")):
                empty = unfolded(self.feed(daemon, path, alarms=True))
                self.assertEqual(len(ics_lint.components(empty.encode())), 1)
                self.assertNotIn("Margaret Chen", empty)
            self.assertEqual(daemon.followup("feeds", "--rotate").returncode, 2)
            daemon.stop()
            daemon.start(["--at", "2026-11-27T21:45:00Z", "--speed", "1"])
            self.assertEqual(daemon.get(old)[0], 410)
            self.assertIn("Margaret Chen", unfolded(self.feed(daemon, new)))

    def test_an_address_that_is_revoked_has_no_successor_until_one_is_asked_for(self):
        who = "dana@candidate.example"
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, STORY[0].name, STORY[0].read_text())
            old, busy = (self.path(daemon, who, "--privacy", level) for level in ("full", "busy"))
            page = old.rsplit("/", 1)[0] + "/"
            self.feed(daemon, old)
            self.assertEqual(daemon.followup("feeds", "--revoke").returncode, 2)
            self.assertEqual(daemon.followup("feeds", who, "--revoke", "--rotate").returncode, 2)
            gone = daemon.json("feeds", who, "--revoke", "--privacy", "busy")
            self.assertEqual([feed["feed"] for feed in gone], ["follow-ups-busy"])
            self.assertIn("Margaret Chen", unfolded(self.feed(daemon, old)))
            self.assertEqual(len(daemon.json("feeds", who, "--revoke")), 3)
            for path in (old, busy, old + "?privacy=busy", old.replace("Follow-ups", "Tasks")):
                empty = unfolded(self.feed(daemon, path))
                self.assertEqual(len(ics_lint.components(empty.encode())), 1)
                self.assertNotIn("Margaret Chen", empty)
            self.assertEqual(daemon.get(page)[0], 410)
            feed = daemon.json("feeds", who)[0]
            self.assertEqual((feed["https"], feed["webcal"], feed["page"]), ("", "", ""))
            self.assertRegex(feed["revoked"], "^2026-11-20T21:4")
            self.assertIn("follow-ups was revoked 2026-11-20T21:4", daemon.followup("feeds", who).stdout)
            daemon.stop()
            daemon.start(["--at", "2026-11-27T21:45:00Z", "--speed", "1"])
            self.assertEqual([daemon.get(path)[0] for path in (old, busy, page)], [410] * 3)
            new = self.path(daemon, who, "--rotate")
            self.assertIn("Margaret Chen", unfolded(self.feed(daemon, new)))
            self.assertEqual(self.path(daemon, who), new)
            self.assertEqual(daemon.get(old)[0], 410)

    def test_a_person_finds_out_how_to_subscribe_at_the_address_itself(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, STORY[0].name,
                        STORY[0].read_text().replace('name = "Dana Reyes"', 'name = "Dana Reyes", language = "de"'))
            for person, words in (("dana@candidate.example", "Termine und Zusagen von Dana Reyes als Kalender"),
                                  ("pat", "Follow-ups of Pat Moreno, as a calendar"), ("team", "Follow-ups of ")):
                feed = daemon.json("feeds", person)[0]
                self.assertEqual(feed["https"], feed["page"] + "Follow-ups.ics")
                page = feed["page"].split(f":{daemon.port}")[1]
                for path in (page, page[:-1]):
                    status, headers, body = daemon.get(path)
                    self.assertEqual((status, headers["Referrer-Policy"]), (200, "no-referrer"))
                    self.assertIn(words, body.decode())
                    self.assertIn(feed["webcal"], body.decode())
                head_status, head, nothing = daemon.get(page, "HEAD")
                self.assertEqual((head_status, int(head["Content-Length"]), nothing), (200, len(body), b""))
                status, headers, _ = daemon.get(page, "POST")
                self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD"))
                self.assertNotIn(page, "".join(daemon.log))
            self.assertEqual(daemon.get("/f/" + "a" * 32 + "/")[0], 404)

    def test_the_terminal_shows_every_form_of_the_address(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            feed = daemon.json("feeds", "pat")[0]
            text = daemon.followup("feeds", "pat").stdout
            for name in ("https", "webcal", "page"):
                self.assertIn(feed[name] + "\n", text)
            self.assertIn("From URL", text)
            self.assertNotIn("From URL", daemon.followup("feeds").stdout)
            code = daemon.followup("feeds", "pat", "--qr").stdout
            self.assertIn("█▀▀▀▀▀█", code)
            self.assertLessEqual(max(len(line) for line in code.splitlines() if "▀" in line), 80)
            self.assertEqual(daemon.followup("feeds", "--qr").returncode, 2)

    def test_who_fetched_a_feed_last_is_shown(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, STORY[0].name, STORY[0].read_text())
            path = self.path(daemon, "pat")
            self.assertIsNone(daemon.json("feeds", "pat")[0]["fetched"])
            for agent in ("Thunderbird/153", "iOS/26 " + "x" * 500):
                daemon.get(path, headers={"User-Agent": agent})
                feed = daemon.json("feeds", "pat")[0]
                self.assertRegex(feed["fetched"], r"^2026-11-20T21:4\d:\d\dZ$")
                self.assertTrue(feed["client"].startswith(agent[:6]), feed["client"])
                self.assertLess(len(feed["client"]), 100)
            self.assertIn("last fetched 2026-11-20T21:4", daemon.followup("feeds", "pat").stdout)

    def test_who_has_stopped_asking_is_shown_after_a_week_and_a_restart(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, STORY[0].name, STORY[0].read_text())
            for person, agent in (("dana@candidate.example", "iOS/26.1 dataaccessd"), ("pat", "Thunderbird/153")):
                self.assertEqual(daemon.get(self.path(daemon, person), headers={"User-Agent": agent})[0], 200)
            daemon.stop()
            daemon.start(["--at", "2026-11-27T21:30:00Z", "--speed", "1"])
            feeds = {feed["person"]: feed for feed in daemon.json("feeds")}
            self.assertEqual(feeds["dana@candidate.example"]["client"], "iOS/26.1 dataaccessd")
            self.assertRegex(feeds["dana@candidate.example"]["fetched"], "^2026-11-20T21:4")
            self.assertEqual([feed["quiet"] for feed in feeds.values()], [False] * 3)
            daemon.get(self.path(daemon, "pat"), headers={"User-Agent": "Thunderbird/153"})
            daemon.stop()
            daemon.start(["--at", "2026-11-30T13:59:50Z", "--speed", "10"])
            digest = wait_for("the digest", lambda: next((mail for mail in map(email_of, daemon.mails())
                                                          if "last asked for" in mail), None))
            self.assertIn("- Dana Reyes: last asked for on Fri 20 Nov 2026 by iOS/26.1 dataaccessd", digest)
            self.assertNotIn("- Pat Moreno: last asked for", digest)
            self.assertIn("no program has asked for it in more than a week", daemon.followup("feeds", "dana@candidate.example").stdout)
            self.assertNotIn("no program has asked", daemon.followup("feeds", "pat").stdout)
            self.path(daemon, "dana@candidate.example", "--rotate")
            self.assertIsNone(daemon.json("feeds", "dana@candidate.example")[0]["fetched"])

    def test_the_configuration_bounds_what_feeds_tell(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            text = daemon.config.read_text().replace('id    = "pat"', 'id    = "pat"\nfeed_privacy = "initials"')
            daemon.config.write_text(text)
            daemon.stop()
            daemon.start()
            self.accept(daemon, STORY[0].name, STORY[0].read_text())
            for person in PEOPLE:
                self.assertNotIn("Chen", unfolded(self.feed(daemon, self.path(daemon, person))))

    def test_a_feed_goes_on_under_another_mail_address(self):
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, "one.toml", interview(1))
            old = self.path(daemon, "candidate1@candidate.example")
            self.feed(daemon, old)
            self.accept(daemon, "two.toml", interview(1, met=("Luis Ortiz",)).replace("candidate1@", "new@"))
            new = self.path(daemon, "new@candidate.example")
            for path in (old, new):
                self.assertIn("Letter to Luis Ortiz", unfolded(self.feed(daemon, path)))


class HostileText(Feeds):
    def test_nothing_that_people_write_breaks_a_feed(self):
        fields = ("problem", "place", "notes")
        lists = ("projects", "objections", "strengths")
        event = """[[interview]]
id        = "case-1"
recruiter = "pat"
candidate = { name = "Candidate 1", email = "candidate1@candidate.example" }
employer  = { name = "Employer 1", zone = "America/Chicago", address = "PLACE" }
position  = "Engineer"
ended     = 2026-11-20T15:30:00
decision  = "end of next week"
"""
        with Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]) as daemon:
            self.accept(daemon, "plain.toml", event + '\n[[interview.met]]\nname = "Margaret Chen"\n')
            paths = [self.path(daemon, person) for person in ("candidate1@candidate.example", "pat", "team")]
            taken = dict.fromkeys(HOSTILE, 0)
            for field in (*fields, *lists, "address", "title", "said", "note", "name", "phone"):
                for kind, text in HOSTILE.items():
                    value = f'["{text}"]' if field in lists else f'"{text}"'
                    lines = f"{field} = {value}\n" if field in fields + lists else ""
                    address = text if field == "address" else "PLACE"
                    met = f'\n[[interview.met]]\nname = "Margaret Chen"\ntitle = "{text if field == "title" else "VP"}"\n'
                    promise = ('\n[[interview.promise]]\ncall = "Margaret Chen"\non = "a week from Monday"\n'
                               + (f'{field} = "{text}"\n' if field in ("said", "phone") else ""))
                    following = ('\n[[interview.next]]\nwhat = "other"\nwhen = "December 8"\n'
                                 + (f'note = "{text}"\n' if field == "note" else ""))
                    whole = event.replace("PLACE", address) + lines + met + promise + following
                    if kind not in ("control characters", "100 KB"):
                        tomllib.loads(whole)
                    if field == "name":
                        whole += f'\n[[interview.met]]\nname = "{text}"\n'
                    name = f"{field} {kind}.toml".replace(" ", "-")
                    daemon.drop(name, whole)
                    wait_for(name, lambda: name in daemon.done() or name in daemon.bad())
                    taken[kind] += name in daemon.done()
                    for path in paths:
                        for variant in ("", "?alarms=1", "?privacy=initials"):
                            self.feed(daemon, path + variant, alarms=True)
                        self.feed(daemon, path.replace("Follow-ups", "Tasks"))
            self.assertEqual(taken["100 KB"], 0)
            for kind in ("signs", "emoji", "a long text"):
                self.assertGreater(taken[kind], 5, f"most of {kind} is refused: the test tries nothing")
            print("taken of", len(fields) + len(lists) + 6, "fields:", taken, file=sys.stderr)
            self.assertEqual(daemon.stop(), 0)


class Serving(Feeds):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon(options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"]).start()
        cls.daemon.drop(STORY[0].name, STORY[0].read_text())
        wait_for("the interview", lambda: STORY[0].name in cls.daemon.done())
        cls.feed_path = cls.path(cls, cls.daemon, "dana@candidate.example")

    @classmethod
    def tearDownClass(cls):
        cls.daemon.stop()
        cls.daemon.__exit__()

    def test_head_says_what_get_says(self):
        for path in (self.feed_path, self.feed_path.replace("Follow-ups", "Tasks"), self.feed_path + "?alarms=1"):
            status, headers, body = self.daemon.get(path)
            head_status, head, nothing = self.daemon.get(path, "HEAD")
            self.assertEqual((status, head_status, nothing), (200, 200, b""))
            for each in (headers, head):
                each.pop("Date")
            self.assertEqual(head, headers)
            self.assertEqual(int(headers["Content-Length"]), len(body))
            name = path.split("?")[0].rsplit("/", 1)[1]
            self.assertEqual(headers["Content-Disposition"], f'inline; filename="{name}"')
            self.assertEqual(headers["Cache-Control"], "private, no-cache")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(headers["X-Robots-Tag"], "noindex")
            self.assertNotIn("Set-Cookie", headers)

    def test_other_methods_have_no_effect(self):
        before = self.daemon.get(self.feed_path)[2]
        for method in ("PUT", "POST", "DELETE", "PROPFIND", "OPTIONS", "PATCH", "MKCALENDAR"):
            status, headers, _ = self.daemon.get(self.feed_path, method, {"If-Match": "nothing"})
            self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD"), method)
        self.assertEqual(self.daemon.get(self.feed_path)[2], before)

    def test_conditions_are_honoured(self):
        _, headers, _ = self.daemon.get(self.feed_path)
        tag, time = headers["ETag"], headers["Last-Modified"]
        self.assertRegex(tag, r'^"[0-9a-f]+"$')
        old = "Fri, 20 Nov 2020 00:00:00 GMT"
        for wanted, conditions in (
                (304, {"If-None-Match": tag}), (304, {"If-None-Match": "W/" + tag}), (304, {"If-None-Match": "*"}),
                (304, {"If-None-Match": f'"x", {tag},W/"y"'}), (200, {"If-None-Match": '"x"'}),
                (200, {"If-None-Match": "nonsense"}), (304, {"If-Modified-Since": time}),
                (200, {"If-Modified-Since": old}), (200, {"If-Modified-Since": "yesterday"}),
                (200, {"If-None-Match": '"x"', "If-Modified-Since": time}),
                (304, {"If-None-Match": tag, "If-Modified-Since": old})):
            status, answer, body = self.daemon.get(self.feed_path, headers=conditions)
            self.assertEqual(status, wanted, conditions)
            self.assertEqual(answer["ETag"], tag)
            if wanted == 304:
                self.assertEqual((body, "Content-Length" in answer), (b"", False))

    def test_what_a_reader_says_of_itself_changes_nothing(self):
        body = self.daemon.get(self.feed_path)[2]
        for headers in ({"Accept": "text/html"}, {"Accept": "application/calendar+json"}, {"Accept-Encoding": "gzip"},
                        {"Authorization": "Bearer"}, {"Authorization": ""}, {"User-Agent": ""}, {"Cookie": "a=b"}):
            status, answer, same = self.daemon.get(self.feed_path, headers=headers)
            self.assertEqual((status, same), (200, body), headers)
            self.assertNotIn("WWW-Authenticate", answer)
            self.assertNotIn("Content-Encoding", answer)

    def test_a_pasted_address_works_with_the_sign_behind_it_and_from_any_page(self):
        for sign in ("", ".", ")", ">", ",", "/", "%20"):
            status, answer, _ = self.daemon.get(self.feed_path + sign, headers={"Origin": "https://calendar.example"})
            self.assertEqual((status, answer["Access-Control-Allow-Origin"]), (200, "*"), sign)

    def test_what_is_not_there_is_not_found_and_no_secret_is_logged(self):
        token = self.feed_path.split("/")[2]
        for path in ("/f/" + "x" * 32 + "/Follow-ups.ics", "/f/" + "x" * 32 + "/Tasks.ics", "/f/short/Follow-ups.ics",
                     self.feed_path.replace("Follow-ups", "follow-ups"), "/robots.txt"):
            self.assertEqual(self.daemon.get(path)[0], 404, path)
        self.assertFalse(any(token in line for line in self.daemon.log))


class OtherReaders(Feeds):
    def test_all_readers_find_the_same_in_every_feed(self):
        """(UID, start, end, summary) of each entry, in the feeds of the example and of stories with odd times."""
        stories = [(EXAMPLES, "2026-11-20T21:00:00Z", "2026-12-04T00:00:00Z", EXAMPLES / "followupd.toml")]
        for name in ("three-zones", "call-in-a-window", "clocks-back-in-europe", "german-employer", "two-rounds",
                     "two-candidates-one-employer"):
            folder = SOURCE / "tests" / "scenario" / name
            begin, end = (folder / "story.md").read_text().split("\nFrom ", 1)[1].split(".\n")[0].split(" until ")
            own = folder / "followupd.toml"
            stories.append((folder / "queue", begin, end, own if own.exists() else folder.parent / "followupd.toml"))
        readers = set()
        for queue, begin, end, config in stories:
            with tempfile.TemporaryDirectory() as out:
                run("followup", "simulate", queue, "--from", begin, "--until", end, "--out", out, "--config", config)
                feeds = sorted(pathlib.Path(out, "feeds").glob("*.ics"))
                self.assertGreater(len(feeds), 1, queue)
                for feed in feeds:
                    data = feed.read_bytes()
                    self.assertEqual(ics_lint.wrong(data), [], feed)
                    found = ics_readers.readings(data)
                    readers |= found.keys()
                    own = sorted(ics_readers.by_hand(data))
                    for name, entries in found.items():
                        self.assertEqual(entries, own, f"{name}, {queue}, {feed.name}")
        print("read by", ", ".join(sorted(readers)), file=sys.stderr)
        self.assertTrue(readers, "no reader is installed: python3-icalendar, python3-vobject or npm")


if __name__ == "__main__":
    unittest.main()
