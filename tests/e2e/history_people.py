"""The clients of a history: between them they ask a daemon for everything that people ask of it."""

import email.message
import email.utils
import json
import re

from acting_test import URL, Page
from history_clients import WORD, Case, Client


class Dropper(Client):
    """Files: interviews alone and with what came later, events about them, mistakes, the same file again."""

    def step(self):
        deed = self.chance.choice(["two", "event", "event", "event", "event", "wrong", "again"])
        if deed == "two" or len(self.cases) < 2:
            self.several()
        elif deed == "event":
            self.event(self.chance.choice(self.cases))
        elif deed == "wrong":
            case = Case(self.history)
            self.drop([case.text().replace("position", "positoin")], [], {case.id: case.words}, refusable=True)
        else:
            self.again()
        self.pause(0.0, 0.1)

    def several(self):
        """Two cases and an event in one file: all of it, or nothing."""
        cases, word = [Case(self.history), Case(self.history)], self.history.word()
        heard = {"case": cases[0].id, "kind": "heard", "word": word}
        texts = [cases[0].text(), self.heard(cases[0], word), cases[1].text()]
        names = {cases[0].id: [*cases[0].words, word], cases[1].id: cases[1].words}
        if self.drop(texts, [cases[0].effect, heard, cases[1].effect], names)[2] == "yes":
            self.cases += cases

    @staticmethod
    def heard(case, word):
        return f'[[heard]]\ninterview = "{case.id}"\nnews = "acknowledged"\nnotes = "they said {word}"\n'

    def event(self, case):
        word = self.history.word()
        kind, text = self.chance.choice([
            ("heard", self.heard(case, word)),
            ("called", f'[[called]]\ninterview = "{case.id}"\nwhom = "Ortiz {case.first}"\nresult = "voicemail"\n'
                       f'notes = "{word}"\n'),
            ("debriefed", f'[[debriefed]]\ninterview = "{case.id}"\nwith = "candidate"\nnotes = "{word}"\n')])
        self.drop([text], [{"case": case.id, "kind": kind, "word": word}], {case.id: [word]})

    def again(self):
        """Who is not sure hands it in once more."""
        case = self.chance.choice(self.cases)
        word = self.history.word()
        effects, names = [{"case": case.id, "kind": "heard", "word": word}], {case.id: [word]}
        name, text, _ = self.drop([self.heard(case, word)], effects, names)
        self.drop([text], effects, names, again=name)


class Teller(Client):
    """The program: each of its commands is a fact, and what is told is seen at once."""

    def step(self):
        if len(self.cases) < 3 or self.chance.random() < 0.1:
            self.new_case("add")
        else:
            # An event without a time of its own is of the moment in which it came, what a command tells comes after
            # everything told so far, be it a second ahead: in a story of both that would be another order.
            deed = self.chance.choice([self.heard, self.debriefed, self.called, self.push, self.close, self.close,
                                       self.add])
            case = self.cases[0] if deed == self.add else self.chance.choice(self.cases[1:])
            deed(case, self.history.word())
            if self.chance.random() < 0.5:
                self.show(case.id)
        self.pause(0.0, 0.1)

    def heard(self, case, word):
        self.tell(case, "heard", word, "heard", case.id, "acknowledged", "--notes", word)

    def debriefed(self, case, word):
        self.tell(case, "debriefed", word, "debriefed", case.id, "--notes", word)

    def called(self, case, word):
        self.tell(case, "called", word, "called", case.id, f"Ortiz {case.first}", "no answer", "--notes", word)

    def push(self, case, word):
        self.tell(case, "pushed", word, "push", case.id, f"Ortiz {case.first}", case.next_date(), "--reason", word)

    def close(self, case, word):
        """A letter, done in error and opened again."""
        duty = case.letter(case.second)
        command, kind, state = self.chance.choice([("done", "done", "done"), ("undo", "reopened", "open")])
        self.tell(case, kind, word, command, duty, "--reason", word, duty=duty, state=state)

    def add(self, case, word):
        """An event without a time of its own."""
        path = self.followupd.folder / f"{word}.toml"
        path.write_text(Dropper.heard(case, word))
        self.tell(case, "heard", word, "add", path)
        path.unlink()


class Presser(Client):
    """Links of mails: who got no answer presses once more."""

    def step(self):
        case = self.new_case()
        found = case and self.wait(lambda: self.place.post.to(case.address), 10)
        if not found:
            return self.pause(0.05, 0.2)
        links = dict.fromkeys(re.findall(URL + r"(/a/[A-Za-z0-9_-]+)\s", found[1]))
        for link in links:
            page = self.asked("GET", link)
            if isinstance(page, Page) and page.status == 200 and "It is sent" in page.buttons():
                word = next(each for each in (case.first, case.second) if each in page.text)
                self.press(case, "letter", word, link, page.form("It is sent"))
            elif isinstance(page, Page) and page.status == 200 and "I left a voicemail" in page.buttons():
                self.push(case, link, page)
            self.pause(0.0, 0.1)
        return None

    def press(self, case, kind, word, link, form, **fields):
        effect = {"case": case.id, "kind": kind, "word": word}
        for _ in range(5):
            operation = self.history.begin(self.name, "press", way=kind, effects=[effect], names={case.id: [word]})
            page = self.asked("POST", link, {**form.fields, **fields})
            if isinstance(page, Page):
                told = "Recorded." in page.text or "Nothing more was recorded" in page.text
                self.history.end(operation, "yes" if told else "no", said=page.text[:300])
                return
            self.history.end(operation, page)
            self.pause(0.1, 0.3)

    def push(self, case, link, page):
        """A date is read back first."""
        phrase = case.next_date()
        read = self.asked("POST", link, {**page.form("Show how it is read").fields, "date": phrase})
        if isinstance(read, Page) and "Yes, record it" in read.buttons():
            self.press(case, "pushed", phrase, link, read.form("Yes, record it"))


class Replier(Client):
    """Answers to mails, as a mail server delivers them: some act, some are for the recruiter to read."""

    def step(self):
        case = self.new_case()
        found = case and self.wait(lambda: self.place.post.to(case.address), 10)
        if not found:
            return self.pause(0.05, 0.2)
        for _ in range(3):
            if self.chance.random() < 0.5:
                word = self.history.word()
                self.answer(case, found[0], f"Can we talk about {word}?", {"kind": "mail", "word": word})
            else:
                phrase = case.next_date()
                self.answer(case, found[0], f"push to {phrase}", {"case": case.id, "kind": "pushed", "word": phrase})
            self.pause(0.0, 0.2)
        return None

    def answer(self, case, to, text, effect):
        mail = email.message.EmailMessage()
        mail["From"], mail["To"] = f"Dana <{case.address}>", to["Reply-To"].addresses[0].addr_spec
        mail["Subject"], mail["Message-ID"] = f"Re: {to['Subject']}", email.utils.make_msgid(domain="mail.example")
        mail["In-Reply-To"] = to["Message-ID"]
        mail.set_content(text + "\n")
        inbox = self.followupd.state / "inbox"
        name = f"{len(self.history.operations)}.M1.mail.example"
        operation = self.history.begin(self.name, "reply", way=effect["kind"], effects=[effect],
                                       names={case.id: [effect["word"]]})
        (inbox / "tmp" / name).write_bytes(mail.as_bytes())
        (inbox / "tmp" / name).rename(inbox / "new" / name)
        taken = self.wait(lambda: not (inbox / "new" / name).exists())
        self.history.end(operation, "yes" if taken else "later")


class Forgetter(Client):
    """A candidate of whom much was told, and who wants to be forgotten."""

    def step(self):
        case = self.new_case()
        if not case:
            return self.pause(0.05, 0.2)
        for _ in range(self.chance.randrange(3)):
            word = self.history.word()
            self.tell(case, "heard", word, "heard", case.id, "acknowledged", "--notes", word)
        if self.chance.random() < 0.5:
            self.drop([case.text().replace("position", "positoin")], [], {case.id: []}, refusable=True)
        if self.chance.random() < 0.7:
            self.wait(lambda: self.place.post.to(case.address))
        self.place.before_forgetting(case)
        for _ in range(self.chance.choice([1, 5])):  # some never try again
            if self.forget(case):
                break
            self.pause(0.1, 0.4)
        return None

    def forget(self, case):
        """Whether it needs no further try."""
        operation = self.history.begin(self.name, "forget", case=case.id, found=[], perhaps=False, delivered=0,
                                       names={case.id: []})
        answer = self.followupd.followup("forget", case.address, "--yes", "--json")
        verdict = self.verdict(answer)
        tried = any(each["kind"] == "forget" and each["case"] == case.id and each is not operation
                    for each in list(self.history.operations))
        if answer.returncode == 1 and "nobody is known" in answer.stderr and tried:
            verdict = "yes"  # an earlier try, of which no answer came, was heard
        more = {"said": answer.stdout[-300:] + answer.stderr[-300:]}
        if verdict == "yes":
            self.place.after_forgetting(case)
            left = [mail for each in json.loads(answer.stdout)["forgotten"] for mail in each["already_left"]]
            # After a try without an answer nobody is told any more what was on its way.
            more |= {"perhaps": tried or not all(mail["surely"] for mail in left),
                     "delivered": len(self.place.relay.taken), "found": self.place.written(self.words(case))}
        self.history.end(operation, verdict, **more)
        return verdict in ("yes", "later")

    def words(self, case):
        return {word for each in list(self.history.operations) for word in each.get("names", {}).get(case.id, ())}


class Keeper(Client):
    """Backups, each of its own name."""

    def step(self):
        self.pause(0.5, 3)
        path = self.place.backups / f"{len(self.history.operations)}.sqlite"
        operation, _ = self.followup("backup", [], {}, "backup", path, file=path.name)
        if operation["answer"] != "yes" and path.exists():
            operation["said"] += "; and left a file"
        elif operation["answer"] == "yes":
            self.place.kept(path)


class Looker(Client):
    """The recruiter's calendar and anybody's story, over and over."""

    def step(self):
        self.pause(0.05, 0.2)
        cases = {case for each in list(self.history.operations) for case in each.get("names", ())}
        if cases and self.chance.random() < 0.4:
            self.show(self.chance.choice(sorted(cases)))
            return
        operation = self.history.begin(self.name, "read", way="calendar", case=None)
        page = self.asked("GET", self.place.calendar)
        good = isinstance(page, Page) and page.status == 200
        unfolded = page.body.replace("\r\n ", "") if good else ""
        self.history.end(operation, "yes" if good else "no", seen=sorted(set(WORD.findall(unfolded))))


class Cutter(Client):
    """Cuts the relay's connections."""

    def step(self):
        self.pause(0.3, 2.0)
        self.place.relay.hang_up()


ALL = (Dropper, Teller, Presser, Replier, Forgetter, Keeper, Looker, Cutter)
