"""What is wrong with a feed: the rules that no validator checks (interop T2). Bytes in, complaints out."""

import re

UTC_TIME = re.compile(r"\d{8}T\d{6}Z")
DATE = re.compile(r"\d{8}")
NEEDED = ("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "CLASS")
FORBIDDEN = ("METHOD", "X-LIC-ERROR", "ORGANIZER", "ATTENDEE", "DURATION", "RRULE", "X-WR-TIMEZONE")
STAMPS = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "CREATED")
COMPONENTS = ("VEVENT", "VTODO")


def bad_lines(data):
    """Of the content lines as they are: RFC 5545 3.1."""
    if data.startswith(b"\xef\xbb\xbf"):
        yield "it begins with a byte order mark"
    if not data.endswith(b"\r\n"):
        yield "it does not end with CRLF"
    for line in data.split(b"\r\n"):
        if b"\n" in line or b"\r" in line:
            yield f"a line end that is not CRLF: {line[:90]!r}"
        if len(line) > 75:
            yield f"{len(line)} octets in a line: {line!r}"
        try:
            text = line.decode("utf-8", "strict")
        except UnicodeDecodeError:
            yield f"not UTF-8, or a fold within a character: {line!r}"
            continue
        if any(ord(each) < 0x20 or 0x7F <= ord(each) < 0xA0 for each in text):
            yield f"a control character: {line!r}"


def unfolded(data):
    return data.decode("utf-8", "replace").replace("\r\n ", "").split("\r\n")[:-1]


def components(data):
    """The VEVENTs and VTODOs, each as (kind, [(name, parameters, value)…]); what stands in a VALARM has its name
    before a slash."""
    found, inside = [], []
    for line in unfolded(data):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
            if value in COMPONENTS:
                found.append((value, []))
        elif name == "END":
            if not inside or inside.pop() != value:
                raise ValueError(f"END:{value} ends nothing")
        elif found and any(each in COMPONENTS for each in inside):
            name, _, parameters = name.partition(";")
            prefix = "VALARM/" if inside[-1] == "VALARM" else ""
            found[-1][1].append((prefix + name, parameters, value))
    if inside:
        raise ValueError(f"{inside[-1]} does not end")
    return found


def one(properties, name):
    values = [(parameters, value) for each, parameters, value in properties if each == name]
    return values[0] if len(values) == 1 else ("", "")


def bad_times(kind, properties, uid):
    begin, end = one(properties, "DTSTART"), one(properties, "DTEND" if kind == "VEVENT" else "DUE")
    for parameters, value in (begin, end) if kind == "VEVENT" else (end,):
        if not (DATE.fullmatch(value) if parameters == "VALUE=DATE" else UTC_TIME.fullmatch(value) and not parameters):
            yield f"{uid}: neither a date nor a UTC time: {parameters} {value}"
    if kind == "VEVENT" and begin[0] != end[0]:
        yield f"{uid}: a date and a time are mixed"
    if kind == "VEVENT" and end[1] <= begin[1]:
        yield f"{uid}: it ends at {end[1]} and begins at {begin[1]}"
    if one(properties, "DTSTAMP")[1] != one(properties, "LAST-MODIFIED")[1]:
        yield f"{uid}: DTSTAMP is not LAST-MODIFIED"
    if one(properties, "CREATED")[1] > one(properties, "LAST-MODIFIED")[1]:
        yield f"{uid}: changed before it was created"


def bad_component(kind, properties):
    uid = one(properties, "UID")[1]
    for name in NEEDED + (("DTSTART", "DTEND", "TRANSP") if kind == "VEVENT" else ("DUE", "STATUS")):
        if not one(properties, name)[1]:
            yield f"{uid}: it has {name} not once"
    if kind == "VEVENT" and one(properties, "TRANSP")[1] != "TRANSPARENT":
        yield f"{uid}: it blocks time"
    if one(properties, "CLASS")[1] != "PRIVATE":
        yield f"{uid}: it is not private"
    for name, parameters, value in properties:
        if name in FORBIDDEN or "TZID" in parameters or "/freeassociation" in value:
            yield f"{uid}: {name};{parameters}:{value}"
    url, text = one(properties, "URL")[1], one(properties, "DESCRIPTION")[1]
    if url and text.split("\\n")[-1] != url:
        yield f"{uid}: the link is not the last line of the description"
    triggers = [value for name, _, value in properties if name == "VALARM/TRIGGER"]
    if len(triggers) > 1 or any(not each.startswith("-P") for each in triggers):
        yield f"{uid}: more than one alarm, or one that is late: {triggers}"
    yield from bad_times(kind, properties, uid)


def wrong(data, alarms=False):
    """Every complaint about one feed; empty: nothing."""
    complaints = list(bad_lines(data))
    lines = unfolded(data)
    if not lines or lines[0] != "BEGIN:VCALENDAR" or lines[-1] != "END:VCALENDAR":
        return complaints + ["it is no VCALENDAR"]
    try:
        found = components(data)
    except ValueError as broken:
        return complaints + [str(broken)]
    for text in ("VERSION:2.0", "CALSCALE:GREGORIAN", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"):
        if lines.count(text) != 1:
            complaints.append(f"it has {text} not once")
    names = [each.split(":", 1)[1] for each in lines if each.startswith(("NAME:", "X-WR-CALNAME:"))]
    if len(names) != 2 or names[0] != names[1] or names[0] not in ("Follow-ups", "Termine und Zusagen"):
        complaints.append(f"it is not named in a language of ours, twice alike: {names}")
    complaints += [each for each in lines if each.startswith(("METHOD", "X-LIC-ERROR", "X-WR-TIMEZONE", "BEGIN:VTIMEZONE"))]
    if not found:
        complaints.append("it has no entry")
    if len({kind for kind, _ in found}) > 1:
        complaints.append("it mixes events and tasks")
    uids = [one(properties, "UID")[1] for _, properties in found]
    if len(set(uids)) != len(uids):
        complaints.append("a UID twice")
    if len(found) > 1000 or len(data) > 1_000_000:
        complaints.append(f"too much for Google: {len(found)} entries, {len(data)} bytes")
    if not alarms and b"BEGIN:VALARM" in data:
        complaints.append("an alarm that nobody asked for")
    for kind, properties in found:
        complaints += bad_component(kind, properties)
    return complaints


def entries(data):
    """By UID: (what a reader sees, its stamps)."""
    return {one(properties, "UID")[1]:
            ([each for each in properties if each[0] not in STAMPS],
             {name: one(properties, name)[1] for name in STAMPS}) for _, properties in components(data)}


def wrongly_stamped(before, after):
    """Every complaint about two renders of one feed: stamps advance when what is seen changes, and only then."""
    old, new = entries(before), entries(after)
    complaints = []
    for uid in sorted(old.keys() & new.keys()):
        (was, stamps), (now, later) = old[uid], new[uid]
        if later["CREATED"] != stamps["CREATED"]:
            complaints.append(f"{uid}: CREATED moved")
        if was == now and later != stamps:
            complaints.append(f"{uid}: stamps moved from {stamps} to {later}, and nothing changed")
        if was != now and not (later["LAST-MODIFIED"] > stamps["LAST-MODIFIED"]
                               and int(later["SEQUENCE"]) > int(stamps["SEQUENCE"])):
            complaints.append(f"{uid}: it changed, and its stamps stayed: {stamps}, {later}")
    return complaints
