"""Golden numbers for opening hours, made once with Python's zoneinfo (IANA database) and dateutil's rrule, which share no code with ours.

    /usr/bin/python3 tests/reference/opening_rows.py

Writes tests/fixtures/opening_rows.json: for each set of hours every opening between two dates, found minute by minute. A place
is open when the latest time that its clock has shown so far (so that a repeated hour does not count again) lies in a stretch.
The dates of a rule come from dateutil.rrule. Also elapsed hours between local times over clock changes.
"""
import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.rrule import MO, TU, WE, TH, FR, SA, SU, DAILY, MONTHLY, WEEKLY, rrule

DAYS = [MO, TU, WE, TH, FR, SA, SU]
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def dates_of(rule, first, last):
    """Dates on which a rule opens, by rrule."""
    begin = date.fromisoformat(rule["from"]) if "from" in rule else first
    end = min(last, date.fromisoformat(rule["until"])) if "until" in rule else last
    weekdays = [DAYS[d - 1] for d in rule["days"]]
    start = datetime.combine(begin, datetime.min.time())
    stop = datetime.combine(end, datetime.min.time())
    if "everyWeeks" in rule:
        found = rrule(WEEKLY, interval=rule["everyWeeks"], byweekday=weekdays, wkst=MO, dtstart=start, until=stop)
    elif "weeksOfMonth" in rule:
        nth = [day(week) for day in weekdays for week in rule["weeksOfMonth"]]
        found = rrule(MONTHLY, byweekday=nth, dtstart=start, until=stop)
    else:
        found = rrule(DAILY, byweekday=weekdays, dtstart=start, until=stop)
    days = {moment.date() for moment in found if first <= moment.date() <= last}
    if "season" in rule:
        low, high = rule["season"]["from"], rule["season"]["until"]
        inside = lambda d: low <= d <= high if low <= high else d >= low or d <= high
        days = {d for d in days if inside(d.strftime("%m-%d"))}
    return days


def clock(day, text):
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=int(text[:2]), minutes=int(text[3:]))


def stretches(hours, first, last):
    closed = {date.fromisoformat(d) for d in hours["holidays"]}
    opened = [(d, rule) for rule in hours["rules"] for d in dates_of(rule, first, last) - closed]
    opened += [(date.fromisoformat(extra["date"]), extra) for extra in hours.get("extraOpenings", [])]
    for day, rule in opened:
        opens, closes = clock(day, rule["opens"]), clock(day, rule["closes"])
        yield opens, closes if closes > opens else closes + timedelta(days=1)


def openings(hours, start, end):
    zone = ZoneInfo(hours["timeZone"])
    first = start.date() - timedelta(days=4)
    spans = list(stretches(hours, first, end.date() + timedelta(days=4)))
    found, was_open = [], False
    moment, shown = start - timedelta(days=3), datetime.min
    while moment <= end:
        shown = max(shown, moment.astimezone(zone).replace(tzinfo=None))
        is_open = any(opens <= shown < closes for opens, closes in spans)
        if moment >= start:
            if is_open != was_open:
                found.append(int(moment.timestamp() * 1000))
            was_open = is_open
        moment += timedelta(minutes=1)
    return found


def hours(zone, rules, holidays=(), extra=None):
    made = {"timeZone": zone, "rules": rules, "holidays": list(holidays)}
    return made if extra is None else {**made, "extraOpenings": extra}


ALL = [1, 2, 3, 4, 5, 6, 7]
NIGHT = {"days": ALL, "opens": "22:00", "closes": "02:30"}
IN_THE_HOUR = {"days": ALL, "opens": "02:15", "closes": "02:45"}
OFFICE = {"days": [1, 2, 3, 4, 5], "opens": "08:00", "closes": "16:30"}
ACROSS = {"days": ALL, "opens": "00:30", "closes": "03:15"}

CASES = [
    ("Berlin, a night over the hour that is skipped", hours("Europe/Berlin", [NIGHT]), "2026-03-27", 5),
    ("Berlin, a night over the hour that is repeated", hours("Europe/Berlin", [NIGHT]), "2026-10-23", 5),
    ("Berlin, half an hour inside the skipped one", hours("Europe/Berlin", [IN_THE_HOUR]), "2026-03-27", 5),
    ("Berlin, half an hour inside the repeated one", hours("Europe/Berlin", [IN_THE_HOUR]), "2026-10-23", 5),
    ("Beirut, the clock goes from midnight to one", hours("Asia/Beirut", [ACROSS, OFFICE]), "2026-03-27", 4),
    ("Beirut, the clock goes back over midnight", hours("Asia/Beirut", [ACROSS, NIGHT]), "2026-10-23", 4),
    ("St. John's 2010, back over midnight a minute late", hours("America/St_Johns", [ACROSS, {"days": [7], "opens": "00:00", "closes": "12:00"}]), "2010-11-05", 4),
    ("Lord Howe, half an hour", hours("Australia/Lord_Howe", [ACROSS, NIGHT]), "2026-04-03", 4),
    ("Apia 2011, a day that never was", hours("Pacific/Apia", [OFFICE, NIGHT]), "2011-12-28", 6),
    ("Casablanca, two changes a month apart", hours("Africa/Casablanca", [ACROSS, OFFICE]), "2026-02-12", 9),
    ("Damascus 2022, the last spring forward", hours("Asia/Damascus", [ACROSS]), "2022-03-23", 4),
    ("Lagos, holidays and an extra Sunday", hours("Africa/Lagos", [OFFICE, {"days": [6], "opens": "24:00", "closes": "04:00"}], ["2026-12-25"], [{"date": "2026-12-27", "opens": "09:00", "closes": "12:00"}, {"date": "2026-12-25", "opens": "23:00", "closes": "01:00"}]), "2026-12-23", 8),
    ("Kathmandu, every second week", hours("Asia/Kathmandu", [{"days": [2, 7], "opens": "09:00", "closes": "13:00", "from": "2026-10-28", "everyWeeks": 2}]), "2026-10-26", 45),
    ("Kinshasa, first and last Friday of the month", hours("Africa/Kinshasa", [{"days": [5], "opens": "09:00", "closes": "13:00", "weeksOfMonth": [1, -1]}]), "2026-10-01", 62),
    ("Juba, fifth Monday and last but one Tuesday", hours("Africa/Juba", [{"days": [1], "opens": "09:00", "closes": "13:00", "weeksOfMonth": [5]}, {"days": [2], "opens": "10:00", "closes": "11:00", "weeksOfMonth": [-2]}]), "2026-10-01", 93),
    ("Dhaka, a dry season over New Year", hours("Asia/Dhaka", [{"days": [6], "opens": "09:00", "closes": "13:00", "season": {"from": "12-20", "until": "01-10"}}]), "2026-12-10", 40),
    ("Kabul, from a date until a date", hours("Asia/Kabul", [{"days": ALL, "opens": "20:00", "closes": "06:00", "from": "2026-05-04", "until": "2026-05-06"}]), "2026-05-01", 9),
]

ELAPSED = [
    ("Europe/Berlin", "2026-03-26T10:00", "2026-03-30T10:00"),
    ("Europe/Berlin", "2026-10-22T10:00", "2026-10-26T10:00"),
    ("Europe/Berlin", "2026-10-22T10:00", "2026-10-26T09:00"),
    ("Asia/Beirut", "2026-03-26T08:00", "2026-03-30T07:00"),
    ("Africa/Lagos", "2026-11-01T08:00", "2026-11-05T08:00"),
    ("Africa/Lagos", "2026-11-01T08:00", "2026-11-05T07:00"),
]


def golden():
    rows = []
    for name, of, first, days in CASES:
        start = datetime.fromisoformat(first).replace(tzinfo=timezone.utc)
        end = start + timedelta(days=days)
        rows.append({"name": name, "hours": of, "start": int(start.timestamp() * 1000), "end": int(end.timestamp() * 1000), "changes": openings(of, start, end)})
    elapsed = []
    for zone, begin, end in ELAPSED:
        a, b = (datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (begin, end))
        elapsed.append({"timeZone": zone, "from": a.isoformat(), "to": b.isoformat(), "hours": (b.timestamp() - a.timestamp()) / 3600})
    return {"package": "Python 3.11 zoneinfo and dateutil.rrule", "rows": rows, "elapsed": elapsed}


(FIXTURES / "opening_rows.json").write_text(json.dumps(golden(), ensure_ascii=False) + "\n")
