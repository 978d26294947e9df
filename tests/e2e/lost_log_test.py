"""A flipped bit in the write-ahead log after a crash: what was accepted behind it comes back from done/, or is shown."""

import unittest

from support import Daemon, interview, wait_for

CASES = 20
NOW = ["--at", "2026-11-20T22:00:00Z", "--speed", "1"]
LATER = ["--at", "2026-11-23T16:00:00Z", "--speed", "1"]


class CutLog(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(options=NOW)
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        for number in range(1, CASES + 1):
            self.daemon.drop(f"{number}.toml", interview(number))
            wait_for("the case", lambda number=number: self.daemon.json("status")["cases"] == number)
        wait_for("every file in done", self.daemon.at_rest)
        self.daemon.kill()

    def flip(self):
        """One bit in the middle of the log: SQLite takes it for its end there."""
        log = self.daemon.state / "ledger.sqlite-wal"
        data = bytearray(log.read_bytes())
        self.assertGreater(len(data), 100_000)
        data[len(data) // 2] ^= 1
        log.write_bytes(data)

    def test_loses_no_accepted_case_and_says_so(self):
        self.flip()
        self.daemon.start(LATER)
        self.assertTrue(self.daemon.said(r"its log was cut after a crash: \d+ events .* were lost"))
        self.assertEqual(self.daemon.json("status")["cases"], CASES)
        status, _, body = self.daemon.get("/healthz")
        self.assertEqual(status, 503)
        self.assertIn("taken in again from done/", body.decode())
        story = self.daemon.followup("show", f"case-{CASES}").stdout
        self.assertIn("Employer 20", story)
        readers = {number for number in range(1, CASES + 1)}
        wait_for("everybody's mail", lambda: readers <= {
            number for number in readers for path in self.daemon.mails()
            if f"candidate{number}@" in path.read_text(errors="replace").split("\n\n")[0]})
        self.daemon.stop()
        self.daemon.start(LATER)
        self.assertFalse(self.daemon.said("its log was cut"))
        self.assertEqual(self.daemon.get("/healthz")[0], 200)

    def test_shows_the_recruiter_what_nobody_knows_when_the_mark_is_lost_as_well(self):
        self.flip()
        (self.daemon.state / "ledger.sqlite.accepted").unlink()
        self.daemon.start(LATER)
        lost = CASES - self.daemon.json("status")["cases"]
        self.assertGreater(lost, 0)
        said = self.daemon.said(r"of (\d+) files there nobody knows when they came")
        self.assertEqual(int(said.group(1)), lost)

        def shown():
            return [text for path in self.daemon.mails() if "are not in our records" in
                    (text := path.read_text(errors="replace").replace("\n ", " "))]
        wait_for("the mail to the recruiter", shown)
        self.assertIn("pat@", shown()[0].split("\n\n")[0])
        self.assertIn(f"/{CASES}.toml", shown()[0])

    def test_says_nothing_after_a_crash_that_cut_nothing(self):
        self.daemon.start(LATER)
        self.assertEqual(self.daemon.json("status")["cases"], CASES)
        self.assertFalse(self.daemon.said("its log was cut"))
        self.assertEqual(self.daemon.get("/healthz")[0], 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
