"""What can go wrong in the queue folder: a clear message each, nothing lost, the daemon lives."""

import os
import time
import unittest

from support import Daemon, interview, wait_for


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon().start()

    @classmethod
    def tearDownClass(cls):
        code = cls.daemon.stop()
        cls.daemon.__exit__()
        assert code == 0, "the daemon did not end well"

    def refused(self, name):
        reason = self.daemon.queue / "bad" / (name + ".reason")
        wait_for(f"bad/{name}.reason", reason.exists)
        self.assertIsNone(self.daemon.process.poll(), "the daemon died")
        return wait_for("the reason's text", reason.read_text)

    def accepted(self, name):
        wait_for(f"done/{name}", lambda: name in self.daemon.done())

    def test_half_a_file_is_refused_with_its_place_and_mended_by_the_whole(self):
        whole = interview(10)
        self.daemon.drop("half.toml", whole[: whole.index("ended") + 12])
        self.assertRegex(self.refused("half.toml"), r"half\.toml:\d+:\d+: ")
        self.daemon.drop("whole.toml", whole)
        self.accepted("whole.toml")

    def test_a_symbolic_link_is_refused(self):
        secret = self.daemon.folder / "secret.toml"
        secret.write_text(interview(11))
        os.symlink(secret, self.daemon.queue / "new" / "link.toml")
        self.assertIn("symbolic link", self.refused("link.toml"))
        self.assertTrue(secret.exists())

    def test_ten_megabytes_are_refused_without_being_read(self):
        self.daemon.drop("huge.toml", "#" * 10_000_000)
        self.assertIn("65536", self.refused("huge.toml"))

    def test_invalid_utf8_is_refused(self):
        self.daemon.drop("bytes.toml", interview(12).encode() + b'notes = "\xff\xfe"\n')
        self.assertIn("UTF-8", self.refused("bytes.toml"))

    def test_ten_thousand_dots_do_not_reach_the_parser(self):
        self.daemon.drop("dots.toml", "[" + ".".join("a" * 10_000) + "]\n")
        self.assertIn("dots", self.refused("dots.toml"))

    def test_two_versions_of_one_id_in_one_file_are_refused(self):
        other = interview(13).replace('position  = "Engineer"', 'position  = "Manager"')
        self.daemon.drop("two.toml", interview(13) + "\n" + other)
        self.assertIn("two.toml:1:1", self.refused("two.toml"))

    def test_another_candidate_under_a_known_id_is_refused(self):
        self.daemon.drop("first.toml", interview(14))
        self.accepted("first.toml")
        other = interview(14).replace("Candidate 14", "Somebody Else").replace("candidate14@", "else@")
        self.daemon.drop("other.toml", other)
        reason = self.refused("other.toml")
        self.assertIn("the candidate of case 'case-14'", reason)
        self.assertNotIn("Candidate 14", reason, "what was written is not quoted")

    def test_every_problem_of_a_file_is_reported_at_once(self):
        text = interview(15, extra='postion = "x"\nrecuiter = "y"\n').replace("America/Chicago", "America/Chicgo", 1)
        self.daemon.drop("many.toml", text)
        reason = self.refused("many.toml")
        for expected in ("'position'", "'recruiter'", "America/Chicago"):
            self.assertIn(expected, reason)
        self.assertGreaterEqual(len(reason.splitlines()), 3)

    def test_a_pipe_and_a_folder_are_put_aside(self):
        os.mkfifo(self.daemon.queue / "new" / "pipe.toml")
        (self.daemon.queue / "new" / "folder.toml").mkdir()
        self.assertIn("regular file", self.refused("pipe.toml"))
        self.assertIn("regular file", self.refused("folder.toml"))

    def test_the_same_file_again_changes_nothing(self):
        self.daemon.drop("once.toml", interview(16))
        self.accepted("once.toml")
        before = self.daemon.json("status")["facts"]
        self.daemon.drop("again.toml", interview(16))
        self.accepted("again.toml")
        self.assertEqual(self.daemon.json("status")["facts"], before)

    def test_a_file_written_in_place_is_taken_when_it_is_quiet(self):
        path = self.daemon.queue / "new" / "slow.toml"
        path.write_text(interview(17))
        time.sleep(1)
        self.assertTrue(path.exists(), "it was taken while it might still be written")
        wait_for("the quiet file to be taken", lambda: "slow.toml" in self.daemon.done(), 60)

    def test_a_refused_file_is_told_to_its_recruiter(self):
        self.daemon.drop("told.toml", interview(18, extra='decision = "someday"\n'))
        self.refused("told.toml")
        wait_for("the mail about it", lambda: any(b"told.toml" in path.read_bytes() for path in self.daemon.mails()))


if __name__ == "__main__":
    unittest.main()
