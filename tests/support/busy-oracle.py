"""Reads lines of {text, start, end, zone} and answers each with merged busy spans in ms, by python3-recurring-ical-events."""
import datetime as dt
import json
import sys
import zoneinfo

import icalendar
import recurring_ical_events

UTC = dt.timezone.utc


def instant(value, zone):
    if not isinstance(value, dt.datetime):
        value = dt.datetime(value.year, value.month, value.day)
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    return round(value.timestamp() * 1000)


def busy(case):
    zone = zoneinfo.ZoneInfo(case["zone"])
    calendar = icalendar.Calendar.from_ical(case["text"])
    day = dt.timedelta(days=1)
    start = dt.datetime.fromtimestamp(case["start"] / 1000, UTC)
    end = dt.datetime.fromtimestamp(case["end"] / 1000, UTC)
    spans = []
    for event in recurring_ical_events.of(calendar).between(start - day, end + day):
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
            continue
        begin = max(instant(event["DTSTART"].dt, zone), case["start"])
        stop = min(instant(event["DTEND"].dt, zone), case["end"])
        if begin < stop:
            spans.append([begin, stop])
    merged = []
    for begin, stop in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], stop)
        else:
            merged.append([begin, stop])
    return merged


for line in sys.stdin:
    try:
        print(json.dumps({"busy": busy(json.loads(line))}))
    except Exception as error:  # the oracle's own limits are shown, not hidden
        print(json.dumps({"error": f"{type(error).__name__}: {error}"[:200]}))
