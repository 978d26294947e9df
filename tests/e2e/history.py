"""What clients asked of a daemon, and what they were told: operations in the order of their beginnings and ends."""

import json
import random
import threading

LETTERS = "bdfghklmnprstvwz"


class History:
    """Each operation is a plain record, so that whoever judges it needs nothing of the programs.

    number, client, kind, begun; then ended and answer: `yes` (recorded), `later` (handed in, will be recorded), `no`
    (refused, or nobody there), `unknown` (the connection broke off). `effects` are the entries that must come of it,
    each with a word of its own.
    """

    def __init__(self, seed):
        self.operations = []
        self.moment = 0
        self.acknowledged = 0
        self.changed = threading.Condition()
        self.chance = random.Random(seed)

    def word(self):
        """One that nobody else has; no two are near enough to be taken for a misspelling."""
        with self.changed:
            return "q" + "".join(self.chance.choices(LETTERS, k=13))

    def begin(self, client, kind, **about):
        with self.changed:
            self.moment += 1
            operation = {"number": len(self.operations), "client": client, "kind": kind, "begun": self.moment,
                         "ended": None, "answer": "unknown", "effects": [], **about}
            self.operations.append(operation)
            self.changed.notify_all()
            return operation

    def end(self, operation, answer, **more):
        with self.changed:
            self.moment += 1
            operation.update(ended=self.moment, answer=answer, **more)
            self.acknowledged += answer == "yes"
            self.changed.notify_all()

    def wait_for_answers(self, count, seconds):
        """Until so many more operations were acknowledged: how long that takes depends on the machine."""
        with self.changed:
            wanted = self.acknowledged + count
            self.changed.wait_for(lambda: self.acknowledged >= wanted, seconds)

    def wait_for_begin(self, kinds, seconds):
        """Until another operation of these kinds begins; one that did not is not waited for any longer."""
        with self.changed:
            seen = len(self.operations)
            self.changed.wait_for(
                lambda: any(each["kind"] in kinds for each in self.operations[seen:]), seconds)

    def save(self, path):
        with self.changed:
            path.write_text("".join(json.dumps(each) + "\n" for each in self.operations))
