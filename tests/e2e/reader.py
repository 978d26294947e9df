"""Somebody who reads README and docs/ with a terminal beside them: blocks of a page, and a desk to try them at."""

import dataclasses
import os
import pathlib
import re
import shutil
import stat
import subprocess

from support import BIN, SOURCE, Daemon

KIM = '\n[[recruiter]]\nid = "kim"\nname = "Kim Osei"\nemail = "kim@glass.example"\n'
REQUIRED = {
    "agency": {"name": '"Glass Recruiters"', "zone": '"America/Chicago"', "domain": '"glass.example"'},
    "mail": {"from": '"Glass Recruiters <followups@glass.example>"'},
}
PAT = '\n[[recruiter]]\nid = "pat"\nname = "Pat Moreno"\nemail = "pat@glass.example"\n'


@dataclasses.dataclass
class Block:
    page: pathlib.Path
    line: int
    info: str
    text: str

    def __str__(self):
        return f"{self.page.name}:{self.line}"


def blocks(page):
    found, current = [], None
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if line.startswith("```"):
            if current:
                found.append(current)
                current = None
            else:
                current = Block(page, number, line[3:].strip(), "")
        elif current:
            current.text += line + "\n"
    assert current is None, f"{current}: the block does not end"
    return found


def commands(block):
    """(command, the lines shown as its output or None) of a block of sh or console."""
    found = []
    for line in block.text.splitlines():
        if block.info == "sh":
            if line and not line.startswith("#"):
                found.append((line, None))
        elif line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def fits(shown, printed):
    """True when the printed lines are the shown ones; "..." stands for any lines."""
    if not shown:
        return not printed
    if shown[0].strip() == "...":
        return any(fits(shown[1:], printed[n:]) for n in range(len(printed) + 1))
    return bool(printed) and shown[0].rstrip() == printed[0].rstrip() and fits(shown[1:], printed[1:])


def whole_config(snippet, folder):
    """The snippet with the parts that every configuration needs."""
    lines, section, seen = [], None, {}
    for line in snippet.splitlines():
        header = re.fullmatch(r"\[(\w+)\]", line.strip())
        if header:
            section = header.group(1)
        key = re.match(r"(\w+)\s*=", line)
        if key and section:
            seen.setdefault(section, set()).add(key.group(1))
        lines.append(line)
    text = "\n".join(lines) + "\n"
    for name, keys in REQUIRED.items():
        missing = "".join(f"{key} = {value}\n" for key, value in keys.items() if key not in seen.get(name, ()))
        if f"[{name}]\n" in text:
            text = text.replace(f"[{name}]\n", f"[{name}]\n{missing}", 1)
        else:
            text = f"[{name}]\n{missing}\n" + text
    if 'id    = "pat"' not in text:
        text += PAT
    return text + f'\n[paths]\nqueue = "{folder}/queue"\nstate = "{folder}/state"\n'


class Desk:
    """A running daemon, and a folder in which a reader types the commands of one page."""

    def __init__(self, case):
        self.daemon = Daemon(more=KIM, options=["--at", "2026-11-20T21:40:00Z", "--speed", "1"])
        case.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        self.folder = self.daemon.folder / "desk"
        self.folder.mkdir()
        # An invitation that came by mail lies on it.
        shutil.copy(SOURCE / "tests" / "core" / "calendar" / "invites" / "outlook.ics", self.folder / "invite.ics")
        self.bin = self.daemon.folder / "bin"
        self.bin.mkdir()
        for program in ("followup", "followupd"):
            wrapper = self.bin / program
            wrapper.write_text(f'#!/bin/sh\ncase " $* " in *" --config "*) exec {BIN / program} "$@";; esac\n'
                               f'exec {BIN / program} "$@" --config {self.daemon.config}\n')
            wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)

    def type(self, command):
        """What the reader types, with the places of an installed followupd put into the daemon's own."""
        for place, here in (("/var/spool/followupd", self.daemon.queue), ("/var/lib/followupd", self.daemon.state),
                            ("/etc/followupd/followupd.toml", self.daemon.config),
                            ("127.0.0.1:8025", f"127.0.0.1:{self.daemon.port}")):
            command = command.replace(place, str(here))
        environment = {**os.environ, "PATH": f"{self.bin}:{os.environ['PATH']}"}
        return subprocess.run(["sh", "-c", command], cwd=self.folder, env=environment, capture_output=True, text=True,
                              timeout=120, check=False)
