"""README and docs/ as their readers use them: every file, command, option, link and the story."""

import datetime
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from certificates import Certificate
from reader import Desk, blocks, commands, fits, whole_config
from support import BIN, SOURCE, run, wait_for

PACE = os.environ.get("FOLLOWUP_DEMO_PACE", "2")
PAGES = [SOURCE / "README.md", *sorted((SOURCE / "docs").glob("*.md"))]
LINKED = [*PAGES, *sorted((SOURCE / "docs" / "decisions").glob("*.md"))]

# Commands that no test can run here: they change the machine, or take the time of the whole build.
NOT_RUN = {
    "./dev bench", "./dev build", "./dev campaign cases", "./dev campaign corruption", "./dev campaign faults",
    "./dev campaign history", "./dev campaign kill", "./dev campaign names", "./dev campaign pages", "./dev campaign power",
    "./dev campaign years", "./dev check", "./dev demo", "./dev fuzz", "./dev package",
    "./dev test",
    "apt-get install ./build/package/followupd_*.deb",
    "followup backup /var/lib/followupd/first-edition.sqlite",
    "followup outbox release 45", "followup outbox release all",
    "install -m 400 /var/lib/followupd/secret.key /root/followupd-secret.key",
    "install -m 600 /dev/stdin /etc/followupd/relay.password",
    "journalctl -u followupd",
    "followup restore followupd-backup.sqlite",
    "followup restore followupd-backup.sqlite --key followupd-secret.key",
    "runuser -u followupd -- followup restore /var/lib/followupd/first-edition.sqlite",
    "systemctl daemon-reload", "systemctl edit followupd", "systemctl enable --now followupd",
    "systemctl enable --now followupd-https.socket",
    "systemctl reload followupd", "systemctl restart followupd", "systemctl start followupd",
    "systemctl stop followupd",
    "usermod --append --groups followup pat",
}
# Languages of blocks that are shown and not run.
SHOWN = {"", "text", "ini", "nginx", "caddy", "yaml"}


OPENED = datetime.datetime(2026, 11, 20, 21, 40, tzinfo=datetime.UTC)  # as the desk's daemon is started
MOMENT = re.compile(r"^(?:at|sent_at) *= (\S+)\n", re.MULTILINE)


def at(line):
    moment = datetime.datetime.fromisoformat(line[1])
    # A page may leave the offset out: Chicago's.
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=-6)))


def told(text):
    """When a file is written: after the last thing that it tells of."""
    return max([OPENED, *map(at, MOMENT.finditer(text))]).isoformat()


class Pages(unittest.TestCase):
    def test_every_block_is_of_a_kind_that_is_known(self):
        for page in PAGES:
            for block in blocks(page):
                kind = block.info.split(" ")[0]
                self.assertIn(kind, SHOWN | {"toml", "sh", "console"}, f"{block}: what is to become of this block?")

    def test_every_event_file_and_command_does_what_the_page_says(self):
        ran = set()
        for page in PAGES:
            desk, refusal = Desk(self), None
            for block in blocks(page):
                with self.subTest(block=str(block)):
                    if block.info == "toml refused":
                        refusal = self.refused(desk, block)
                    elif block.info == "text" and refusal is not None:
                        self.assertEqual(block.text, refusal)
                        refusal = None
                    elif block.info.startswith("toml") and block.info != "toml config":
                        self.event_file(desk, block)
                    elif block.info in ("sh", "console"):
                        for command, shown in commands(block):
                            ran.add(command)
                            self.command(desk, command, shown)
            self.assertIsNone(refusal, f"{page.name}: a refused file without its reasons")
            self.assertEqual(desk.daemon.bad(), [], f"{page.name}: a file of the page was refused")
        self.assertEqual(NOT_RUN - ran, set(), "named as not run, but on no page")

    def event_file(self, desk, block):
        """Planned, then added, so that later files of the page find what it said; a named one is the reader's."""
        named = block.info.partition(" ")[2]
        path = desk.folder / (named or "block.toml")
        path.write_text(block.text)
        answer = desk.type(f"followup plan {path.name} --now {told(block.text)}")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""), f"{block}")
        self.assertNotIn("is known yet", answer.stdout, f"{block}: about an interview that the page did not tell of")
        if not named:
            # The desk stands in the evening of the interview, where what comes later has not happened yet.
            path.write_text(MOMENT.sub(lambda line: line[0] if at(line) <= OPENED else "", block.text))
            answer = desk.type(f"followup add {path.name}")
            self.assertEqual((answer.returncode, answer.stderr), (0, ""), f"{block}")

    def refused(self, desk, block):
        path = desk.folder / "refused.toml"
        path.write_text(block.text)
        answer = desk.type(f"followup plan {path.name}")
        self.assertEqual(answer.returncode, 1, f"{block}: it was not refused")
        return answer.stderr

    def command(self, desk, command, shown):
        if command in NOT_RUN:
            return
        answer = desk.type(command)
        if shown is None:
            self.assertEqual(answer.returncode, 0, f"{command}: {answer.stderr}")
            return
        printed = (answer.stdout + answer.stderr).splitlines()
        self.assertTrue(fits(shown, printed), f"{command} prints\n" + "\n".join(printed))

    def test_every_configuration_is_good(self):
        found = 0
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "relay").write_text("secret\n")
            (folder / "relay").chmod(0o600)
            (folder / "us.ics").write_bytes((SOURCE / "config" / "holidays" / "us.ics").read_bytes())
            shown = Certificate(folder, "made", alternatives="DNS:followups.glass.example")
            (folder / "tls").mkdir()
            shown.path.rename(folder / "tls" / "fullchain.pem")
            shown.key.rename(folder / "tls" / "privkey.pem")
            path = folder / "followupd.toml"
            for page in PAGES:
                for block in blocks(page):
                    if block.info != "toml config":
                        continue
                    found += 1
                    # The address of a machine that is not this one cannot be listened on here.
                    text = block.text.replace("192.0.2.10:", "127.0.0.1:")
                    path.write_text(whole_config(text, folder).replace("/etc/followupd/", f"{folder}/"))
                    answer = run("followup", "check", "--config", path,
                                 env={**os.environ, "CREDENTIALS_DIRECTORY": name})
                    self.assertEqual((answer.returncode, answer.stderr), (0, ""), f"{block}\n{path.read_text()}")
        self.assertGreater(found, 5)

    def test_every_command_and_option_named_exists(self):
        known = {(program, ""): run(program, "--help").stdout for program in ("followupd", "followup")}
        subcommands = set(re.findall(r"^  ([a-z]+)  ", known["followup", ""].split("Subcommands:")[1], re.M))
        self.assertIn("add", subcommands)
        for name in subcommands:
            known["followup", name] = run("followup", name, "--help").stdout
        for page in PAGES:
            text = page.read_text()
            spans = [line for block in blocks(page) for line in block.text.splitlines()]
            spans += re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
            for span in spans:
                for program, rest in re.findall(r"(?:^|[ $])(followupd?) ([^;|&]*)", span):
                    words = rest.split()
                    command = words[0] if program == "followup" and words and words[0].isalpha() else ""
                    if command and span.strip().startswith(("followup ", "$ followup ")):
                        self.assertIn(command, subcommands, f"{page.name}: {span}")
                    for option in re.findall(r"(?<!\S)--[a-z][a-z-]*", rest):
                        if "systemctl" not in span and "usermod" not in span:
                            self.assertIn(option, known[program, command if command in subcommands else ""],
                                          f"{page.name}: {span}")

    def test_every_relative_link_leads_somewhere(self):
        found = 0
        for page in LINKED:
            for target in re.findall(r"\]\(([^)]+)\)", page.read_text()):
                if re.match(r"[a-z]+:", target):
                    continue
                found += 1
                path, _, anchor = target.partition("#")
                there = (page.parent / path).resolve() if path else page
                self.assertTrue(there.exists(), f"{page.name}: {target}")
                if anchor:
                    headings = re.findall(r"^#+ (.*)$", there.read_text(), re.M)
                    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
                    self.assertIn(anchor, anchors, f"{page.name}: {target}")
        self.assertGreater(found, 20)


class Demo(unittest.TestCase):
    """`./dev demo` without the build, at twice its pace; slower where a sanitizer slows the daemon down."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="followupd-")
        cls.folder = pathlib.Path(cls.temporary.name) / "demo"
        cls.answer = subprocess.run(
            ["sh", SOURCE / "docs" / "demo" / "tell", "--pace", PACE, cls.folder], capture_output=True, text=True,
            timeout=500, check=False, stdin=subprocess.DEVNULL, env={**os.environ, "FOLLOWUP_BIN_DIR": str(BIN)})

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_it_tells_the_story_to_its_end(self):
        self.assertEqual((self.answer.returncode, self.answer.stderr), (0, ""), self.answer.stdout[-2000:])
        for expected in ("To: Dana Reyes <dana@candidate.example>", "Subject: Call Margaret Chen: moved to Thu 3 Dec, 16:00",
                         "from Mon 30 Nov", "Overdue: Letter to Siobhán O’Neill",
                         "Dropped: Call Margaret Chen", "Expired: Letter to Siobhán O’Neill", "none of them twice"):
            self.assertIn(expected, self.answer.stdout)

    def test_it_fits_80_columns_and_has_no_colours_in_a_file(self):
        self.assertNotIn("\033", self.answer.stdout)
        for line in self.answer.stdout.splitlines():
            if "/" not in line:  # addresses and paths stay whole
                self.assertLessEqual(len(line), 80, line)

    def test_the_mails_it_names_lie_there(self):
        named = re.findall(r"^  Maildir/new/(\S+)$", self.answer.stdout, re.M)
        there = {path.name for path in (self.folder / "state" / "Maildir" / "new").iterdir()}
        self.assertEqual(set(named), there)
        self.assertGreater(len(named), 10)

    def test_it_leaves_no_daemon_behind(self):
        for command in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                self.assertNotIn(str(self.folder), command.read_bytes().decode(errors="replace"))
            except OSError:
                continue

    def test_the_excerpt_in_the_readme_is_what_it_prints(self):
        excerpt = next(block for block in blocks(SOURCE / "README.md") if block.info == "text")
        printed = set(self.answer.stdout.splitlines())
        for line in excerpt.text.splitlines():
            # A reminder's minute depends on the machine; its words do not.
            if line and line.strip() != "..." and not line.endswith("is reminded"):
                self.assertIn(line, printed)

    def test_ended_half_way_it_ends_its_daemon(self):
        folder = pathlib.Path(self.temporary.name) / "half"
        teller = subprocess.Popen(
            ["sh", SOURCE / "docs" / "demo" / "tell", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "FOLLOWUP_BIN_DIR": str(BIN)})
        self.addCleanup(teller.kill)
        log = folder / "followupd.log"
        wait_for("the daemon of the story", lambda: log.exists() and " ready" in log.read_text(), 120)
        teller.terminate()
        self.assertEqual(teller.wait(120), 1)
        self.assertIn(" ended", log.read_text())


if __name__ == "__main__":
    unittest.main()
