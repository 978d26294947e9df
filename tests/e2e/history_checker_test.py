"""The checker of histories on made ones: a good one it leaves alone, and each way to break one it names."""

import copy
import unittest

from history_checker import buried, judged


def operation(number, kind, answer, effects=(), **about):
    """Each begins after the one before has ended, unless told otherwise."""
    return {"number": number, "client": "client", "kind": kind, "begun": 10 * number, "ended": 10 * number + 5,
            "answer": answer, "effects": list(effects),
            "names": {effect["case"]: [effect["word"]] for effect in effects if "case" in effect}, **about}


def effect(kind, word, case="one", **about):
    return {"case": case, "kind": kind, "word": word, **about}


def file(number, answer, text, effects, refusable=False):
    return operation(number, "file", answer, effects, text=text, refusable=refusable)


def forget(number, answer, case="two", **about):
    return operation(number, "forget", answer, case=case, **{"found": [], "perhaps": False, "delivered": 0, **about})


class Checker(unittest.TestCase):
    def setUp(self):
        self.history = [
            file(0, "yes", "interview dana", [effect("interview", "dana")]),
            file(1, "yes", "interview sam", [effect("interview", "sam", "two")]),
            file(2, "no", "mistaken dana", [], refusable=True),
            operation(3, "command", "yes", [effect("heard", "thanks")]),
            operation(4, "command", "yes", [effect("pushed", "later", duty="call")]),
            operation(5, "command", "no", [effect("done", "nothing", duty="letter", state="done")]),
            operation(6, "command", "yes", [effect("done", "posted", duty="letter", state="done")]),
            operation(7, "command", "unknown", [effect("reopened", "after all", duty="letter", state="open")]),
            operation(8, "reply", "yes", [{"kind": "mail", "word": "question"}]),
            operation(9, "read", "yes", case="one", seen=["dana", "thanks", "later", "posted"]),
            operation(10, "read", "yes", case=None, seen=["dana", "sam"]),
            operation(11, "backup", "yes", file="a"),
            forget(12, "yes"),
            operation(13, "read", "yes", case=None, seen=["dana"]),
            operation(14, "backup", "yes", file="b"),
        ]
        dana = [("interview", "dana had an interview"), ("heard", "heard of: thanks"), ("pushed", "moved: later"),
                ("done", "is done: posted")]
        self.held = {
            "stories": {"one": dana, "two": None},
            "duties": {"call": {"state": "open", "reasons": ["", "later"]}, "letter": {"state": "done", "reasons": [""]}},
            "done": ["interview dana"], "bad": ["mistaken dana"], "reasons": 1, "waiting": [],
            "outbox": [{"message_id": "m1", "state": "sent", "doubts": 1}, {"message_id": "m3", "state": "parked",
                                                                            "doubts": 2}],
            "delivered": [("m1", "d1", "a question"), ("m2", "d2", "to sam"), ("m1", "d1", "a question")],
            "traces": {},
            "backups": {"a": {"one": list(dana), "two": [("interview", "sam had an interview")]},
                        "b": {"one": list(dana), "two": None}}}
        self.history[12]["delivered"] = 2

    def judge(self):
        return judged(self.history, self.held)

    def noticed(self, words):
        found = self.judge()
        self.assertTrue(any(words in each for each in found), f"{words} is not among {found}")

    def test_a_good_history_is_good(self):
        self.assertEqual(self.judge(), [])
        self.assertEqual(buried(self.history), {"sam"})

    def test_an_unknown_operation_may_be_there_as_a_whole(self):
        self.held["stories"]["one"].append(("reopened", "is open again: after all"))
        self.held["duties"]["letter"]["state"] = "open"
        self.assertEqual(self.judge(), [])

    def test_what_was_acknowledged_and_is_not_there_is_lost(self):
        del self.held["stories"]["one"][1]
        self.noticed("lost: command")
        self.noticed("shown and lost: thanks")

    def test_what_was_handed_in_and_is_not_there_is_lost(self):
        self.history.append(file(15, "later", "third", [effect("interview", "eve", "three")]))
        self.held["stories"]["three"] = None
        self.noticed("lost: file")
        self.noticed("not filed as it was judged: file")

    def test_what_is_there_twice_is_too_much(self):
        self.held["stories"]["one"].append(("heard", "heard of: thanks"))
        self.noticed("2 times: command")

    def test_what_was_refused_leaves_nothing(self):
        self.held["stories"]["one"].append(("done", "is done: nothing"))
        self.noticed("refused and there: command")
        self.history[9]["seen"].append("nothing")
        self.noticed("shown and refused: nothing")

    def test_an_unknown_operation_is_not_there_by_half(self):
        self.history.append(file(15, "unknown", "both", [effect("interview", "eve", "three"), effect("heard", "hello")]))
        self.held["stories"]["three"] = [("interview", "eve had an interview")]
        self.noticed("half: file")

    def test_a_fact_without_what_follows_from_it_is_half(self):
        for duty, part, value in (("letter", "state", "open"), ("call", "reasons", [""])):
            held = copy.deepcopy(self.held)
            self.held["duties"][duty][part] = value
            self.noticed(f"half: {duty}")
            self.held = held

    def test_a_file_lies_where_it_was_judged_to_and_nowhere_else(self):
        for done, bad in ((["other bytes"], ["mistaken dana"]), (["interview dana"] * 2, ["mistaken dana"]),
                          (["interview dana", "mistaken dana"], ["mistaken dana"]), (["interview dana"], [])):
            self.held |= {"done": done, "bad": bad, "reasons": len(bad)}
            self.noticed("not filed as it was judged")
        self.held |= {"done": ["interview dana"], "bad": ["mistaken dana"], "reasons": 0, "waiting": ["x.toml"]}
        self.noticed("1 files in bad/ and 0 reasons")
        self.noticed("not judged: x.toml")

    def test_a_good_file_is_not_refused(self):
        self.history[0]["answer"] = "no"
        self.noticed("refused: file")

    def test_the_same_file_handed_in_twice_is_one_event_and_two_files(self):
        self.history.append(file(15, "later", "interview dana", [effect("interview", "dana")]))
        self.held["done"].append("interview dana")
        self.assertEqual(self.judge(), [])

    def test_what_one_client_told_stands_in_that_order(self):
        story = self.held["stories"]["one"]
        story[1], story[2] = story[2], story[1]
        self.noticed("out of order: command")

    def test_everybody_reads_what_was_acknowledged_before(self):
        self.history[9]["seen"].remove("thanks")
        self.noticed("stale: read")
        self.history[9].update(begun=31, seen=["dana"])  # in the midst of it: either is true
        self.assertEqual(self.judge(), [])
        self.history[10]["seen"] = []
        self.noticed("stale: read")

    def test_a_read_that_shows_what_vanishes_was_too_early(self):
        self.history[7]["answer"] = "unknown"
        self.history[9]["seen"].append("after all")
        self.noticed("shown and lost: after all")

    def test_who_was_forgotten_is_nowhere(self):
        self.held["traces"] = {"sam": ["queue/done/2026-11-20/sam.toml"]}
        self.noticed("after forgetting: sam of two in queue/done")
        self.held["traces"] = {}
        self.held["stories"]["two"] = [("interview", "sam had an interview")]
        self.noticed("after forgetting: two is still told of")
        self.held["stories"]["two"] = None
        self.history[12]["found"] = ["state/Maildir/new/1"]
        self.noticed("after forgetting: two at once in state/Maildir")
        self.history[12]["found"] = []
        self.history[13]["seen"].append("sam")
        self.noticed("after forgetting: sam of two in read")
        self.history[13]["seen"].remove("sam")
        self.held["backups"]["b"]["two"] = [("interview", "sam had an interview")]
        self.noticed("after forgetting: two in backup")

    def test_no_mail_tells_of_them_afterwards_but_what_was_on_its_way(self):
        self.history[12]["delivered"] = 1
        self.noticed("after forgetting: two in the mail m2")
        self.history[12]["perhaps"] = True
        self.assertEqual(self.judge(), [])

    def test_an_unknown_forgetting_is_whole_or_did_not_happen(self):
        self.history[12]["answer"] = "unknown"
        self.history[14]["begun"] = self.history[12]["begun"]
        self.held["traces"] = {"sam": ["queue/done/2026-11-20/sam.toml"]}
        self.noticed("half forgotten: sam of two")
        self.held["stories"]["two"] = [("interview", "sam had an interview")]
        self.held["backups"]["b"]["two"] = self.held["stories"]["two"]
        self.held["done"].append("interview sam")
        self.assertEqual(self.judge(), [])
        self.held["done"].remove("interview sam")
        self.assertEqual(self.judge(), [], "their files may be gone before it was broken off")
        self.held["stories"]["two"] = []
        self.noticed("lost: file")

    def test_no_mail_is_lost_or_comes_twice_unmarked_or_otherwise(self):
        held = copy.deepcopy(self.held)
        self.held["delivered"].append(("m1", "d1", "a question"))
        self.noticed("3 copies of m1, 1 doubts")
        self.held["delivered"][0] = ("m1", "d9", "a question?")
        self.noticed("copies of m1 differ")
        self.held = copy.deepcopy(held)
        self.held["outbox"].append({"message_id": "m4", "state": "sent", "doubts": 0})
        self.noticed("mail lost")
        self.held["delivered"].append(("m9", "d9", "to nobody"))
        self.noticed("a mail that nobody knows: m9")

    def test_an_answer_passed_on_twice_is_too_much(self):
        self.held["outbox"].append({"message_id": "m4", "state": "sent", "doubts": 0})
        self.held["delivered"].append(("m4", "d4", "a question"))
        self.noticed("2 times: reply")

    def test_a_backup_holds_what_was_acknowledged_before_it_and_opens(self):
        del self.held["backups"]["a"]["one"][1]
        self.noticed("0 times in backup")
        self.held["backups"]["a"] = None
        self.noticed("does not open: backup")
        self.history.append(operation(15, "command", "yes", [effect("heard", "tomorrow")]))
        for story in (self.held["stories"]["one"], self.held["backups"]["b"]["one"]):
            story.append(("heard", "heard of: tomorrow"))
        self.noticed("from the future in backup")


if __name__ == "__main__":
    unittest.main(verbosity=2)
