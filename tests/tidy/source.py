"""C++ text as the checks see it: comments and the insides of literals blanked, positions unchanged."""

import bisect
import pathlib
import re

_TOKEN = re.compile(
    r"""(?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)
      | (?P<raw>(?:u8|u|U|L)?R"(?P<mark>[^()\\\s]*)\(.*?\)(?P=mark)")
      | (?P<number>\b[0-9](?:'?[\w.])*)
      | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.VERBOSE | re.DOTALL,
)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:<([^>\n]+)>|"([^"\n]+)")', re.MULTILINE)
_NOT_A_LINE_END = re.compile(r"[^\n]")


class Source:
    """One file. `code` is as long as `text`; `include` gives (line, path, quoted)."""

    def __init__(self, text, path="planted.cpp"):
        self.path = pathlib.PurePosixPath(path)
        self.text = text
        self.lines = text.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.raw_lines = set()
        self.code = _TOKEN.sub(self._blank, text)

    def _blank(self, match):
        whole = match.group(0)
        if match.group("number"):
            return whole.replace("'", "_")
        if match.group("raw"):
            first = self.line(match.start())
            self.raw_lines.update(range(first, first + whole.count("\n") + 1))
        blank = _NOT_A_LINE_END.sub(" ", whole)
        if match.group("comment"):
            return blank
        return '"' + blank[1:-1] + '"'

    def line(self, position):
        return bisect.bisect_right(self._starts, position)

    def includes(self):
        for match in _INCLUDE.finditer(self.text):
            if self.code[match.start() : match.end()].lstrip().startswith("#"):
                yield self.line(match.start()), match.group(1) or match.group(2), match.group(2) is not None

    def finding(self, line, what):
        return f"{self.path}:{line}: {what}"


def sources(root, folder, suffixes=(".cpp", ".hpp")):
    """Every C++ file below root/folder, sorted, with its path relative to root."""
    for path in sorted((root / folder).rglob("*")):
        if path.suffix in suffixes and path.is_file():
            yield Source(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
