"""
Reads lines of {start, end, zone, self, windows, events} and answers each with the merged busy spans of every UID in ms.
libical finds the instances of rules and reads every time; how RDATE, EXDATE and changed instances come together stands here.
"""
import json
import re
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as ical

KIND = ical.PropertyKind
DAY = 86_400


class Reader:
    def __init__(self, case, text):
        self.case = case
        self.calendar = ical.Component.new_from_string(text)
        named = self.named(self.calendar, "X-WR-TIMEZONE")
        self.host = ical.Timezone.get_builtin_timezone(case["zone"])
        self.floating = ical.Timezone.get_builtin_timezone(named[0][0]) if named else self.host

    def named(self, component, name):
        """Value and TZID of every property of a name."""
        found, prop = [], component.get_first_property(KIND.ANY_PROPERTY)
        while prop:
            if (prop.get_x_name() or prop.get_property_name()) == name:
                found.append((prop.get_value_as_string(), prop.get_parameter_as_string("TZID"), prop))
            prop = component.get_next_property(KIND.ANY_PROPERTY)
        return found

    def one(self, component, name):
        found = self.named(component, name)
        return found[0] if found else None

    def zone(self, value, tzid):
        if "T" not in value:
            return self.host
        if value.endswith("Z"):
            return ical.Timezone.get_utc_timezone()
        if tzid is None:
            return self.floating
        return self.calendar.get_timezone(tzid) or ical.Timezone.get_builtin_timezone(
            self.case["windows"].get(tzid, tzid)
        )

    def moment(self, value, tzid):
        """Time as libical reads it, and its zone."""
        zone = self.zone(value, tzid)
        time = ical.Time.new_from_string(value)
        if "T" in value and tzid is not None:
            time.set_timezone(zone)
        return time, zone

    def length(self, event, start, zone):
        """Days on the calendar, then seconds; and all of it on the wall clock."""
        end = self.one(event, "DTEND")
        if end:
            stop, stop_zone = self.moment(end[0], end[1])
            seconds = instant(stop, stop_zone) - instant(start, zone)
            if start.is_date():
                utc = ical.Timezone.get_utc_timezone()
                days = max(1, (stop.as_timet_with_zone(utc) - start.as_timet_with_zone(utc)) // DAY)
                return days, 0, days * DAY
            on_wall = wall(stop) - wall(start)
            # A start in the hour that the clock skips is moved, and the event with it.
            if seconds <= 0 < on_wall:
                return 0, on_wall, on_wall
            return (0, seconds, max(0, on_wall)) if seconds >= 0 else (0, 0, 0)
        duration = self.one(event, "DURATION")
        if duration:
            return duration_of(duration[0])
        return (1, 0, DAY) if start.is_date() else (0, 0, 0)

    def span(self, time, zone, length, begin=None, is_twice=False):
        """From an instant on, of a time that comes twice the first where none is given, to the later of its ends, exact or on the wall clock."""
        later = time.clone()
        later.adjust(length[0], 0, 0, 0)
        first = instant(time, zone)
        begin = first if begin is None else begin
        moved = 0 if length[0] else begin - first
        end = instant(later, zone) + length[1] + moved
        if length[1] == 0 or is_twice:
            return begin, end
        on_wall = time.clone()
        on_wall.adjust(0, 0, 0, length[2])
        return begin, max(end, instant(on_wall, zone))

    def takes_time(self, event):
        says = lambda name: (self.one(event, name) or ("",))[0].upper()
        if says("STATUS") == "CANCELLED" or says("TRANSP") == "TRANSPARENT":
            return False
        if not says("TRANSP") and says("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE":
            return False
        for value, _, prop in self.named(event, "ATTENDEE"):
            declined = prop.get_parameter_as_string("PARTSTAT") == "DECLINED"
            if declined and value.lower().removeprefix("mailto:") in self.case["self"]:
                return False
        return True

    def instances(self, master, start, zone):
        """Times of all instances by their wall-clock texts and the length of their own that a period has."""
        found = {(start.as_ical_string().removesuffix("Z"), None): start}
        for _, _, prop in self.named(master, "RRULE"):
            walk = ical.RecurIterator.new(self.rule_of(prop, zone), unzoned(start))
            time = walk.next()
            while time and not time.is_null_time():
                if wall(time) * 1000 > self.case["end"] + 500 * DAY * 1000:
                    break
                found[time.as_ical_string().removesuffix("Z"), None] = time
                time = walk.next()
        for value, tzid, _ in self.named(master, "RDATE"):
            for part in value.split(","):
                first, _, second = part.partition("/")
                time, own_zone = self.moment(first, tzid)
                length = None
                if second.startswith("P"):
                    length = duration_of(second)
                elif second:
                    stop, stop_zone = self.moment(second, tzid)
                    length = 0, instant(stop, stop_zone) - instant(time, own_zone), wall(stop) - wall(time)
                time = on_clock(time, own_zone, zone, start)
                found[time.as_ical_string().removesuffix("Z"), length] = time
        return found

    def rule_of(self, prop, zone):
        """UNTIL on the clock of the series; one that is a date (RFC 5545 knows none for a start that is a time) means the whole day."""
        def on_wall(found):
            text = found[1]
            if text.endswith("Z"):
                utc = ical.Time.new_from_string(text).as_timet_with_zone(ical.Timezone.get_utc_timezone())
                text = ical.Time.new_from_timet_with_zone(utc, 0, zone).as_ical_string().removesuffix("Z")
            return "UNTIL=" + (text if "T" in text else text + "T235959")

        return ical.Recurrence.new_from_string(
            re.sub(r"UNTIL=(\w+)", on_wall, prop.get_value_as_string())
        )

    def busy(self):
        events, event = [], self.calendar.get_first_component(ical.ComponentKind.VEVENT_COMPONENT)
        while event:
            events.append(event)
            event = self.calendar.get_next_component(ical.ComponentKind.VEVENT_COMPONENT)
        masters = [event for event in events if not self.one(event, "RECURRENCE-ID")]
        changed = [event for event in events if self.one(event, "RECURRENCE-ID")]
        spans = [span for master in masters for span in self.series(master, changed)]
        for event in changed:
            if self.takes_time(event):
                start, zone = self.moment(*self.one(event, "DTSTART")[:2])
                spans.append(self.span(start, zone, self.length(event, start, zone)))
        return merged(spans, self.case["start"], self.case["end"])

    def series(self, master, changed):
        start, zone = self.moment(*self.one(master, "DTSTART")[:2])
        length, free = self.length(master, start, zone), not self.takes_time(master)
        gone, gone_days, futures = set(), set(), []
        for event in changed:
            value, tzid, prop = self.one(event, "RECURRENCE-ID")
            time, own_zone = self.moment(value, tzid)
            at = on_clock(time, own_zone, zone, start)
            gone.add(at.as_ical_string().removesuffix("Z"))
            if prop.get_parameter_as_string("RANGE") == "THISANDFUTURE":
                futures.append((at, event))
        for value, tzid, _ in self.named(master, "EXDATE"):
            for part in value.split(","):
                time, own_zone = self.moment(part, tzid)
                if time.is_date():
                    gone_days.add(part)
                else:
                    gone.add(on_clock(time, own_zone, zone, start).as_ical_string().removesuffix("Z"))
        futures.sort(key=lambda future: wall(future[0]))
        hourly = any("FREQ=HOURLY" in found[0] for found in self.named(master, "RRULE"))
        for (text, own), time in self.instances(master, start, zone).items():
            if text[:8] in gone_days:
                continue
            # A rule by the hour takes the hour that comes twice both times; what is named is the first.
            twice = [True] if hourly and second(time, zone) is not None else []
            for again in twice if text in gone else [False, *twice]:
                yield from self.placed(master, start, zone, time, own or length, futures, free, again, bool(twice))

    def placed(self, master, start, zone, time, length, futures, free, again, is_twice):
        future = [each for each in futures if wall(each[0]) <= wall(time)][-1:]
        if not future:
            if not free:
                yield self.span(time, zone, length, second(time, zone) if again else None, is_twice)
            return
        (at, event), = future
        if self.takes_time(event):
            to, to_zone = self.moment(*self.one(event, "DTSTART")[:2])
            moved = time.clone()
            shift = wall(on_clock(to, to_zone, zone, start)) - wall(at)
            if moved.is_date():
                moved.adjust(shift // DAY, 0, 0, 0)
            else:
                moved.adjust(0, 0, 0, shift)
            begin = second(moved, zone) if again else None
            yield self.span(moved, zone, self.length(event, to, to_zone), begin, is_twice)


def unzoned(time):
    """A rule is walked on the wall clock alone: with a zone libical goes on from wherever a gap has moved an instance to."""
    return ical.Time.new_from_string(time.as_ical_string().removesuffix("Z"))


def instant(time, zone):
    """Where a clock change skips or repeats a time, libical takes the offset after it, RFC 5545 §3.3.5 the one before."""
    found = time.as_timet_with_zone(zone)
    before = time.clone()
    before.adjust(-1, 0, 0, 0)
    early = before.as_timet_with_zone(zone) + DAY
    skipped = wall(ical.Time.new_from_timet_with_zone(found, 0, zone)) != wall(time)
    repeated = wall(ical.Time.new_from_timet_with_zone(early, 0, zone)) == wall(time)
    return early if skipped or repeated else found


def second(time, zone):
    """When a time comes a second time; None of any other."""
    found = time.as_timet_with_zone(zone)
    return found if found > instant(time, zone) else None


def wall(time):
    return time.as_timet_with_zone(ical.Timezone.get_utc_timezone())


def on_clock(time, zone, other, start):
    """A time on the clock of its series."""
    if time.is_date() or start.is_date():
        return time
    return ical.Time.new_from_timet_with_zone(instant(time, zone), 0, other)


def duration_of(text):
    duration = ical.Duration.new_from_string(text)
    days = duration.get_weeks() * 7 + duration.get_days()
    seconds = duration.get_hours() * 3600 + duration.get_minutes() * 60 + duration.get_seconds()
    return days, seconds, days * DAY + seconds


def merged(spans, start, end):
    found = []
    for begin, stop in sorted(spans):
        begin, stop = max(begin * 1000, start), min(stop * 1000, end)
        if begin >= stop:
            continue
        if found and begin <= found[-1][1]:
            found[-1][1] = max(found[-1][1], stop)
        else:
            found.append([begin, stop])
    return found


for line in sys.stdin:
    case = json.loads(line)
    print(json.dumps({uid: Reader(case, text).busy() for uid, text in case["events"].items()}))
