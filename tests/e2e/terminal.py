"""A program at a terminal, as a person has it before them."""

import os
import pty
import select
import subprocess
import time


def ended(process):
    process.kill()
    process.wait()


class Terminal:
    """A program at a terminal of 80 columns; what it prints is read up to a text that is awaited."""

    def __init__(self, *arguments, env):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen([str(each) for each in arguments], stdin=slave, stdout=slave, stderr=slave,
                                        start_new_session=True, env=env)
        os.close(slave)
        self.bytes = b""
        self.unread = ""
        self.seen = ""

    def until(self, text, seconds=60):
        """What was printed up to the text, without it."""
        end = time.monotonic() + seconds
        while text not in self.unread:
            ready, _, _ = select.select([self.master], [], [], max(0.0, end - time.monotonic()))
            if not ready or not self._more():
                raise AssertionError(f"no {text!r} in {self.unread!r}")
        before, _, self.unread = self.unread.partition(text)
        return before

    def _more(self):
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the program has ended
            return False
        # A name may be cut between two reads: only whole characters are decoded at its end.
        self.bytes += data
        try:
            text, self.bytes = self.bytes.decode(), b""
        except UnicodeDecodeError:
            return bool(data)
        self.unread += text.replace("\r\n", "\n")
        self.seen += text.replace("\r\n", "\n")
        return bool(data)

    def type(self, text):
        os.write(self.master, text.encode() + b"\n")

    def press(self, key):
        os.write(self.master, key)

    def end(self):
        """The exit code and what was printed last."""
        end = time.monotonic() + 60
        while True:
            gone = self.process.poll() is not None  # before the look: what it printed last is there then
            ready, _, _ = select.select([self.master], [], [], 0.2)
            if not ready and time.monotonic() > end:
                raise AssertionError(f"the program does not end; it said {self.unread!r}")
            if gone and not ready or ready and not self._more():
                break
        code = self.process.wait(60)
        os.close(self.master)
        return code, self.unread
