"""The style that a text can show: sizes, names, headers, namespaces."""

import pathlib
import re
import sys

from source import sources

LINES_MAX, FUNCTION_LINES_MAX, COLUMNS_MAX, PROGRAM_LINES_MAX = 300, 70, 110, 80
FORBIDDEN = set("manager managers helper helpers util utils utility data handle process common".split())

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TYPE = re.compile(r"\b(?:class|struct|union|enum(?:\s+class)?|namespace|using)\s+((?:\w+\s*::\s*)*\w+)")
_FUNCTION = re.compile(r"(?:(?<![\w.>:])\w[\w:]*(?:\s*<[^;{}()]*>)?[\s*&]+)(?<!return )(?<!return)\b([a-z_]\w*)\s*\(")
_NOT_DECLARING = set("return co_return co_await co_yield throw new delete else case goto".split())
_TODO = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
_DOCUMENTED_TYPE = re.compile(r"^(?:template\s*<[^;{}]*>\s*)?(?:class|struct|union|enum(?:\s+class)?)\s+\w+[^;()=]*\{", re.M)
_NAMESPACE = re.compile(r"\bnamespace\s+([\w:]+)?\s*\{")
_NOT_A_FUNCTION = re.compile(r"\b(?:if|while|for|switch|catch)\s*(?:constexpr\s*)?\(")


def words(name):
    return {word.lower() for part in name.split("_") for word in _WORD.findall(part)}


def _forbidden(name):
    return sorted(words(name) & FORBIDDEN)


def check_sizes(source):
    found, count = [], len(source.lines) - (source.lines[-1] == "")
    if count > LINES_MAX:
        found.append(source.finding(count, f"{count} lines; at most {LINES_MAX}"))
    if source.path.parent.name == "daemon" and count > PROGRAM_LINES_MAX:
        found.append(source.finding(count, f"a program has at most {PROGRAM_LINES_MAX} lines"))
    for number, line in enumerate(source.lines, 1):
        if len(line) > COLUMNS_MAX and number not in source.raw_lines:
            found.append(source.finding(number, f"{len(line)} columns; at most {COLUMNS_MAX}"))
    for first, last in functions(source):
        if last - first >= FUNCTION_LINES_MAX:
            found.append(source.finding(first, f"a function of {last - first + 1} lines; at most {FUNCTION_LINES_MAX}"))
    return found


def functions(source):
    """(first line, last line) of each function body that is not itself inside one."""
    code, stack, begin = source.code, [], 0
    for match in re.finditer(r"[{};]", code):
        c, at = match.group(0), match.start()
        inside = "function" in [kind for kind, _ in stack]
        if c == "{":
            head = code[begin:at]
            stack.append((_kind(head, inside), begin + len(head) - len(head.lstrip())))
        elif c == "}" and stack:
            kind, start = stack.pop()
            if kind == "function" and "function" not in [k for k, _ in stack]:
                yield source.line(start), source.line(at)
        begin = match.end()


def _kind(head, inside):
    if inside or re.search(r"\b(?:namespace|class|struct|union|enum|extern)\b[^()]*$", head):
        return "scope"
    body = re.search(r"\)\s*(?:(?:const|noexcept|override|final|mutable|try)\s*)*(?:->[^;={}]*)?$|\]\s*$", head)
    initialised = re.search(r"\)\s*(?:noexcept\s*)?:[^:]", head)  # a constructor with member initialisers
    return "function" if body or initialised else "scope"


def check_names(source):
    found = []
    for part in (source.path.stem, *source.path.parent.parts):
        found += [source.finding(1, f"`{word}` in the name {part}") for word in _forbidden(part)]
    for match in _TYPE.finditer(source.code):
        for word in _forbidden(match.group(1).split("::")[-1]):
            found.append(source.finding(source.line(match.start()), f"`{word}` in the name {match.group(1)}"))
    if source.path.suffix == ".hpp":
        found += _function_names(source)
    return found


def _function_names(source):
    for match in _FUNCTION.finditer(source.code):
        before = match.group(0)[: match.start(1) - match.start()].split()
        if not before or before[-1] in _NOT_DECLARING or before[0] in _NOT_DECLARING:
            continue
        for word in _forbidden(match.group(1)):
            yield source.finding(source.line(match.start(1)), f"`{word}` in the name {match.group(1)}")


def check_header(source):
    if source.path.suffix != ".hpp":
        return []
    found = []
    if not any(line.strip() == "#pragma once" for line in source.code.split("\n")):
        found.append(source.finding(1, "no #pragma once"))
    if re.search(r"[;}]\s*$", source.code.replace("#pragma once", "")) and "///" not in source.text:
        found.append(source.finding(1, "declares without a single ///"))
    for match in _DOCUMENTED_TYPE.finditer(source.code):
        line, end = source.line(match.start()), source.code.find("\n}", match.end())
        above = source.lines[line - 2].strip() if line > 1 else ""
        shares = above.endswith((";", "}"))  # what the line above says is said of both
        if "///" not in above and not shares and "///" not in source.text[match.start() : end]:
            found.append(source.finding(line, "a type without /// above or inside it"))
    return found


def check_namespace(source):
    """Folder = namespace, for the rooms of daemon/."""
    parts = source.path.parts
    if len(parts) < 4 or parts[0] != "daemon":
        return []
    wanted = "followup::" + parts[2]
    named = [match.group(1) for match in _NAMESPACE.finditer(source.code) if match.group(1)]
    if any(name == wanted or name.startswith(wanted + "::") for name in named):
        return []
    return [source.finding(1, f"nothing in namespace {wanted}")] if source.code.strip() else []


def check_todo(source):
    for number, line in enumerate(source.lines, 1):
        if _TODO.search(line):
            yield source.finding(number, "an open end without an issue")


def check_source(source):
    found = check_sizes(source) + check_names(source) + check_namespace(source) + list(check_todo(source))
    return found + (check_header(source) if source.path.parts[0] == "daemon" else [])


def check(root):
    folders = ("daemon", "tests")
    return [problem for folder in folders for source in sources(root, folder) for problem in check_source(source)]


if __name__ == "__main__":
    problems = check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems) or "house: sizes, names and headers are in order")
    sys.exit(1 if problems else 0)
