"""The law of the house: who may include whom. daemon/CMakeLists.txt is the law, this reads it."""

import pathlib
import re
import sys

from source import Source, sources

SEEN_BY_SIBLINGS = {"shell/log", "shell/clock"}
# run composes the daemon; cli composes the commands, of which `simulate` runs the daemon itself.
SEES_ALL = {"shell/run", "shell/cli"}
PROGRAMS_SEE = {"core/base", "shell/log", "shell/run", "shell/cli"}

ANYWHERE = {"core/", "shell/"}
ASIO = {"shell/http", "shell/run", "shell/spool", "shell/clock", "shell/systemd"}
# Foreign header (by its beginning) -> the rooms that fence it in. The first match counts.
FENCES = [
    ("boost/json", ANYWHERE),
    ("boost/beast", {"shell/http"}),
    ("boost/url", {"shell/http"}),
    ("boost/asio", ASIO),
    ("boost/system", ASIO),
    ("toml++/", {"core/queue", "core/config", "core/hours"}),
    ("libical/", {"core/calendar", "core/hours"}),
    ("sqlite3.h", {"shell/store"}),
    ("curl/", {"shell/smtp"}),
    ("openssl/evp.h", {"core/base", "shell/http"}),
    ("openssl/", {"shell/http"}),
    ("resolv.h", {"shell/smtp"}),
    ("boost/uuid/", {"core/base"}),
    ("sodium", {"core/base"}),
    ("date/", {"core/base"}),
    ("idn2.h", {"core/base"}),
    ("utf8proc.h", {"core/base"}),
    ("kainjow/", {"core/words"}),
    ("mustache.hpp", {"core/words"}),
    ("cmark", {"core/words"}),
    ("gmime/", {"core/mail"}),
    ("libxml/", {"core/mail"}),
    ("prometheus/", {"shell/metrics"}),
    ("qrencode.h", {"core/web"}),
    ("zlib.h", {"core/web"}),
    ("CLI/", {"shell/cli"}),
    ("spdlog/", {"shell/log"}),
    ("systemd/", {"shell/systemd"}),
    ("fmt/", ANYWHERE),
]
# Reads the system's time-zone files, which no caller could do for it.
IMPURE_BY_NEED = {"daemon/core/base/zone.cpp"}
# Standard headers that core, being pure, has no use for.
IMPURE = set(
    """atomic barrier condition_variable csetjmp csignal ctime filesystem fstream future iostream latch
    mutex random semaphore shared_mutex stop_token syncstream thread""".split()
)
STANDARD = IMPURE | set(
    """algorithm any array bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale
    cmath codecvt compare complex concepts coroutine cstdarg cstddef cstdint cstdio cstdlib cstring cuchar cwchar cwctype
    deque exception execution expected forward_list functional initializer_list iomanip ios iosfwd istream iterator
    limits list locale map memory memory_resource new numbers numeric optional ostream queue ranges ratio regex
    scoped_allocator set source_location span spanstream sstream stack stacktrace stdexcept streambuf string
    string_view system_error tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray
    variant vector version""".split()
)
_SYSTEM = re.compile(r"(sys|netinet|arpa|linux|net)/[\w/]+\.h|(fcntl|unistd|signal|pwd|grp|poll|spawn|netdb|errno"
                     r"|dirent|time|stdlib|string|pthread|sysexits|syslog|termios)\.h")
_ROOM = re.compile(r"^room\((?P<path>\S+)(?P<rest>[^)]*)\)", re.MULTILINE)


def read_law(text):
    """Room path -> the rooms it may include, from the room(...) calls of daemon/CMakeLists.txt."""
    law = {}
    for match in _ROOM.finditer(re.sub(r"#.*", "", text)):
        depends, taking = [], False
        for word in match.group("rest").split():
            if word in ("DEPENDS", "FOREIGN", "WITHIN"):
                taking = word == "DEPENDS"
            elif taking:
                depends.append(word)
        law[match.group("path")] = depends
    return law


def check_law(law):
    """The law itself must keep the order of the house."""
    found = []
    for room, depends in law.items():
        for other in depends:
            found += _against_order(room, other, law)
    return found


def _against_order(room, other, law):
    layer, other_layer = room.split("/", 1)[0], other.split("/", 1)[0]
    if other not in law:
        return [f"law: {room} depends on {other}, which is no room"]
    if layer == "core":
        if other_layer != "core":
            return [f"law: {room} depends on {other}; core never includes shell"]
        order = list(law)
        if room not in law or order.index(other) >= order.index(room):
            return [f"law: {room} depends on {other}, which does not stand before it"]
    elif other_layer == "shell" and other not in SEEN_BY_SIBLINGS and room not in SEES_ALL:
        return [f"law: {room} depends on its sibling {other}; siblings include only log and clock"]
    elif other == "shell/cli" or (other == "shell/run" and room != "shell/cli"):
        return [f"law: {room} depends on {other}, which stands above it"]
    return []


def room_of(path):
    """`core/when` for daemon/core/when/x.cpp; None for the two programs."""
    parts = pathlib.PurePosixPath(path).parts
    return "/".join(parts[1:3]) if len(parts) > 3 else None


def check_source(source, law):
    room = room_of(source.path)
    if room is not None and room not in law:
        return [source.finding(1, f"{room} is no room of daemon/CMakeLists.txt")]
    found = []
    for line, path, quoted in source.includes():
        problem = _quoted(room, path, law) if quoted else _foreign(room, path)
        excused = str(source.path) in IMPURE_BY_NEED and problem == _impure(path)
        if problem and not excused:
            found.append(source.finding(line, problem))
    return found


def _quoted(room, path, law):
    target = "/".join(path.split("/")[:2])
    if target not in law:
        return f'"{path}" does not begin with a room; include from daemon/'
    if not path.endswith(".hpp"):
        return f'"{path}" is no header'
    allowed = PROGRAMS_SEE if room is None else {room, *law[room]}
    if target not in allowed:
        return f"{room or 'a program'} may not include {target}: not in its DEPENDS"
    return None


def _impure(path):
    return f"core is pure: no <{path}>"


def _foreign(room, path):
    for beginning, rooms in FENCES:
        if path.startswith(beginning):
            inside = room is not None and (room in rooms or rooms is ANYWHERE)
            return None if inside else f"<{path}> is fenced in {', '.join(sorted(rooms))}"
    pure = room is not None and room.startswith("core/")
    if path in STANDARD:
        return _impure(path) if pure and path in IMPURE else None
    if _SYSTEM.fullmatch(path):
        return _impure(path) if pure else None
    return f"<{path}> is neither standard nor fenced in by a room (tests/tidy/layers.py lists the fences)"


_IMPURE_CALL = re.compile(
    r"\b(?:\w+_clock\s*::\s*now|getenv|std::time|gettimeofday|clock_gettime|localtime|fopen|std::cout|std::cerr)\b"
)


def check_purity(source):
    if not str(source.path).startswith("daemon/core/") or str(source.path) in IMPURE_BY_NEED:
        return []
    return [
        source.finding(source.line(match.start()), f"core is pure: no {match.group(0)}")
        for match in _IMPURE_CALL.finditer(source.code)
    ]


def check_listed(folder, listed, present, path):
    """sources.cmake and the folder must name the same .cpp files: what is not listed is not built."""
    found = [f"{path}: {name} lies in {folder} but is not listed" for name in sorted(present - listed)]
    return found + [f"{path}: {name} is listed but not in {folder}" for name in sorted(listed - present)]


def read_listed(text):
    match = re.search(r"set\(\s*SOURCES\s+([^)]*)\)", re.sub(r"#.*", "", text))
    return set(match.group(1).split()) if match else set()


def read_table(text):
    """The sources of tests/fuzz and tests/bench: one line `fuzz_target(name libraries...)` each."""
    return {name + ".cpp" for name in re.findall(r"^(?:fuzz_target|bench_program)\((\w+) ", text, re.MULTILINE)}


MAP = "docs/architecture.md"


def check_map(law, text):
    """The table of rooms that newcomers read names each of them, and none that is gone."""
    told = re.findall(r"^\| `((?:core|shell)/\w+)` \|", text, re.MULTILINE)
    found = [f"{MAP}: {room} is not in the table of rooms" for room in law if room not in told]
    return found + [f"{MAP}: {room} is in the table, and there is no such room" for room in told if room not in law]


def named_paths(text):
    """What a page names of the tree between backquotes; NAME and * stand for anything."""
    found = re.findall(r"`((?:daemon|tests|config|docs|systemd)/[\w./-]+)`", text)
    return [path for path in found if "NAME" not in path]


def _check_lists(root, law):
    found = []
    for folder in ("tests/fuzz", "tests/bench"):
        path = f"{folder}/CMakeLists.txt"
        present = {file.name for file in (root / folder).glob("*.cpp")}
        listed = read_table((root / path).read_text(encoding="utf-8"))
        found += check_listed(folder, listed & present, present, path)
    for base in ("daemon", "tests"):
        for room in law:
            folder = root / base / room
            present = {path.relative_to(folder).as_posix() for path in folder.rglob("*.cpp")}
            path = folder / "sources.cmake"
            listed = read_listed(path.read_text(encoding="utf-8")) if path.exists() else set()
            found += check_listed(f"{base}/{room}", listed, present, path.relative_to(root))
    return found


def check(root):
    law = read_law((root / "daemon/CMakeLists.txt").read_text(encoding="utf-8"))
    if len(law) < 10:
        return ["daemon/CMakeLists.txt: the law could not be read"]
    found = check_law(law) + _check_lists(root, law)
    found += check_map(law, (root / MAP).read_text(encoding="utf-8"))
    for page in (MAP, "CONTRIBUTING.md"):
        found += [f"{page}: {path} is named, and is not there"
                  for path in named_paths((root / page).read_text(encoding="utf-8")) if not (root / path).exists()]
    for source in sources(root, "daemon"):
        found += check_source(source, law) + check_purity(source)
    return found


if __name__ == "__main__":
    problems = check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems) or "layers: every include keeps the law")
    sys.exit(1 if problems else 0)
