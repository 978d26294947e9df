"""Restoring without systemd: whoever does it, however often, whatever lies there."""

import os
import re
import shutil
import sqlite3
import unittest

from accounts import GROUP, POSSIBLE, USERS, Office
from support import Daemon, interview, run, wait_for

AT = ("--at", "2026-11-20T21:40:00Z", "--speed", "1")
EARLY = "2026-11-20T13:30:00-06:00"
DANA = "candidate1@candidate.example"


class Restoring(unittest.TestCase):
    def daemon(self):
        daemon = Daemon(options=AT)
        self.addCleanup(daemon.__exit__)
        return daemon.start()

    def take(self, daemon, number):
        daemon.drop(f"{number}.toml", interview(number, ended=EARLY))
        wait_for(f"file {number}", lambda: f"{number}.toml" in daemon.done())

    def restored(self, daemon, backup, *more):
        answer = daemon.followup("restore", backup, *more)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return answer.stdout

    def aside(self, daemon):
        return sorted(path for path in daemon.state.glob("ledger.sqlite.before-restore.*"))

    def cases_in(self, path):
        with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok", path)
            return database.execute("SELECT count(*) FROM cases").fetchone()[0]

    def test_twice_in_a_row_each_set_aside_ledger_stays_whole_under_its_own_name(self):
        daemon = self.daemon()
        backup = daemon.folder / "backup.sqlite"
        self.take(daemon, 1)
        self.assertEqual(daemon.followup("backup", backup).returncode, 0)
        self.take(daemon, 2)
        daemon.kill()  # its log stays behind
        self.assertTrue((daemon.state / "ledger.sqlite-wal").exists())
        said = self.restored(daemon, backup)
        self.assertIn("start followupd again", said)
        self.assertIn(str(self.aside(daemon)[0]), said)
        daemon.start()
        self.assertEqual(daemon.json("status")["cases"], 1)
        for number in (3, 4, 5):
            self.take(daemon, number)
        daemon.kill()
        self.restored(daemon, backup)
        self.restored(daemon, backup)  # within the same second, perhaps
        self.assertEqual([self.cases_in(path) for path in self.aside(daemon)][:2], [2, 4])
        self.assertEqual(len(self.aside(daemon)), 3)
        self.assertEqual([path.name for path in daemon.state.iterdir() if path.name.endswith(("-wal", "-shm"))], [])
        daemon.start()
        self.assertEqual(daemon.json("status")["cases"], 1)

    def test_under_a_running_daemon_nothing_is_touched(self):
        daemon = self.daemon()
        self.take(daemon, 1)
        backup = daemon.folder / "backup.sqlite"
        self.assertEqual(daemon.followup("backup", backup).returncode, 0)
        before = sorted(path.name for path in daemon.state.iterdir())
        answer = daemon.followup("restore", backup)
        self.assertEqual(answer.returncode, 1)
        self.assertIn("stop it first", answer.stderr)
        self.assertEqual(sorted(path.name for path in daemon.state.iterdir()), before)
        self.assertEqual(daemon.json("status")["cases"], 1)

    def test_a_damaged_ledger_is_kept_with_its_log_and_no_other_takes_the_log_for_its_own(self):
        daemon = self.daemon()
        self.take(daemon, 1)
        backup = daemon.folder / "backup.sqlite"
        self.assertEqual(daemon.followup("backup", backup).returncode, 0)
        daemon.stop()  # what is in the file now is not in the log that begins
        daemon.start()
        self.take(daemon, 2)
        daemon.kill()
        ledger = daemon.state / "ledger.sqlite"
        ledger.write_bytes(b"x" * ledger.stat().st_size)
        log = (daemon.state / "ledger.sqlite-wal").read_bytes()
        self.assertTrue(log)
        said = self.restored(daemon, backup)
        aside = next(path for path in self.aside(daemon) if path.suffix != ".log")
        self.assertEqual(set(aside.read_bytes()), {ord("x")})
        self.assertEqual(aside.with_name(aside.name + ".log").read_bytes(), log)
        self.assertIn(aside.name + ".log", said)
        daemon.start()
        self.assertEqual(daemon.json("status")["cases"], 1)

    def test_on_a_new_machine_with_the_key_and_the_tombstones_of_the_old_one(self):
        old = self.daemon()
        self.take(old, 1)
        self.take(old, 2)
        backup = old.folder / "backup.sqlite"
        self.assertEqual(old.followup("backup", backup).returncode, 0)
        self.assertEqual(old.followup("forget", DANA, "--yes").returncode, 0)
        old.stop()
        new = Daemon(options=AT)
        self.addCleanup(new.__exit__)
        missing = new.folder / "state"
        answer = new.followup("restore", backup)
        self.assertEqual(answer.returncode, 1)
        self.assertIn("--key", answer.stderr)
        self.assertFalse((missing / "secret.key").exists(), "a key of its own would open nothing")
        said = self.restored(new, backup, "--key", old.state / "secret.key")
        self.assertEqual((missing.stat().st_mode & 0o7777, (missing / "secret.key").stat().st_mode & 0o7777),
                         (0o700, 0o600))
        shutil.copy(old.state / "tombstones", missing / "tombstones")
        said = self.restored(new, backup)
        self.assertIn("forgotten again at the start", said)
        new.start()
        self.assertEqual(new.json("status")["cases"], 1)
        self.assertTrue(new.said("forgotten again: 1"))

    def test_who_was_forgotten_stays_so_when_only_the_ledger_knows_of_it(self):
        daemon = self.daemon()
        self.take(daemon, 1)
        self.take(daemon, 2)
        backup = daemon.folder / "backup.sqlite"
        self.assertEqual(daemon.followup("backup", backup).returncode, 0)
        self.assertEqual(daemon.followup("forget", DANA, "--yes").returncode, 0)
        daemon.stop()
        (daemon.state / "tombstones").unlink()
        self.restored(daemon, backup)
        daemon.start()
        self.assertEqual(daemon.json("status")["cases"], 1)

    def test_what_is_no_backup_of_this_ledger_is_refused_and_said(self):
        daemon = self.daemon()
        self.take(daemon, 1)
        other = self.daemon()
        backup, text = daemon.folder / "backup.sqlite", daemon.folder / "text"
        self.assertEqual(other.followup("backup", backup).returncode, 0)
        text.write_text("no ledger" * 1000)
        daemon.stop()
        for path, what in ((backup, "another master key"), (text, "damaged"), (daemon.folder / "none", "No such file"),
                           (daemon.folder, "")):
            answer = daemon.followup("restore", path)
            self.assertEqual(answer.returncode, 1, path)
            self.assertIn(what, answer.stderr)
        self.assertEqual(self.aside(daemon), [])
        self.assertEqual([path.name for path in daemon.state.iterdir() if "restoring" in path.name], [])
        daemon.start()
        self.assertEqual(daemon.json("status")["cases"], 1)

    def test_a_backup_of_an_old_schema_is_brought_up_to_date_and_one_of_the_future_refused(self):
        daemon = self.daemon()
        self.take(daemon, 1)
        backup = daemon.folder / "backup.sqlite"
        self.assertEqual(daemon.followup("backup", backup).returncode, 0)
        daemon.stop()
        with sqlite3.connect(backup) as database:
            now = database.execute("PRAGMA user_version").fetchone()[0]
            database.execute(f"PRAGMA user_version = {now + 1}")
        answer = daemon.followup("restore", backup)
        self.assertEqual(answer.returncode, 1)
        self.assertIn("newer followupd", answer.stderr)


class Beginning(unittest.TestCase):
    """A daemon on a state folder that lacks something."""

    def ended(self, daemon, *options):
        daemon.start(options=[*AT, *options], ready=False)
        code = daemon.process.wait(timeout=30)
        daemon._read_to_the_end()
        return code, "".join(daemon.log)

    def test_a_ledger_that_is_gone_is_not_replaced_unless_that_is_meant(self):
        daemon = Daemon(options=AT)
        self.addCleanup(daemon.__exit__)
        daemon.start()
        daemon.drop("1.toml", interview(1, ended=EARLY))
        wait_for("the file", lambda: "1.toml" in daemon.done())
        daemon.stop()
        self.assertFalse((daemon.state / "secret.key.new").exists())
        (daemon.state / "ledger.sqlite").rename(daemon.folder / "moved.sqlite")
        code, said = self.ended(daemon)
        self.assertEqual(code, 78)
        self.assertRegex(said, r"the ledger is gone.*followup restore FILE.*--new")
        self.assertFalse((daemon.state / "ledger.sqlite").exists())
        answer = run("followupd", "--check", "--config", daemon.config)
        self.assertEqual(answer.returncode, 78)
        self.assertIn("the ledger is gone", answer.stderr)
        key = (daemon.state / "secret.key").read_bytes()
        daemon.start(options=[*AT, "--new"])
        self.assertEqual(daemon.json("status")["cases"], 0)
        self.assertEqual((daemon.state / "secret.key").read_bytes(), key)

    def test_a_key_that_is_gone_is_not_replaced_at_all(self):
        daemon = Daemon(options=AT)
        self.addCleanup(daemon.__exit__)
        daemon.start()
        daemon.stop()
        ledger = (daemon.state / "ledger.sqlite").read_bytes()
        (daemon.state / "secret.key").unlink()
        for options in ((), ("--new",)):
            code, said = self.ended(daemon, *options)
            self.assertEqual(code, 78)
            self.assertIn("not the key that opens it", said)
            self.assertEqual([path.name for path in daemon.state.glob("secret.key*")], [])
        self.assertEqual((daemon.state / "ledger.sqlite").read_bytes(), ledger)

    def test_a_first_start_that_was_cut_off_is_gone_on_with(self):
        daemon = Daemon(options=AT)
        self.addCleanup(daemon.__exit__)
        daemon.state.mkdir(mode=0o700)
        begun = daemon.state / "secret.key.new"
        begun.write_bytes(bytes(range(32)))
        begun.chmod(0o600)
        daemon.start()
        self.assertEqual((daemon.state / "secret.key").read_bytes(), bytes(range(32)))
        self.assertFalse(begun.exists())

    @unittest.skipUnless(os.geteuid() == 0, "only root may start it as somebody wrong")
    def test_root_leaves_nothing_in_the_folder_of_another_user(self):
        for owner in (USERS["followupd"], 65534):
            daemon = Daemon(options=AT)
            self.addCleanup(daemon.__exit__)
            daemon.state.mkdir(mode=0o700)
            os.chown(daemon.state, owner, GROUP)
            code, said = self.ended(daemon)
            self.assertEqual(code, 78)
            self.assertIn("belongs to", said)
            self.assertEqual(list(daemon.state.iterdir()), [])
        daemon = Daemon(options=AT)
        self.addCleanup(daemon.__exit__)
        daemon.queue.mkdir()
        os.chown(daemon.queue, USERS["followupd"], GROUP)
        self.assertEqual(self.ended(daemon)[0], 78, "the queue tells whose it is where there is no state yet")
        self.assertFalse(daemon.state.exists())


@unittest.skipUnless(POSSIBLE, "other users need root and mount namespaces")
class AsWhom(unittest.TestCase):
    def setUp(self):
        self.office = Office()
        self.addCleanup(self.office.__exit__)
        self.office.start()
        self.office.dropped("crm", "1.toml", interview(1, ended=EARLY))
        wait_for("the case", lambda: self.office.json("status")["cases"] == 1)
        self.backup = self.office.folder / "roots.sqlite"
        os.chown(self.office.folder, 0, GROUP)
        self.assertEqual(self.office.typed("root", "backup", self.backup).returncode, 0)
        self.assertEqual(self.backup.stat().st_uid, 0)
        self.office.stop()

    def test_root_restores_a_file_that_only_root_may_read_and_leaves_everything_to_the_daemons_user(self):
        for _ in range(2):
            answer = self.office.typed("root", "restore", self.backup)
            self.assertEqual(answer.returncode, 0, answer.stderr)
        for path in self.office.state.rglob("*"):
            if re.search(r"ledger|secret|lock", path.name):
                self.assertEqual((path.stat().st_uid, path.stat().st_gid), (USERS["followupd"], GROUP), path)
                self.assertEqual(path.stat().st_mode & 0o077, 0, path)
        self.assertEqual(self.office.state.stat().st_mode & 0o7777, 0o710, "the folder's mode is its owner's affair")
        self.office.start()
        self.assertEqual(self.office.json("status")["cases"], 1)

    def test_the_daemons_user_restores_what_it_may_read(self):
        answer = self.office.typed("followupd", "restore", self.backup)
        self.assertEqual(answer.returncode, 4)
        self.assertIn("you may not read it", answer.stderr)
        self.assertNotIn("damaged", answer.stderr)
        os.chown(self.backup, USERS["followupd"], GROUP)
        self.assertEqual(self.office.typed("followupd", "restore", self.backup).returncode, 0)
        self.office.start()
        self.assertEqual(self.office.json("status")["cases"], 1)

    def test_nobody_else_does(self):
        self.backup.chmod(0o644)
        before = sorted(path.name for path in self.office.state.iterdir())
        for user in ("pat", "crm", "boss", "stranger"):
            answer = self.office.typed(user, "restore", self.backup)
            self.assertEqual(answer.returncode, 4, answer.stderr)
            self.assertIn("root", answer.stderr)
        self.assertEqual(sorted(path.name for path in self.office.state.iterdir()), before)

    def test_root_makes_the_state_folder_of_a_new_machine_for_the_daemons_user(self):
        key = self.office.folder / "kept.key"
        shutil.copy(self.office.state / "secret.key", key)
        shutil.rmtree(self.office.state)
        answer = self.office.typed("root", "restore", self.backup, "--key", key)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual((self.office.state.stat().st_uid, self.office.state.stat().st_gid), (USERS["followupd"], GROUP))
        self.assertEqual((self.office.state / "secret.key").stat().st_uid, USERS["followupd"])
        self.office.state.chmod(0o710)
        self.office.start()
        self.assertEqual(self.office.json("status")["cases"], 1)


if __name__ == "__main__":
    unittest.main()
