"""The links of mails and calendars: what a page shows, what a press does, and that nothing else does anything."""

import base64
import email
import email.policy
import hashlib
import html
import http.client
import json
import re
import unittest
import urllib.parse

from support import Daemon, wait_for

URL = "https://followups.glass.example"
EVE = "2026-11-27T23:05:00Z"  # the working day before the promised call

DANA = """[[interview]]
id        = "dana-acme-1"
recruiter = "pat"
candidate = { name = "Dana Reyes", email = "dana@candidate.example", zone = "America/Denver" }
employer  = { name = "Acme <Robotics>", zone = "America/Chicago", phone = "+1 312 555 0142" }
position  = "Controls Engineer"
ended     = 2026-11-20T15:30:00

[[interview.met]]
name = "Margaret Chen"

[[interview.met]]
name = "Luis Ortiz"

[[interview.promise]]
call = "Margaret Chen"
on   = "a week from Monday"
"""


class Form:
    """One form of a page: its fields and what its button says."""

    def __init__(self, source):
        self.fields = {name: html.unescape(value) for name, value in
                       re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', source)}
        self.button = html.unescape(re.search(r"<button[^>]*>([^<]*)</button>", source).group(1))


class Page:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body.decode()
        self.forms = [Form(each) for each in re.findall(r"<form.*?</form>", self.body, re.S)]
        self.text = html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", self.body, flags=re.S)))
        self.text = re.sub(r"\s+", " ", self.text)

    def form(self, button):
        return next(form for form in self.forms if form.button == button)

    def buttons(self):
        return [form.button for form in self.forms]


def with_url(daemon, more=""):
    text = daemon.config.read_text()
    daemon.config.write_text(text.replace('domain = "glass.example"\n',
                                          f'domain = "glass.example"\n{more}public_url = "{URL}"\n'))
    return daemon


def message(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def body(mail):
    return mail.get_body(("plain",)).get_content()


class Acting(unittest.TestCase):
    def setUp(self):
        self.daemon = with_url(Daemon(options=["--at", EVE, "--speed", "1"]))
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        self.daemon.drop("dana.toml", DANA)
        self.mail = wait_for("Dana's mail", lambda: self.mail_to("dana@candidate.example"))
        links = re.findall(URL + r"(/a/[A-Za-z0-9_-]+)\s", body(self.mail))
        self.pages = {re.search("<h1>(.*?)</h1>", self.page(link).body).group(1): link for link in links}
        self.call = self.pages["Call Margaret Chen (Acme &lt;Robotics&gt;), as promised"]
        self.letter = self.pages["Letter to Luis Ortiz (Acme &lt;Robotics&gt;)"]

    def mail_to(self, address):
        for path in self.daemon.mails():
            if message(path)["To"].addresses[0].addr_spec == address:
                return message(path)
        return None

    def request(self, method, path, fields=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=60)
        sent = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})} if fields is not None else {}
        connection.request(method, path, body=urllib.parse.urlencode(fields) if fields is not None else None,
                           headers=sent)
        answer = connection.getresponse()
        page = Page(answer.status, dict(answer.getheaders()), answer.read())
        connection.close()
        return page

    def page(self, path):
        return self.request("GET", path)

    def press(self, path, form, **more):
        return self.request("POST", path, {**form.fields, **more})

    def duty(self, part):
        return next(duty for duty in self.daemon.json("agenda", "team", "--all")["duties"]
                    if duty["id"].endswith(part))

    def facts(self):
        return self.daemon.json("status")["facts"]

    def test_a_press_records_once_and_is_undone(self):
        page = self.page(self.letter)
        self.assertEqual(page.status, 200)
        self.assertEqual(page.buttons()[0], "It is sent")
        first = self.press(self.letter, page.form("It is sent"))
        self.assertIn("Recorded. Done: Letter to Luis Ortiz (Acme <Robotics>)", first.text)
        self.assertEqual(self.duty("luis-ortiz")["state"], "done")
        facts = self.facts()
        again = self.press(self.letter, page.form("It is sent"))
        self.assertEqual(again.status, 200)
        self.assertIn("Nothing more was recorded", again.text)
        self.assertEqual(self.facts(), facts)
        self.assertEqual(again.buttons(), ["Undo this"])
        undone = self.press(self.letter, again.form("Undo this"))
        self.assertIn("Open again: Letter to Luis Ortiz", undone.text)
        self.assertEqual(self.duty("luis-ortiz")["state"], "open")
        facts = self.facts()
        self.press(self.letter, again.form("Undo this"))
        self.assertEqual(self.facts(), facts)
        self.assertIn("A letter to Luis Ortiz was sent", self.daemon.followup("show", "dana-acme-1").stdout)

    def test_a_date_is_read_back_before_it_counts(self):
        before = self.duty("call/margaret-chen")["due"]
        push = self.page(self.call).form("Show how it is read")
        facts = self.facts()
        read = self.press(self.call, push, date="Thursday next week")
        self.assertIn("“Thursday next week” is read as Thu 3 Dec 2026.", read.text)
        self.assertIn("Nothing is recorded yet.", read.text)
        self.assertEqual((self.facts(), self.duty("call/margaret-chen")["due"]), (facts, before))
        other = self.press(self.call, read.form("Yes, record it"), date="Friday next week")
        self.assertIn("“Friday next week” is read as Fri 4 Dec 2026.", other.text)
        self.assertEqual(self.facts(), facts, "the yes was to another date")
        done = self.press(self.call, read.form("Yes, record it"))
        self.assertIn("Recorded. Moved: Call Margaret Chen", done.text)
        self.assertEqual(self.duty("call/margaret-chen")["due"], "2026-12-03T23:00:00Z")
        facts = self.facts()
        self.press(self.call, read.form("Yes, record it"))
        self.assertEqual(self.facts(), facts)
        self.press(self.call, done.form("Undo this"))
        self.assertEqual(self.duty("call/margaret-chen")["due"], before)

    def test_a_date_is_read_in_the_readers_language(self):
        self.daemon.drop("again.toml", DANA.replace('"America/Denver"', '"America/Denver", language = "de"'))
        wait_for("a German page", lambda: "Ein anderer Tag" in self.page(self.call).text)
        push = self.page(self.call).form("Zeigen, wie es verstanden wird")
        read = self.press(self.call, push, date="Donnerstag nächster Woche, halb drei")
        self.assertIn("„Donnerstag nächster Woche, halb drei“ wird verstanden als "
                      "Donnerstag, 3. Dezember 2026, 14:30", read.text)
        wrong = self.press(self.call, push, date="irgendwann <später>")
        self.assertIn("„irgendwann <später>“ wird nicht als Tag verstanden.", wrong.text)
        self.assertIn('value="irgendwann &lt;später&gt;"', wrong.body)
        self.press(self.call, read.form("Ja, festhalten"))
        self.assertEqual(self.duty("call/margaret-chen")["due"], "2026-12-03T20:30:00Z")

    def test_a_date_that_cannot_be_read_says_why(self):
        push = self.page(self.call).form("Show how it is read")
        facts = self.facts()
        for phrase, why in [("Friday after next", "can mean more than one day"), ("soon", ""), ("", "missing"),
                            ("<script>alert(1)</script>", "")]:
            page = self.press(self.call, push, date=phrase)
            self.assertEqual(page.status, 422, phrase)
            self.assertIn(why, page.text)
            self.assertIn("Nothing was recorded.", page.text)
            self.assertNotIn("<script>", page.body)
            self.assertIn(f'value="{html.escape(phrase)}"', page.body, "what was typed can be mended")
        self.assertEqual(self.facts(), facts)

    def test_what_became_of_a_call(self):
        page = self.page(self.call)
        self.assertEqual(page.buttons(), ["I spoke with them", "I left a voicemail", "No answer",
                                          "Show how it is read", "Record it", "It is not mine"])
        self.assertIn('href="tel:+13125550142"', page.body)
        voicemail = page.form("I left a voicemail")
        self.press(self.call, voicemail)
        tried = self.facts()
        self.press(self.call, voicemail)
        self.assertEqual(self.facts(), tried)
        self.assertEqual(self.duty("call/margaret-chen")["state"], "open")
        facts = self.facts()
        page = self.press(self.call, self.page(self.call).form("Record it"), news="offer", date="")
        self.assertIn("This takes something away.", page.text)
        self.assertIn("Not owed any more: Letter to Luis Ortiz", page.text)
        self.assertEqual(self.facts(), facts, "it is read back before it counts")
        page = self.press(self.call, page.form("Yes, record it"))
        self.assertIn("Not owed any more: Call Margaret Chen", page.text)
        self.press(self.call, page.form("Undo this"))
        self.assertEqual(self.duty("call/margaret-chen")["state"], "open")
        page = self.press(self.call, self.page(self.call).form("Record it"), news="second interview",
                          date="December 8 at 10am")
        self.assertIn("is read as Tue 8 Dec 2026, 10:00 CST", page.text)
        page = self.press(self.call, page.form("Yes, record it"))
        self.assertEqual(self.duty("step/1")["state"], "open")
        self.press(self.call, page.form("Undo this"))
        self.assertEqual(self.duty("step/1")["state"], "dropped")
        page = self.page(self.call)
        page = self.press(self.call, page.form("I spoke with them"))
        self.assertEqual(self.duty("call/margaret-chen")["state"], "done")
        self.assertIn("What comes next: another date, what they said, or an end?", page.text)
        page = self.press(self.call, page.form("Show how it is read"), date="December 10")
        self.press(self.call, page.form("Yes, record it"))
        duty = self.duty("call/margaret-chen")
        self.assertEqual((duty["state"], duty["due"]), ("open", "2026-12-10T23:00:00Z"))

    def test_what_is_not_ones_own_is_dropped_and_told(self):
        self.press(self.letter, self.page(self.letter).form("It is not mine"))
        duty = self.duty("luis-ortiz")
        self.assertEqual((duty["state"], duty["reason"]), ("dropped", "not mine, says Dana Reyes"))

        def told():
            texts = [body(message(path)) for path in self.daemon.mails()
                     if message(path)["To"].addresses[0].addr_spec == "pat@glass.example"]
            return next((text for text in texts if "says that this is not theirs" in text), None)

        link = re.search(URL + r"(/a/[A-Za-z0-9_-]+)\s", wait_for("Pat to be told", told)).group(1)
        self.press(link, self.page(link).form("Undo this"))
        self.assertEqual(self.duty("luis-ortiz")["state"], "open")

    def test_that_she_was_told_can_be_pressed_after_the_end(self):
        feed = urllib.parse.urlsplit(self.daemon.json("feeds", "pat")[0]["https"]).path
        entries = self.page(feed).body.replace("\r\n ", "")
        pats = re.search("URL:" + URL + r"(/a/[A-Za-z0-9_-]+)", entries).group(1)
        self.daemon.drop("no.toml", '[[heard]]\ninterview = "dana-acme-1"\nnews = "rejected"\n')
        wait_for("the case to end", lambda: self.duty("call/margaret-chen")["state"] == "dropped")
        self.assertFalse(self.page(self.call).buttons(), "it is not hers to tell")
        self.assertTrue(self.daemon.json("agenda", "team")["untold"])
        page = self.page(pats)
        self.assertIn("Not told yet", page.text)
        self.press(pats, page.form("I have told them"))
        self.assertFalse(self.daemon.json("agenda", "team")["untold"])
        self.assertNotIn("I have told them", self.page(pats).buttons())

    def test_looking_changes_nothing_at_any_address(self):
        mails = f"/u/{re.search(URL + '/u/([^>]*)>', self.mail['List-Unsubscribe']).group(1)}"
        feed = self.daemon.json("feeds", "dana@candidate.example")[0]["https"]
        feed = urllib.parse.urlsplit(feed).path
        self.page(feed)  # making a feed known is none of its readers' doing
        page = self.page(self.call)
        before = (self.facts(), self.daemon.json("agenda", "team", "--all")["duties"], self.daemon.json("outbox"))
        query = urllib.parse.urlencode({**page.form("I spoke with them").fields, "sure": "x", "date": "Friday"})
        letters = [self.letter + "/letter", self.letter + "/letter.eml"]
        for path in [*self.pages.values(), *letters, mails, feed, "/healthz", "/", "/v1/add", "/v1/tell", "/v1/mail"]:
            for method in ("GET", "HEAD"):
                for target in (path, f"{path}?{query}", f"{path}?List-Unsubscribe=One-Click&act=stop"):
                    answer = self.request(method, target)
                    self.assertNotEqual(answer.status, 500)
                    self.assertEqual(answer.body == "", method == "HEAD")
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
            self.assertEqual(self.request(method, self.call).status, 405)
        after = (self.facts(), self.daemon.json("agenda", "team", "--all")["duties"], self.daemon.json("outbox"))
        self.assertEqual(after, before)

    def test_a_letter_is_a_page_to_print_and_a_draft_for_a_mail_program(self):
        links = re.findall(URL + r"(/a/[A-Za-z0-9_-]+/letter(?:\.eml)?)", self.mail.get_body(("html",)).get_content())
        self.assertIn(self.letter + "/letter", links)
        self.assertIn(self.letter + "/letter.eml", links)
        page = self.page(self.letter + "/letter")
        self.assertEqual(page.status, 200)
        self.assertIn("Dear Luis Ortiz", page.text)
        self.assertNotIn("Dear Margaret", page.text)
        style = re.search("<style>(.*?)</style>", page.body, re.S).group(1)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.assertIn(f"style-src 'sha256-{digest}'", page.headers["Content-Security-Policy"])
        draft = self.page(self.letter + "/letter.eml")
        self.assertEqual(draft.headers["Content-Type"], "message/rfc822")
        self.assertIn('filename="Letter to Luis Ortiz.eml"', draft.headers["Content-Disposition"])
        eml = email.message_from_string(draft.body, policy=email.policy.default)
        self.assertEqual((eml["X-Unsent"], eml["From"].addresses[0].addr_spec), ("1", "dana@candidate.example"))
        self.assertIn("Dear Luis Ortiz", eml.get_content())
        self.assertEqual(self.page(self.call + "/letter").status, 404)
        self.assertEqual(self.request("POST", self.letter + "/letter", {"act": "done"}).status, 405)
        head = self.request("HEAD", self.letter + "/letter")
        self.assertEqual((head.status, head.body), (200, ""))

    def test_pages_are_private(self):
        for path in (self.call, "/u/" + "A" * len(self.call.removeprefix("/a/"))):
            headers = self.page(path).headers
            self.assertEqual(headers["Cache-Control"], "no-store")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(headers["X-Robots-Tag"], "noindex")
            policy = headers["Content-Security-Policy"]
            for rule in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"):
                self.assertIn(rule, policy)
        page = self.page(self.call)
        self.assertNotIn("<script", page.body)
        self.assertNotIn("http", page.body.replace('name="viewport"', ""), "nothing comes from elsewhere")
        head = self.request("HEAD", self.call)
        self.assertEqual((head.status, head.body), (200, ""))

    def test_other_tokens_and_forms_do_nothing(self):
        page = self.page(self.call)
        fields = page.form("I spoke with them").fields
        facts = self.facts()
        token = self.call.removeprefix("/a/")
        flipped = token[:20] + ("A" if token[20] != "A" else "B") + token[21:]
        unsubscribing = re.search(URL + "/u/([^>]*)>", self.mail["List-Unsubscribe"]).group(1)
        for wrong in (flipped, unsubscribing, "A" * len(token), token[:-1], token + "A"):
            self.assertEqual(self.page(f"/a/{wrong}").status, 404, wrong)
            self.assertEqual(self.request("POST", f"/a/{wrong}", fields).status, 404)
        letter = self.page(self.letter)
        foreign = self.press(self.letter, page.form("I spoke with them"), act="done")
        self.assertIn("Nothing more was recorded", foreign.text)
        unsealed = self.request("POST", self.letter, {"act": "done"})
        self.assertIn("Nothing more was recorded", unsealed.text)
        cross = self.request("POST", self.letter, letter.form("It is sent").fields, {"Sec-Fetch-Site": "cross-site"})
        self.assertEqual(cross.status, 403)
        self.assertEqual(self.request("POST", self.letter, {"act": "explode"}).status, 400)
        self.assertEqual(self.facts(), facts)

    def test_no_more_mails_stops_mails_and_not_duties(self):
        header = self.mail["List-Unsubscribe"]
        self.assertEqual(self.mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        path = urllib.parse.urlsplit(header.strip("<>")).path
        self.assertIn("No more mails", self.page(path).buttons())
        facts = self.facts()
        for _ in range(2):
            answer = self.request("POST", path, {"List-Unsubscribe": "One-Click"})
            self.assertEqual(answer.status, 200)
            self.assertIn("no more mails", answer.text)
        self.assertEqual(self.facts(), facts + 1)
        self.assertEqual(self.duty("call/margaret-chen")["state"], "open")
        bolt = DANA.replace("dana-acme-1", "dana-bolt-1").replace("Acme <Robotics>", "Bolt")
        self.daemon.drop("bolt.toml", bolt)

        def unsent():
            return [mail for mail in self.daemon.json("outbox")
                    if mail["to"] == "dana@candidate.example" and mail["state"] == "moot"]

        self.assertIn("no more mails", wait_for("a mail that is not sent", unsent)[0]["reply"])
        self.assertIn("dana@candidate.example wants no more mails", self.daemon.followup("show", "dana-acme-1").stdout)
        resumed = self.press(path, self.page(path).form("Send me mails again"))
        self.assertIn("mails come again", resumed.text)


class Later(unittest.TestCase):
    """Links that have grown old, keys that were changed, and an agency without an address in the web."""

    def start(self, at, more="", url=True):
        daemon = Daemon(options=["--at", at, "--speed", "1"], more=more)
        self.addCleanup(daemon.__exit__)
        return (with_url(daemon) if url else daemon).start()

    def again(self, daemon, at, more=""):
        daemon.stop()
        text = daemon.config.read_text()
        daemon.config.write_text(text + more)
        daemon.start(options=["--at", at, "--speed", "1"])

    def link(self, daemon):
        daemon.drop("dana.toml", DANA)
        path = wait_for("Dana's mail", lambda: next((path for path in daemon.mails()
                                                     if "dana@" in message(path)["To"]), None))
        links = re.findall(URL + r"(/a/[A-Za-z0-9_-]+)\s", body(message(path)))
        return next(link for link in links if b"Luis Ortiz" in daemon.get(link)[2])

    def post(self, daemon, path, fields):
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)
        connection.request("POST", path, body=urllib.parse.urlencode(fields))
        answer = connection.getresponse()
        return Page(answer.status, dict(answer.getheaders()), answer.read())

    def test_an_old_link_shows_and_undoes_but_does_not_act(self):
        daemon = self.start(EVE)
        link = self.link(daemon)
        page = Page(*daemon.get(link))
        self.again(daemon, "2026-12-27T23:00:00Z")
        last = self.post(daemon, link, Page(*daemon.get(link)).form("It is sent").fields) \
            if "It is sent" in Page(*daemon.get(link)).buttons() else None
        self.again(daemon, "2026-12-29T00:00:00Z")
        old = Page(*daemon.get(link))
        self.assertEqual(old.status, 200)
        self.assertNotIn("It is sent", old.buttons())
        facts = daemon.json("status")["facts"]
        self.post(daemon, link, page.form("It is sent").fields)
        self.assertEqual(daemon.json("status")["facts"], facts)
        if last is not None:
            self.assertIn("Undo this", old.buttons())
        self.again(daemon, "2027-02-01T00:00:00Z")
        self.assertEqual(daemon.get(link)[0], 410)

    def test_one_change_of_the_key_is_survived(self):
        daemon = self.start(EVE)
        link = self.link(daemon)
        self.again(daemon, EVE, "link_key = 2\n")
        self.assertEqual(daemon.get(link)[0], 200)
        self.again(daemon, EVE)
        text = daemon.config.read_text()
        daemon.stop()
        daemon.config.write_text(text.replace("link_key = 2", "link_key = 3"))
        daemon.start(options=["--at", EVE, "--speed", "1"])
        self.assertEqual(daemon.get(link)[0], 404)

    def test_without_a_public_address_mails_say_what_to_do(self):
        daemon = self.start(EVE, url=False)
        daemon.drop("dana.toml", DANA)

        def both():
            mails = [message(path) for path in daemon.mails()]
            found = {mail["To"].addresses[0].addr_spec: body(mail) for mail in mails}
            return found if len(found) == 2 else None

        found = wait_for("both mails", both)
        self.assertNotIn("/a/", found["dana@candidate.example"])
        self.assertIn("answer this mail or call +1 312 555 0100", found["dana@candidate.example"])
        self.assertIn("followup done dana-acme-1/", found["pat@glass.example"])

    def test_a_forgotten_candidates_links_are_dead(self):
        daemon = self.start(EVE)
        link = self.link(daemon)
        daemon.drop("forget.toml", '[[forget]]\ncandidate = "dana@candidate.example"\n')
        wait_for("the link to be dead", lambda: daemon.get(link)[0] == 410)
        self.assertNotIn(b"Dana", daemon.get(link)[2])

    def test_calendar_entries_lead_to_their_pages(self):
        daemon = self.start(EVE)
        self.link(daemon)
        feed = urllib.parse.urlsplit(daemon.json("feeds", "dana@candidate.example")[0]["https"]).path
        first = daemon.get(feed)
        unfolded = first[2].replace(b"\r\n ", b"").decode()
        links = re.findall(r"\r\nURL[^:]*:" + URL + r"(/a/\S+)", unfolded)
        self.assertTrue(links, unfolded)
        self.assertEqual({daemon.get(link)[0] for link in links}, {200})
        self.assertEqual(daemon.get(feed)[1]["ETag"], first[1]["ETag"])
        self.assertTrue(json.dumps(links))


if __name__ == "__main__":
    unittest.main(verbosity=2)
