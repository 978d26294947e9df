"""What a disk holds after a power cut, worked out from what tests/disk recorded of the daemon.

The model. What was synced is there: bytes by fsync or fdatasync of their file, names by fsync of their folder. Of bytes
that were not, each 512-byte sector of each write is kept or lost, in whatever order; what was never written reads as
zeros, and a file that was cut may not be. Names come in two ways, drawn for each cut. "loose" is as little as POSIX says:
each change of a name that was not synced is kept or lost on its own, and a rename may show both names, though never
none. "journal" is what ext4, XFS and btrfs do: changes of names come in their order, any fsync brings those before it,
and a rename is whole. SQLite asks for no more than either: a sector that is overwritten harms no other byte (its PSOW).
"""

import ctypes
import dataclasses
import os
import pathlib
import struct

from support import BIN

LIBRARY = BIN.parent / "tests" / "disk" / "disk.so"
SECTOR = 512
HEAD = struct.Struct("<IIQQII")
(CREATED, WRITTEN, CUT, SYNCED, LISTED, RENAMED, LINKED, UNLINKED, FOLDER, REMOVED, SAID, NOTED) = range(1, 13)


def recording(root, log):
    """The environment in which a program is recorded."""
    return {"LD_PRELOAD": str(LIBRARY), "DISK_ROOT": str(root), "DISK_LOG": str(log)}


class Hand:
    """What the campaign itself does below the root, and notes it: in the same order as the daemon's calls."""

    def __init__(self, root, log):
        os.environ.update({"DISK_ROOT": str(root), "DISK_LOG": str(log)})
        self.library = ctypes.CDLL(str(LIBRARY), use_errno=True)

    def call(self, name, *arguments):
        words = [os.fsencode(each) if isinstance(each, (str, pathlib.Path)) else each for each in arguments]
        result = getattr(self.library, name)(*words)
        if result < 0:
            raise OSError(ctypes.get_errno(), f"{name} {arguments}")
        return result

    def note(self, text):
        self.library.disk_note(text.encode())

    def sync_folder(self, path):
        fd = self.call("open", path, os.O_RDONLY | os.O_DIRECTORY, 0)
        self.call("fsync", fd)
        os.close(fd)

    def drop(self, queue, name, text, durably=True):
        """As a producer does; one that cares syncs the file and the folder."""
        data = text.encode()
        draft = queue / "tmp" / name
        fd = self.call("open", draft, os.O_WRONLY | os.O_CREAT, 0o644)
        self.call("write", fd, data, len(data))
        if durably:
            self.call("fsync", fd)
        os.close(fd)
        self.call("rename", draft, queue / "new" / name)
        if durably:
            self.sync_folder(queue / "new")


@dataclasses.dataclass
class Record:
    kind: int
    process: int
    a: int
    b: int
    first: bytes
    second: bytes


def read_log(path, root):
    """Every record, paths relative to the root."""
    data, at, records = pathlib.Path(path).read_bytes(), 0, []
    prefix = os.fsencode(str(root)) + b"/"

    def relative(name):
        assert name.startswith(prefix), name
        return os.path.normpath(name[len(prefix):].decode())

    while at < len(data):
        kind, process, a, b, first, second = HEAD.unpack_from(data, at)
        at += HEAD.size
        parts = [data[at:at + first], data[at + first:at + first + second]]
        at += first + second
        if kind in (CREATED, LISTED, RENAMED, LINKED, UNLINKED, FOLDER, REMOVED):
            parts = [relative(each) if each else "" for each in parts]
        records.append(Record(kind, process, a, b, *parts))
    return records


class File:
    """Bytes: those that are on the disk, and what was done since."""

    def __init__(self, mode):
        self.mode = mode
        self.synced = bytearray()
        self.waiting = []  # (offset, bytes), or (size, None) where it was cut

    def sync(self):
        for at, data in self.waiting:
            put(self.synced, at, data)
        self.waiting.clear()

    def after(self, chance, keep, torn):
        """As it is found: what waited is kept with the odds `keep`, and torn with the odds `torn`."""
        found = bytearray(self.synced)
        for at, data in self.waiting:
            if chance.random() >= keep:
                continue
            if data is None or chance.random() >= torn:
                put(found, at, data)
                continue
            begin = at
            while begin < at + len(data):
                end = min(begin // SECTOR * SECTOR + SECTOR, at + len(data))
                if chance.random() < 0.5:
                    put(found, begin, data[begin - at:end - at])
                begin = end
        return found


def put(data, at, more):
    if more is None:
        del data[at:]
        data.extend(bytes(at - len(data)))
        return
    if len(data) < at:
        data.extend(bytes(at - len(data)))
    data[at:at + len(more)] = more


class Folder:
    """Nothing but that it is there."""

    def __init__(self, mode):
        self.mode = mode


def parent(path):
    return os.path.dirname(path)


class Disk:
    """Names and files as they are on the disk, and what waits to get there."""

    def __init__(self, folders):
        self.live = {each: Folder(0o755) for each in folders}  # as programs see it
        self.loose = dict(self.live)                           # as it is durable, by POSIX
        self.journal = dict(self.live)                         # by a journal
        self.inodes = {}
        self.waiting_loose = []    # changes [(path, node or None), …]
        self.waiting_journal = []  # the same, in order

    def change(self, *parts):
        for path, node in parts:
            set_name(self.live, path, node)
        self.waiting_loose.append(list(parts))
        self.waiting_journal.append(list(parts))

    def commit(self):
        for parts in self.waiting_journal:
            for path, node in parts:
                set_name(self.journal, path, node)
        self.waiting_journal.clear()

    def apply(self, record):
        kind = record.kind
        if kind == CREATED:
            self.inodes[record.a] = File(record.b)
            self.change((record.first, self.inodes[record.a]))
        elif kind in (WRITTEN, CUT) and record.a in self.inodes:
            data = record.first if kind == WRITTEN else None
            self.inodes[record.a].waiting.append((record.b, data))
        elif kind == SYNCED:
            self.commit()
            if record.a in self.inodes:
                self.inodes[record.a].sync()
        elif kind == LISTED:
            self.commit()
            self.list(record.first)
        elif kind == RENAMED:
            self.change((record.second, self.live[record.first]), (record.first, None))
        elif kind == LINKED:
            self.change((record.second, self.live[record.first]))
        elif kind in (UNLINKED, REMOVED):
            if record.first in self.live:
                self.change((record.first, None))
        elif kind == FOLDER:
            self.change((record.first, Folder(record.a)))

    def list(self, folder):
        """What a sync of the folder brings: its own names, and of a rename out of it the name elsewhere as well."""
        left = []
        for parts in self.waiting_loose:
            from_here = len(parts) == 2 and parent(parts[1][0]) == folder
            brought = [each for each in parts if from_here or parent(each[0]) == folder]
            for path, node in brought:
                set_name(self.loose, path, node)
                # What waited for that name is past.
                left = [[each for each in before if each[0] != path] for before in left]
            left.append([each for each in parts if each not in brought])
        self.waiting_loose = [parts for parts in left if parts]

    def names_after(self, chance, keep):
        """What is found under which name, and by which of the two ways."""
        if chance.random() < 0.5:
            found = dict(self.journal)
            for parts in self.waiting_journal[:chance.randint(0, len(self.waiting_journal))]:
                for path, node in parts:
                    set_name(found, path, node)
            return found, "journal"
        found = dict(self.loose)
        for parts in self.waiting_loose:
            if chance.random() >= keep:
                continue
            both = len(parts) == 2 and chance.random() < 0.2
            for path, node in parts[:1] if both else parts:
                set_name(found, path, node)
        return found, "loose"

    def build(self, place, chance):
        """Makes the folder as it is found after a cut at this moment; says how it was drawn."""
        keep = chance.choice((0.0, 0.0, 0.2, 0.5, 0.8, 1.0))
        torn = chance.choice((0.0, 0.5, 1.0))
        found, way = self.names_after(chance, keep)
        bytes_of = {}
        for path in sorted(found):
            node, target = found[path], place / path
            if not target.parent.is_dir():
                continue
            if isinstance(node, Folder):
                target.mkdir(exist_ok=True)
                target.chmod(node.mode or 0o755)
                continue
            if id(node) not in bytes_of:
                bytes_of[id(node)] = node.after(chance, keep, torn)
            target.write_bytes(bytes_of[id(node)])
            target.chmod(node.mode)
        return f"{way} names, unsynced bytes kept {keep}, torn {torn}"


def set_name(names, path, node):
    if node is None:
        names.pop(path, None)
    else:
        names[path] = node
