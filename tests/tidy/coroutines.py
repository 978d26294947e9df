"""Coroutine rules 1 to 3: the shapes that g++ 12.2 compiles correctly, and no others.

co_await is a whole statement, the initialiser of a named local, or follows co_return; within its expression
there are no braces, no lambda and no `?:`. A coroutine is a named function that takes owned values."""

import pathlib
import re
import sys

from source import sources

_AWAIT = re.compile(r"\bco_await\b")
_NAME = r"[A-Za-z_]\w*"
_TEMPLATE = re.compile(r"(?<=\w)\s*<[\w\s:,*&]*>(?=\s*(?:\(|::|,|>|$))")
_LABEL = re.compile(r"^(?:case\b[^?]*?|default|" + _NAME + r")\s*:(?!:)\s*")
_BRANCH = re.compile(r"^(?:else\b|do\b|(?:if|while|for|switch)\b(?:\s+constexpr)?\s*(?=\())\s*")
_LOCAL = re.compile(
    r"(?:(?:const|static|constexpr)\s+)*"
    r"(?:auto\b\s*(?:const\s*)?&{0,2}\s*(?:" + _NAME + r"|\[[\w\s,]+\])"
    r"|(?:::)?" + _NAME + r"(?:\s*::\s*" + _NAME + r"|\s*<[\w\s:,<>*&]*>)*(?:\s+const)?(?:\s*[&*]+\s*|\s+)" + _NAME + r")"
    r"\s*="
)
_BLOCK_HEAD = re.compile(
    r"(?:^|[;{}:]|\b(?:else|do|try)|\)\s*(?:(?:const|noexcept|override|final|mutable)\s*)*"
    r"(?:->\s*[\w:<>,\s&*]+)?)\s*$"
)
_OPERATOR = re.compile(r"->|==|!=|<=|>=|&&|\|\||<<|>>|[-+*/%^|&=<>,!~]")
_COROUTINE = re.compile(r"\bawaitable\s*<")


def _statement_head(code, at):
    """The text between the beginning of the statement and `at`; None inside an open bracket or initialiser."""
    depth, i = 0, at - 1
    while i >= 0:
        c = code[i]
        if c in ")]":
            depth += 1
        elif c in "([":
            if depth == 0:
                return None
            depth -= 1
        elif depth == 0 and c in ";}":
            break
        elif depth == 0 and c == "{":
            if not _BLOCK_HEAD.search(code[max(0, i - 300) : i]):
                return None
            break
        i -= 1
    return code[i + 1 : at].strip()


def _statement_tail(code, at):
    """From co_await to its `;`, or to the bracket that closes what it stands in."""
    depth = 0
    for i in range(at, len(code)):
        c = code[i]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth < 0:
                return code[at:i]
        elif c == ";" and depth == 0:
            return code[at:i]
    return code[at:]


def _after_group(text):
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0:
            return text[i + 1 :].lstrip()
    return ""


def _without_branches(head):
    """Strips labels, `else` and `if (...)` before the statement itself."""
    while True:
        label, branch = _LABEL.match(head), _BRANCH.match(head)
        if label:
            head = head[label.end() :]
        elif branch:
            head = head[branch.end() :]
            head = _after_group(head) if head.startswith("(") else head
        else:
            return head


def _outer(text):
    """The text at bracket depth 0, each bracket group become `()`."""
    out, depth = [], 0
    for c in text:
        if c in "([{":
            out.append("(" if depth == 0 else "")
            depth += 1
        elif c in ")]}":
            depth -= 1
            out.append(")" if depth == 0 else "")
        elif depth == 0:
            out.append(c)
    return "".join(out)


def _without_templates(text):
    while True:
        shorter = _TEMPLATE.sub("", text)
        if shorter == text:
            return text
        text = shorter


def _place(head):
    if head is None:
        return "co_await inside a larger expression"
    head = _without_branches(head)
    if head in ("", "co_return", "(void)") or _LOCAL.fullmatch(head):
        return None
    return f"co_await after `{head[-40:]}`: a whole statement, a named local's initialiser or co_return only"


def _expression(tail):
    if "?" in tail:
        return "?: in a co_await expression"
    if re.search(r"(?<![\w)\]])\[(?!\[)", tail[len("co_await") :].replace("operator[]", "")):
        return "lambda in a co_await expression"
    if "{" in tail:
        return "braces in a co_await expression: name the argument first"
    if _AWAIT.search(tail, 1):
        return "two co_await in one expression"
    operand = _without_templates(_outer(tail[len("co_await") :])).strip()
    operators = [o for o in _OPERATOR.findall(re.sub(r"^[*&]", "", operand)) if o != "->"]
    return f"operator {operators[0]} beside co_await: name the result first" if operators else None


def _brace_is_lambda(code, at):
    return re.search(r"\]\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)\s*)?(?:mutable\s*|noexcept\s*)*(?:->[^;{}]*)?$",
                     code[max(0, at - 400) : at])


def _inside_lambda(code, at):
    """True when the innermost function around `at` is a lambda."""
    depth = 0
    for i in range(at - 1, -1, -1):
        if code[i] == "}":
            depth += 1
        elif code[i] == "{":
            if depth:
                depth -= 1
            elif _brace_is_lambda(code, i):
                return True
            elif re.search(r"\)\s*(?:(?:const|noexcept|override|final)\s*)*(?:->\s*[\w:<>,\s&*]+)?$", code[:i][-300:]):
                if not re.search(r"\b(?:if|while|for|switch|catch)\b\s*(?:constexpr\s*)?\($", _head_of_group(code, i)):
                    return False
    return False


def _head_of_group(code, brace):
    """What stands before `{`, up to and including the bracket that opens its last `(...)` group."""
    close = code.rfind(")", 0, brace)
    depth = 0
    for i in range(close, -1, -1):
        depth += (code[i] == ")") - (code[i] == "(")
        if depth == 0:
            return code[max(0, i - 40) : i + 1]
    return ""


def _closing_angle(code, at):
    depth = 1
    for i in range(at, min(len(code), at + 400)):
        depth += (code[i] == "<") - (code[i] == ">")
        if depth == 0:
            return i + 1
    return None


def _parameters(source):
    code = source.code
    for match in _COROUTINE.finditer(code):
        end = _closing_angle(code, match.end())
        declared = end and re.match(r"\s+(?:\w+\s*::\s*)*\w+\s*\(", code[end:])
        if not declared:
            continue
        start = end + declared.end() - 1
        group = code[start : len(code) - len(_after_group(code[start:]))]
        borrowed = re.search(r"\b(?:string_view|span)\b|&&", group)
        if borrowed:
            what = f"a coroutine takes owned values, not {borrowed.group(0)}"
            yield source.finding(source.line(match.start()), what)


def check_source(source):
    """Rules 1 and 2 hold for every file, the rest for the daemon."""
    code, daemon = source.code, source.path.parts[0] != "tests"
    found = list(_parameters(source)) if daemon else []
    for match in _AWAIT.finditer(code):
        at = match.start()
        problems = [_place(_statement_head(code, at)), _expression(_statement_tail(code, at))]
        if daemon and _inside_lambda(code, at):
            problems.append("co_await in a lambda: coroutines are named functions")
        found += [source.finding(source.line(at), problem) for problem in problems if problem]
    for match in re.finditer(r"\bdetached\b|\.detach\(\)", code if daemon else ""):
        found.append(source.finding(source.line(match.start()), "nothing is detached without a handler"))
    return found


def check(root):
    folders = ("daemon", "tests")
    return [problem for folder in folders for source in sources(root, folder) for problem in check_source(source)]


if __name__ == "__main__":
    problems = check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems) or "coroutines: only shapes that g++ 12 compiles correctly")
    sys.exit(1 if problems else 0)
