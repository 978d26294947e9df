"""Mails that wait in the inbox: how many a second are dealt with, of few and of many."""

import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
from support import Daemon, wait_for  # noqa: E402

AWAY = "From: {0}@elsewhere.example\nTo: replies@glass.example\nAuto-Submitted: auto-replied\n\nI am away.\n"


def rate(count):
    daemon = Daemon(mail='replies = "replies@glass.example"')
    with daemon:
        daemon.stop()
        inbox = daemon.state / "inbox"
        for number in range(count):
            (inbox / "new" / f"{number:06}.M1.x").write_text(AWAY.format(number))
        daemon.start()
        begin = time.perf_counter()
        wait_for("the inbox to be empty", lambda: next(os.scandir(inbox / "new"), None) is None, 1200)
        return count / (time.perf_counter() - begin)


def main():
    few, many = int(sys.argv[1]), int(sys.argv[2])
    rates = rate(few), rate(many)
    print(f"{few} waiting mails: {rates[0]:.0f}/s; {many}: {rates[1]:.0f}/s; ratio {rates[1] / rates[0]:.2f}")
    sys.exit(0 if rates[1] >= 0.8 * rates[0] else 1)


if __name__ == "__main__":
    main()
