"""Every story once more in a German house: nothing of the English catalog may reach a reader.

The stories' agencies are given `language = "de"` and their people no language of their own. Then every mail, every
calendar and every attached letter is searched for what the English catalog would have said: each piece of a template
or phrase of `config/templates/en` between two names, of three words or more, that no German text holds and nobody in
the story wrote. The labels of calendar entries are searched for, too, at the beginning of lines.

`german_test.py [STORY...]`; that the search finds English where there is some is checked with the house that speaks it.
"""

import email
import email.policy
import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TEMPLATES = HERE.parents[1] / "config" / "templates"
BIN = pathlib.Path(os.environ.get("FOLLOWUP_BIN_DIR", HERE.parents[1] / "build" / "dev" / "bin"))
PERIOD = re.compile(r"^From (\S+Z) until (\S+Z)\.$", re.MULTILINE)
# What people may say, and how the machine names zones: not what a reader gets.
SPOKEN = re.compile(r"^(command|said|first|when|zone|doubt|months|weekdays)")


def squeezed(text):
    return " ".join(text.split())


def catalog(language):
    """Every phrase by its name, and every template by its file's."""
    words = {}
    for path in sorted((TEMPLATES / language).glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if path.name != "words.md":
            words[path.name] = text
            continue
        for line in text.splitlines():
            if re.match(r"[a-z0-9-]+: ", line):
                name, phrase = line.split(": ", 1)
                words[name] = phrase
    return words


def sentences():
    """What only English says."""
    german = squeezed(" ".join(catalog("de").values()))
    found = set()
    for name, text in catalog("en").items():
        if SPOKEN.match(name):
            continue
        for piece in re.split(r"\{\{\{?[^}]*\}\}\}?|[“”\"\n]", text):
            piece = squeezed(piece).strip(" .,:;()-")
            if len(piece.split()) >= 3 and piece not in german:
                found.add(piece)
    return found


def labels():
    german = {text for name, text in catalog("de").items() if name.startswith("label-")}
    return {text for name, text in catalog("en").items()
            if name.startswith("label-") and "{{" not in text and text not in german}


def parts(message):
    for part in message.walk():
        if part.get_content_type() in ("text/plain", "text/html"):
            text = part.get_content()
            yield html.unescape(re.sub(r"<(style|title).*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)) \
                if part.get_content_type() == "text/html" else text


def texts(out):
    for path in sorted((out / "mails").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        yield path.name, "\n".join([message["Subject"] or "", *parts(message)])
    for path in sorted((out / "feeds").glob("*.ics")):
        unfolded = path.read_text(encoding="utf-8").replace("\r\n ", "")
        yield path.name, re.sub(r"\\([,;\\])", r"\1", unfolded.replace("\\n", "\n"))


def told(story, folder, language):
    """The texts that readers of the story get in a house of that language; and what people wrote in it."""
    own = story / "followupd.toml"
    config = (own if own.exists() else HERE / "followupd.toml").read_text(encoding="utf-8")
    config = re.sub(r"^language\s*=.*\n", "", config, flags=re.MULTILINE)
    config = config.replace("[agency]\n", f'[agency]\nlanguage = "{language}"\n', 1)
    config = config.replace('"../../../config/', f'"{HERE.parents[1]}/config/')
    queue = folder / "queue"
    queue.mkdir(parents=True)
    (folder / "followupd.toml").write_text(config, encoding="utf-8")
    written = ""
    for path in (story / "queue").glob("*.toml"):
        text = re.sub(r',\s*language\s*=\s*"[^"]*"|^language\s*=.*\n', "", path.read_text(encoding="utf-8"),
                      flags=re.MULTILINE)
        (queue / path.name).write_text(text, encoding="utf-8")
        written += text
    period = PERIOD.search((story / "story.md").read_text(encoding="utf-8"))
    subprocess.run([BIN / "followup", "simulate", queue, "--from", period[1], "--until", period[2], "--out",
                    folder / "out", "--config", folder / "followupd.toml"],
                   capture_output=True, check=False, timeout=120)
    # Why a file is refused is told in English, as its keys are.
    for line in (folder / "out" / "timeline.tsv").read_text(encoding="utf-8").splitlines():
        if "\trefused\t" in line:
            written += line.partition("reason=")[2]
    return list(texts(folder / "out")), squeezed(written)


def english_in(told_texts, written, wanted, at_beginning):
    found = []
    for name, text in told_texts:
        whole = squeezed(text)
        found += [f"{name}: {each}" for each in sorted(wanted) if each in whole and each not in written]
        found += [f"{name}: {each}:" for each in sorted(at_beginning)
                  if re.search(rf"^(DESCRIPTION:)?{re.escape(each)}: ", text, flags=re.MULTILINE)]
    return found


def main():
    names = sys.argv[1:] or sorted(path.parent.name for path in HERE.glob("*/story.md"))
    wanted, at_beginning = sentences(), labels()
    failed = 0
    seen = 0
    for name in names:
        with tempfile.TemporaryDirectory(prefix="followup-") as folder:
            german, written = told(HERE / name, pathlib.Path(folder) / "de", "de")
            found = english_in(german, written, wanted, at_beginning)
            seen += len(german)
            if found:
                failed += 1
                print(f"\n{name}", *found[:20], sep="\n  ")
    with tempfile.TemporaryDirectory(prefix="followup-") as folder:
        english, written = told(HERE / names[0], pathlib.Path(folder), "en")
        if not english_in(english, written, wanted, at_beginning):
            failed += 1
            print(f"\n{names[0]}: in an English house no English was found, so nothing was searched")
    print(f"{len(names)} stories, {seen} texts, {len(wanted)} sentences; {failed} not told in German")
    return 1 if failed or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
