"""Where the parts of a SQLite file lie, by its file format: which bytes are values, and which hold them together."""

import collections
import sqlite3

# What a byte belongs to: a value of a row, the lengths and types before it, or the page that holds the rows.
Place = collections.namedtuple("Place", "table kind begin end")


def varint(data, at):
    value = 0
    for n in range(9):
        byte = data[at + n]
        if n == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + n + 1
    raise AssertionError("not reached")


def local_size(payload, usable, is_table):
    """How much of a row lies in its page; the rest is in overflow pages."""
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    if payload <= most:
        return payload
    least = (usable - 12) * 32 // 255 - 23
    kept = least + (payload - least) % (usable - 4)
    return kept if kept <= most else least


def cell_places(data, name, kind, at, usable):
    begin = at
    if kind in (2, 5):
        at += 4
    if kind == 5:
        return [Place(name, "page", begin, varint(data, at)[1])]
    payload, at = varint(data, at)
    if kind == 13:
        _, at = varint(data, at)
    end = at + local_size(payload, usable, kind == 13)
    size, _ = varint(data, at)
    body = min(at + size, end)
    return [Place(name, "header", begin, body)] + ([Place(name, "value", body, end)] if body < end else [])


def places(path):
    """Every part of every table and index of a ledger that nobody has open and whose log is folded in."""
    with sqlite3.connect(path) as ledger:
        roots = [(name, page) for name, page in
                 ledger.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")]
        is_index = dict(ledger.execute("SELECT name, type = 'index' FROM sqlite_master WHERE rootpage > 0"))
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    usable = size - data[20]
    found = []
    for name, root in roots:
        label = name if not is_index[name] else f"index {name}"
        pages = [root]
        while pages:
            base = (pages.pop() - 1) * size
            kind = data[base]
            count = int.from_bytes(data[base + 3:base + 5], "big")
            header = 12 if kind in (2, 5) else 8
            found.append(Place(label, "page", base, base + header + 2 * count))
            for n in range(count):
                pointer = base + header + 2 * n
                at = base + int.from_bytes(data[pointer:pointer + 2], "big")
                if kind in (2, 5):
                    pages.append(int.from_bytes(data[at:at + 4], "big"))
                found += cell_places(data, label, kind, at, usable)
            if kind in (2, 5):
                pages.append(int.from_bytes(data[base + 8:base + 12], "big"))
    return found
