"""Judges a history by what is there at the end. It knows operations and what they must leave, and nothing of how the
programs work.

`judged(history, held)`, where held is a dict:
  stories    case: [(kind, words)] of its entries in their order; None when nobody knows the case
  duties     duty: {"state", "reasons": the reasons of its dates, oldest first}
  done, bad  [text] of the files put away; `reasons` how many of bad/ have theirs; `waiting` files not judged
  outbox     [{"message_id", "state", "doubts"}]
  delivered  [(message id, digest of the bytes, text)] as the relay took them, in that order
  traces     word: [where it is written below state and queue], for what `buried` names
  backups    file: stories as above; None when it does not open
"""

import collections

GIVEN = ("yes", "later")
NOT_SENT = ("parked", "moot", "merged")


class Told:
    """The operations behind one effect."""

    def __init__(self):
        self.operations = []

    def surely(self):
        return any(each["answer"] in GIVEN for each in self.operations)

    def never(self):
        return all(each["answer"] == "no" for each in self.operations)


def place(effect):
    return effect.get("case"), effect["kind"], effect["word"]


def told_by_place(history):
    found = collections.defaultdict(Told)
    for operation in history:
        for effect in operation["effects"]:
            found[place(effect)].operations.append(operation)
    return found


def forgotten(history):
    """case: the operations that asked for it to be forgotten, each that was not refused."""
    found = collections.defaultdict(list)
    for operation in history:
        if operation["kind"] == "forget" and operation["answer"] != "no":
            found[operation["case"]].append(operation)
    return found


def surely_forgotten(history):
    return {case for case, asked in forgotten(history).items() if any(each["answer"] in GIVEN for each in asked)}


def words_of(history, case):
    """Every word that is of one case."""
    return {word for operation in history if case in operation.get("names", {})
            for word in operation["names"][case]}


def buried(history):
    """The words that may be nowhere any more."""
    return {word for case in forgotten(history) for word in words_of(history, case)}


def count(stories, delivered, at):
    case, kind, word = at
    if kind == "mail":
        return len({message for message, _, text in delivered if word in text})
    return sum(each == kind and word in words for each, words in stories.get(case) or [])


def gone(history, held):
    """Cases of which nothing is to be found: forgotten for sure, or perhaps and not there."""
    perhaps = {case for case in forgotten(history) if held["stories"].get(case) is None}
    return surely_forgotten(history) | perhaps


def what(operation):
    return f"{operation['kind']} {operation.get('way', '')} number {operation['number']} of {operation['client']}"


def wrong_effects(history, held):
    without = gone(history, held)
    for at, told in told_by_place(history).items():
        if at[0] in without:
            continue
        there = count(held["stories"], held["delivered"], at)
        name = f"{what(told.operations[0])} ({' '.join(map(str, at))})"
        if told.surely() and there == 0:
            yield f"lost: {name}"
        if told.never() and there > 0:
            yield f"refused and there: {name}"
        if there > 1:
            yield f"{there} times: {name}"
    for operation in history:
        found = {count(held["stories"], held["delivered"], place(effect)) > 0
                 for effect in operation["effects"] if effect.get("case") not in without}
        if len(found) > 1:
            yield f"half: {what(operation)}"


def wrong_files(history, held):
    # A forgetting that was broken off may have taken their files, by which nothing is known; it is asked for again.
    without = gone(history, held) | set(forgotten(history))
    done, bad = collections.Counter(held["done"]), collections.Counter(held["bad"])
    dropped = collections.Counter(each["text"] for each in history if each["kind"] == "file")
    for operation in history:
        if operation["kind"] != "file":
            continue
        text, fits = operation["text"], not operation["refusable"]
        if without & set(operation["names"]):
            continue  # what of it is another's is left; whose it was is nobody's
        if fits and operation["answer"] == "no":
            yield f"refused: {what(operation)}: {operation.get('said')}"
        if not 1 <= (done if fits else bad)[text] <= dropped[text] or (bad if fits else done)[text]:
            yield f"not filed as it was judged: {what(operation)}"
    if held["reasons"] != len(held["bad"]):
        yield f"{len(held['bad'])} files in bad/ and {held['reasons']} reasons"
    yield from (f"not judged: {name}" for name in held["waiting"])


def wrong_order(history, held):
    """What one client told of one case stands there as they told it."""
    last = {}
    for operation in history:
        for effect in operation["effects"] if operation["answer"] == "yes" else ():
            case, kind, word = place(effect)
            entries = enumerate(held["stories"].get(case) or [])
            at = next((n for n, (each, words) in entries if each == kind and word in words), None)
            if at is None:
                continue  # lost, or a mail
            before, name = last.get((operation["client"], case), (-1, ""))
            if at < before:
                yield f"out of order: {what(operation)} stands before {name}"
            last[operation["client"], case] = at, what(operation)


def wrong_duties(history, held):
    """A duty is as the last thing told of it says: the fact and what follows from it come together."""
    duty_of = {place(effect): effect for operation in history for effect in operation["effects"] if "duty" in effect}
    for case, story in held["stories"].items():
        last = {}
        for kind, words in story or ():
            for (_, each, word), effect in duty_of.items():
                if each == kind and word in words and effect["case"] == case:
                    last[effect["duty"], effect.get("state") is not None] = effect
        for (duty, of_state), effect in last.items():
            found = held["duties"].get(duty)
            if of_state and (found is None or found["state"] != effect["state"]):
                yield f"half: {duty} is {found and found['state']}, and {effect['state']} was told last"
            if not of_state and (found is None or effect["word"] not in found["reasons"][-1:]):
                yield f"half: {duty} does not have the date that was told last ({effect['word']})"


def in_a_read(read, operation):
    """The words of what an operation left that this read has to show."""
    for effect in operation["effects"]:
        if effect["kind"] == "mail":
            continue
        if read["case"] == effect.get("case") or read["case"] is None and effect["kind"] == "interview":
            yield effect.get("case"), effect["word"]


def wrong_reads(history, held):
    """Read your writes, and everybody else's: what was acknowledged before is shown, and what was shown stays."""
    refused = {(at[0], at[2]) for at, told in told_by_place(history).items() if told.never()}
    lost = {(at[0], at[2]) for at, told in told_by_place(history).items()
            if at[0] not in gone(history, held) and count(held["stories"], held["delivered"], at) == 0}
    asked = forgotten(history)
    acknowledged = [each for each in history if each["answer"] == "yes" and each["effects"]]
    for read in history:
        if read["kind"] != "read" or read["answer"] != "yes":
            continue
        seen = set(read["seen"])
        for operation in acknowledged:
            if operation["ended"] > read["begun"]:
                continue
            for case, word in in_a_read(read, operation):
                going = any(each["begun"] < read["ended"] for each in asked.get(case, ()))
                if word not in seen and not going:
                    yield f"stale: {what(read)} does not show {what(operation)} ({case} {word})"
        for sort, among in (("refused", refused), ("lost", lost)):
            # A date is a word of its own within its case only.
            yield from (f"shown and {sort}: {word} in {what(read)}" for case, word in sorted(among, key=str)
                        if word in seen and (read["case"] == case or read["case"] is None and " " not in word))
        for case, operations in asked.items():
            if any(each["answer"] == "yes" and each["ended"] < read["begun"] for each in operations):
                for word in seen & words_of(history, case):
                    yield f"after forgetting: {word} of {case} in {what(read)}"


def wrong_forgetting(history, held):
    surely = surely_forgotten(history)
    for case, operations in forgotten(history).items():
        words = words_of(history, case)
        if case not in surely and held["stories"].get(case) is not None:
            continue  # it did not happen, and is judged like all others
        sort = "after forgetting" if case in surely else "half forgotten"
        if held["stories"].get(case) is not None:
            yield f"{sort}: {case} is still told of"
        for word in sorted(words):
            yield from (f"{sort}: {word} of {case} in {where}" for where in held["traces"].get(word, ()))
        for operation in operations:
            if operation["answer"] != "yes":
                continue
            yield from (f"{sort}: {case} at once in {where}" for where in operation["found"])
            for message, _, text in held["delivered"][operation["delivered"]:]:
                if not operation["perhaps"] and any(word in text for word in words):
                    yield f"{sort}: {case} in the mail {message}"


def wrong_mails(history, held):
    """None lost, no copy without a mark of doubt, every copy the same."""
    copies = collections.Counter(message for message, _, _ in held["delivered"])
    bytes_of = collections.defaultdict(set)
    text_of = {}
    for message, digest, text in held["delivered"]:
        bytes_of[message].add(digest)
        text_of[message] = text
    known = {mail["message_id"]: mail for mail in held["outbox"]}
    words = buried(history)
    for message, mail in known.items():
        if mail["state"] not in NOT_SENT and not copies[message]:
            yield f"mail lost: {mail}"
    for message, number in copies.items():
        if message not in known:
            if not any(word in text_of[message] for word in words):
                yield f"a mail that nobody knows: {message}"
        elif number - 1 > known[message]["doubts"]:
            yield f"{number} copies of {message}, {known[message]['doubts']} doubts"
        if len(bytes_of[message]) > 1:
            yield f"copies of {message} differ"


def wrong_backups(history, held):
    """One that was acknowledged opens, and holds what was acknowledged before it began."""
    asked = forgotten(history)
    for backup in history:
        if backup["kind"] != "backup" or backup["answer"] != "yes":
            continue
        stories = held["backups"].get(backup["file"])
        if stories is None:
            yield f"does not open: {what(backup)}"
            continue
        for at, told in told_by_place(history).items():
            before = [each for each in told.operations if each["answer"] == "yes" and each["ended"] < backup["begun"]]
            after = all(each["begun"] > backup["ended"] for each in told.operations)
            going = any(each["begun"] < backup["ended"] for each in asked.get(at[0], ()))
            there = 0 if at[1] == "mail" else count(stories, [], at)
            if before and at[1] != "mail" and not going and there != 1:
                yield f"{there} times in {what(backup)}: {what(before[0])} ({' '.join(map(str, at))})"
            if after and there:
                yield f"from the future in {what(backup)}: {' '.join(map(str, at))}"
        for case, operations in asked.items():
            if any(each["answer"] == "yes" and each["ended"] < backup["begun"] for each in operations):
                if stories.get(case) is not None:
                    yield f"after forgetting: {case} in {what(backup)}"


def judged(history, held):
    """What does not hold, in sentences; nothing when all does."""
    return [each for part in (wrong_effects, wrong_files, wrong_order, wrong_duties, wrong_reads, wrong_forgetting,
                              wrong_mails, wrong_backups) for each in part(history, held)]
