"""A relay that fails in every way at every stage: what the ledger says then, and that the web side answers meanwhile."""

import pathlib
import tempfile
import unittest

from relay_matrix import Matrix, faults


class Relays(unittest.TestCase):
    def test_that_fail_leave_every_mail_in_the_state_of_the_table(self):
        wanted = list(faults())
        with tempfile.TemporaryDirectory(prefix="followupd-relay-") as folder:
            matrix = Matrix(pathlib.Path(folder))
            matrix.run(wanted, daemons=8)
        print(f"{matrix.done} faults; {matrix.web()}")
        self.assertEqual("\n".join(matrix.wrong), "")
        self.assertEqual(matrix.done, len(wanted))
        self.assertEqual(matrix.failures, [], "the web side did not answer")


if __name__ == "__main__":
    unittest.main()
