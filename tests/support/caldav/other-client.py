"""Another calendar program (python3-caldav): changes one event as a person would, in their own calendar, reads all of
them, and takes an invitation from a letter."""
import json
import sys
from datetime import timedelta

import caldav
import icalendar

calendar_url, user, password, uid, action, *given = sys.argv[1:]
client = caldav.DAVClient(url=calendar_url, username=user, password=password)
calendar = client.calendar(url=calendar_url)


def seen(event):
    [part] = icalendar.Calendar.from_ical(event.data).walk("VEVENT")
    return {
        "uid": str(part["UID"]),
        "sequence": int(part.get("SEQUENCE", 0)),
        "start": int(part["DTSTART"].dt.timestamp() * 1000),
        "end": int(part["DTEND"].dt.timestamp() * 1000),
    }


if action == "read":
    print(json.dumps([seen(event) for event in calendar.events()]))
    sys.exit()

if action == "take":
    letter = icalendar.Calendar.from_ical(sys.stdin.read())
    method = letter.pop("METHOD")
    if method == "CANCEL":
        calendar.event_by_uid(uid).delete()
    else:
        # As it came: by itself the library counts every save as a change.
        text = letter.to_ical().decode()
        caldav.Event(client, data=text, parent=calendar, id=uid).save(increase_seqno=False)
    sys.exit()

event = calendar.event_by_uid(uid)

if action == "delete":
    event.delete()
    sys.exit()

instance = icalendar.Calendar.from_ical(event.data)
[inner] = [part for part in instance.walk("VEVENT")]
if action == "move":
    by = timedelta(minutes=int(given[0]))
    for name in ("DTSTART", "DTEND"):
        inner[name].dt += by
elif action == "lengthen":
    inner["DTEND"].dt += timedelta(minutes=int(given[0]))
elif action == "decline":
    inner["ATTENDEE"].params["PARTSTAT"] = "DECLINED"
elif action == "schedule-reminders":
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Soon")
    alarm.add("trigger", timedelta(minutes=-10))
    inner.add_component(alarm)
    inner.add("categories", ["Sales"])
else:
    sys.exit(f"unknown: {action}")
event.data = instance.to_ical().decode()
event.save()
