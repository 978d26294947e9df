"""Mails in the language of their reader, letters with drafts, and an administrator's own texts."""

import email
import email.policy
import pathlib
import shutil
import tempfile
import unittest

from support import EXAMPLES, Daemon, run


class Words(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.config = self.folder / "followupd.toml"
        shutil.copy(EXAMPLES / "followupd.toml", self.config)
        self.queue = self.folder / "queue"
        self.queue.mkdir()
        interview = (EXAMPLES / "20261120T213500Z-acme-interview.toml").read_text()
        self.interview = self.queue / "20261120T213500Z-acme-interview.toml"
        self.interview.write_text(interview)

    def write(self, path, text):
        path = self.folder / "templates" / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def speak(self, language):
        text = self.config.read_text()
        self.config.write_text(text.replace("[agency]\n", f'[agency]\nlanguage = "{language}"\n', 1))

    def mails(self):
        out = self.folder / "out"
        answer = run("followup", "simulate", self.queue, "--from", "2026-11-20T21:30:00Z", "--until",
                     "2026-11-24T00:00:00Z", "--out", out, "--config", self.config)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        found = []
        for path in sorted((out / "mails").glob("*.eml")):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            self.assertEqual(message.defects, [])
            found.append(message)
        return found

    def letters_mail(self):
        def text(message):
            return message.get_body(("plain",)).get_content()
        return next(message for message in self.mails() if "Dear Margaret Chen" in text(message)
                    or "Guten Tag Margaret Chen" in text(message))

    def test_a_mail_brings_a_draft_for_everybody_met(self):
        message = self.letters_mail()
        text = message.get_body(("plain",)).get_content()
        for name in ("Margaret Chen", "Luis Ort", "Siobh"):
            self.assertIn(f"Dear {name}", text)
        self.assertIn("By post, a letter posted on", text)
        self.assertIn('href="mailto:', message.get_body(("html",)).get_content())
        self.assertEqual(message["Content-Language"], "en")

    def test_an_agency_that_speaks_german_writes_german(self):
        self.speak("de")
        message = self.letters_mail()
        text = message.get_body(("plain",)).get_content()
        self.assertEqual(message["Content-Language"], "de")
        self.assertIn("Fällig bis Samstag, 21. November 2026, 14:30 Uhr MST.", text)
        self.assertIn("vielen Dank für unser Gespräch am Freitag, 20. November.", text)
        self.assertNotIn("Because", text)

    def test_texts_beside_the_configuration_take_the_place_of_ours(self):
        self.write("en/words.md", "letter-day: {{day}} {{month}}\n")
        self.write("en/letter-main.md", "Dear {{name}}, thank you for {{day}}.\n\n{{candidate}}\n")
        text = self.letters_mail().get_body(("plain",)).get_content().replace("\r\n", "\n")
        self.assertIn("Dear Margaret Chen, thank you for 20 Nov.\n\nDana Reyes\n", text)

    def test_a_third_language_is_one_folder(self):
        self.speak("fr")
        self.write("fr/nudge.md", "Bonjour {{reader}},\n\n{{#sections}}\n{{{section}}}\n\n{{/sections}}\n")
        self.assertTrue(all(message.get_body(("plain",)).get_content().startswith("Bonjour ")
                            for message in self.mails() if message["Subject"].startswith("Acme")))

    def test_a_wrong_text_is_found_at_the_start(self):
        self.write("en/call.md", "{{summary}}\n  {{emploier}}\n")
        answer = run("followupd", "--config", self.config, "--check")
        self.assertEqual(answer.returncode, 78)
        self.assertIn("templates/en/call.md:2:3: nothing is called 'emploier' here; did you mean 'employer'?",
                      answer.stderr)

    def test_a_wrong_text_stops_no_start_and_ours_stands_in(self):
        with Daemon() as daemon:
            daemon.stop()
            path = daemon.folder / "templates" / "en" / "call.md"
            path.parent.mkdir(parents=True)
            path.write_text("{{summary}}\n  {{emploier}}\n")
            daemon.start()
            self.assertTrue(daemon.said("templates/en/call.md:2:3: .*; the text that came with the program stands in"))
            status, _, body = daemon.get("/healthz")
            self.assertEqual(status, 503)
            self.assertIn("templates/en/call.md:2:3: a template has a mistake, and ours stands in", body.decode())


if __name__ == "__main__":
    unittest.main()
