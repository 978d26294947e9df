#!/usr/bin/env python3
"""Writes us.ics, uk.ics and de.ics beside itself: the public holidays of 2026 to 2030.

The rules are the laws': 5 U.S.C. 6103 with Executive Order 11582 for days on a weekend; the Banking and
Financial Dealings Act 1971 with the Christmas and New Year proclamations; the holidays all German states
share. Days proclaimed for one year only are added by hand: see ONCE.
"""

import datetime
import pathlib

YEARS = range(2026, 2031)
ONCE = {"us": [], "uk": [], "de": []}  # (date, name)
DAY = datetime.timedelta(days=1)
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6


def day(year, month, number):
    return datetime.date(year, month, number)


def nth(year, month, weekday, count):
    """The count-th weekday of a month."""
    first = day(year, month, 1)
    return first + DAY * ((weekday - first.weekday()) % 7 + 7 * (count - 1))


def last(year, month, weekday):
    following = day(year + month // 12, month % 12 + 1, 1)
    return following - DAY * ((following.weekday() - weekday - 1) % 7 + 1)


def easter(year):
    """Easter Sunday (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return day(year, month, number + 1)


def us(year):
    named = [
        (day(year, 1, 1), "New Year's Day"),
        (nth(year, 1, MONDAY, 3), "Martin Luther King Jr. Day"),
        (nth(year, 2, MONDAY, 3), "Presidents' Day"),
        (last(year, 5, MONDAY), "Memorial Day"),
        (day(year, 6, 19), "Juneteenth"),
        (day(year, 7, 4), "Independence Day"),
        (nth(year, 9, MONDAY, 1), "Labor Day"),
        (nth(year, 10, MONDAY, 2), "Columbus Day"),
        (day(year, 11, 11), "Veterans Day"),
        (nth(year, 11, THURSDAY, 4), "Thanksgiving Day"),
        (day(year, 12, 25), "Christmas Day"),
    ]
    for date, name in named:
        yield date, name
        if date.weekday() == SATURDAY:
            yield date - DAY, name + " (observed)"
        if date.weekday() == SUNDAY:
            yield date + DAY, name + " (observed)"


def uk(year):
    fixed = [
        (day(year, 1, 1), "New Year's Day"),
        (easter(year) - DAY * 2, "Good Friday"),
        (easter(year) + DAY, "Easter Monday"),
        (nth(year, 5, MONDAY, 1), "Early May bank holiday"),
        (last(year, 5, MONDAY), "Spring bank holiday"),
        (last(year, 8, MONDAY), "Summer bank holiday"),
        (day(year, 12, 25), "Christmas Day"),
        (day(year, 12, 26), "Boxing Day"),
    ]
    yield from fixed
    taken = {date for date, _ in fixed}
    for date, name in fixed:
        if date.weekday() in (SATURDAY, SUNDAY):
            while date.weekday() in (SATURDAY, SUNDAY) or date in taken:
                date += DAY
            taken.add(date)
            yield date, name + " (substitute day)"


def de(year):
    yield day(year, 1, 1), "Neujahr"
    yield easter(year) - DAY * 2, "Karfreitag"
    yield easter(year) + DAY, "Ostermontag"
    yield day(year, 5, 1), "Tag der Arbeit"
    yield easter(year) + DAY * 39, "Christi Himmelfahrt"
    yield easter(year) + DAY * 50, "Pfingstmontag"
    yield day(year, 10, 3), "Tag der Deutschen Einheit"
    yield day(year, 12, 25), "1. Weihnachtstag"
    yield day(year, 12, 26), "2. Weihnachtstag"


def calendar(country, rule):
    # A day of the next year may be observed in the last days of this one.
    named = [each for year in (*YEARS, YEARS[-1] + 1) for each in rule(year)] + ONCE[country]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//followupd//holidays {country}//EN", "CALSCALE:GREGORIAN"]
    for date, name in sorted(each for each in named if each[0].year in YEARS):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{date:%Y%m%d}-{country}@holidays.followupd.example",
            "DTSTAMP:20260101T000000Z",
            f"DTSTART;VALUE=DATE:{date:%Y%m%d}",
            f"DTEND;VALUE=DATE:{date + DAY:%Y%m%d}",
            f"SUMMARY:{name}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(line + "\r\n" for line in lines)


def main():
    folder = pathlib.Path(__file__).parent
    for country, rule in (("us", us), ("uk", uk), ("de", de)):
        (folder / f"{country}.ics").write_bytes(calendar(country, rule).encode())


if __name__ == "__main__":
    main()
