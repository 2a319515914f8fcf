"""Another calendar program (python3-caldav): changes one event as a person would, in their own calendar."""
import sys
from datetime import timedelta

import caldav
import icalendar

calendar_url, user, password, uid, action, *given = sys.argv[1:]
client = caldav.DAVClient(url=calendar_url, username=user, password=password)
event = client.calendar(url=calendar_url).event_by_uid(uid)

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
elif action == "remind":
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
