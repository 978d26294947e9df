"""What independent readers find in a feed: the same (UID, start, end, summary), or somebody sees another calendar.

Debian has icalendar and vobject (python3-icalendar, python3-vobject). ical.js, which is Thunderbird's, and node-ical
come from npm at the versions of readers/package-lock.json; without npm or its network they are left out.
"""

import datetime
import functools
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import ics_lint

HERE = pathlib.Path(__file__).resolve().parent / "readers"
BIN = pathlib.Path(os.environ.get("FOLLOWUP_BIN_DIR", HERE.parents[2] / "build" / "dev" / "bin"))


def shown(moment):
    if isinstance(moment, datetime.datetime):
        if moment.tzinfo is None:
            raise ValueError(f"a floating time: {moment}")
        return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def with_icalendar(data):
    import icalendar
    calendar = icalendar.Calendar.from_ical(data)
    found = []
    for event in calendar.walk("VEVENT"):
        if event.errors or any(name not in event for name in event.required):
            raise ValueError(f"{event.get('UID')}: {event.errors}")
        found.append([str(event["UID"]), shown(event["DTSTART"].dt), shown(event["DTEND"].dt), str(event["SUMMARY"])])
    return found


def with_vobject(data):
    import vobject
    calendar = vobject.readOne(data.decode())
    calendar.validate(raiseException=True)
    return [[event.uid.value, shown(event.dtstart.value), shown(event.dtend.value), event.summary.value]
            for event in calendar.vevent_list]


@functools.cache
def node_modules():
    """The folder with the readers of npm; nothing when they cannot be had."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None
    folder = BIN.parent / "feed-readers"
    folder.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    kept = folder / "package-lock.json"
    if kept.exists() and kept.read_bytes() == lock and (folder / "node_modules" / "node-ical").is_dir():
        return folder
    shutil.copy(HERE / "package.json", folder)
    kept.write_bytes(lock)
    made = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0"],
                          cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if made.returncode != 0:
        kept.unlink()
        return None
    return folder


def with_node(data):
    """By reader; empty when there is no npm."""
    folder = node_modules()
    if folder is None:
        return {}
    answer = subprocess.run(["node", str(HERE / "read.mjs")], input=data, capture_output=True, check=False, timeout=60,
                            env={**os.environ, "READERS": str(folder), "TZ": "UTC"})
    if answer.returncode != 0:
        raise ValueError(answer.stderr.decode())
    return json.loads(answer.stdout)


def readings(data):
    """What each reader finds, sorted by UID; those that are not installed are left out."""
    found = {}
    for name, read in (("icalendar", with_icalendar), ("vobject", with_vobject)):
        try:
            found[name] = read(data)
        except ImportError:
            continue
    found.update(with_node(data))
    return {name: sorted(entries) for name, entries in found.items()}


def by_hand(data):
    """What is meant, from the lines themselves."""
    def shown(parameters, value):
        if parameters:
            return f"{value[:4]}-{value[4:6]}-{value[6:]}"
        return f"{value[:4]}-{value[4:6]}-{value[6:8]}T{value[9:11]}:{value[11:13]}:{value[13:15]}Z"

    for _, properties in ics_lint.components(data):
        summary = ics_lint.one(properties, "SUMMARY")[1]
        for escaped, plain in (("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
            summary = summary.replace(escaped, plain)
        yield [ics_lint.one(properties, "UID")[1], shown(*ics_lint.one(properties, "DTSTART")),
               shown(*ics_lint.one(properties, "DTEND")), summary]
