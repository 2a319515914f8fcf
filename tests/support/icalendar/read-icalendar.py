"""Reads iCalendar from stdin with python3-icalendar and with libical, and prints what each of them saw."""
import json
import sys
from datetime import timezone

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib
from icalendar import Calendar


def by_icalendar(source):
    calendar = Calendar.from_ical(source)
    event = calendar.walk("VEVENT")[0]
    people = event.get("ATTENDEE", [])
    people = people if isinstance(people, list) else [people]
    ms = lambda name: int(event[name].dt.astimezone(timezone.utc).timestamp() * 1000)
    value = lambda name: None if event.get(name) is None else str(event[name])
    return {
        "method": str(calendar["METHOD"]) if "METHOD" in calendar else None,
        "errors": [str(error) for error in event.errors],
        "uid": value("UID"), "sequence": int(event["SEQUENCE"]), "status": value("STATUS"),
        "start": ms("DTSTART"), "end": ms("DTEND"),
        "summary": value("SUMMARY"), "description": value("DESCRIPTION"), "location": value("LOCATION"),
        "organizer": value("ORGANIZER"),
        "attendees": [[str(one), one.params.get("CN"), one.params.get("PARTSTAT")] for one in people],
        "properties": sorted(set(event.keys())),
    }


def by_libical(source):
    calendar = ICalGLib.Component.new_from_string(source)
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    errors, prop = [], event.get_first_property(ICalGLib.PropertyKind.XLICERROR_PROPERTY)
    while prop:
        errors.append(prop.as_ical_string())
        prop = event.get_next_property(ICalGLib.PropertyKind.XLICERROR_PROPERTY)

    people, prop = [], event.get_first_property(ICalGLib.PropertyKind.ATTENDEE_PROPERTY)
    while prop:
        state = prop.get_first_parameter(ICalGLib.ParameterKind.PARTSTAT_PARAMETER)
        role = prop.get_first_parameter(ICalGLib.ParameterKind.ROLE_PARAMETER)
        people.append([prop.get_attendee(), state.get_partstat().value_nick, role.get_role().value_nick])
        prop = event.get_next_property(ICalGLib.PropertyKind.ATTENDEE_PROPERTY)

    def ms(kind):
        prop = event.get_first_property(kind)
        time = prop.get_dtstart() if kind == ICalGLib.PropertyKind.DTSTART_PROPERTY else prop.get_dtend()
        tzid = prop.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
        zone = calendar.get_timezone(tzid.get_tzid()) if tzid else ICalGLib.Timezone.get_utc_timezone()
        return time.as_timet_with_zone(zone) * 1000

    return {
        "errors": errors, "attendees": people,
        "restrictions": bool(ICalGLib.restriction_check(calendar)),
        "uid": event.get_uid(), "sequence": event.get_sequence(),
        "start": ms(ICalGLib.PropertyKind.DTSTART_PROPERTY), "end": ms(ICalGLib.PropertyKind.DTEND_PROPERTY),
        "summary": event.get_summary(), "description": event.get_description(), "location": event.get_location(),
    }


objects = json.load(sys.stdin)
print(json.dumps([[by_icalendar(source), by_libical(source)] for source in objects]))
