"""A mail server on loopback that answers each recipient as it is told to."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from scripted import Dialogue, Over, Peer  # noqa: E402 (the path comes first)


class ByRecipient(Dialogue):
    """`server.deeds` says what happens to the mails to an address: "450" or "550" at RCPT, "hang at rcpt", and after
    the dot "drop" or "hang"; every other mail is taken."""

    def on_rcpt(self, line):
        self.to = re.search(rb"<(.*)>", line).group(1).decode()
        deed = self.server.deeds.get(self.to)
        if deed in ("450", "550"):
            self.deed(deed, b"")
        elif deed == "hang at rcpt":
            self.wait_for_the_end()
        else:
            self.send(b"250 2.1.5 ok\r\n")

    def on_data(self, _line):
        self.send(b"354 go on\r\n")
        lines = []
        while (line := self.line()) != b".":
            lines.append(line[1:] if line.startswith(b".") else line)
        self.server.letters.append((self.to, b"\r\n".join(lines) + b"\r\n"))
        deed = self.server.deeds.get(self.to)
        if deed == "drop":
            raise Over
        if deed == "hang":
            self.wait_for_the_end()
        self.send(b"250 2.0.0 queued\r\n")


class Relay(Peer):
    """Keeps (recipient, bytes) of each mail whose dot came in `letters`."""

    def __init__(self):
        self.deeds = {}
        self.letters = []
        super().__init__()
        self.RequestHandlerClass = ByRecipient

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"
