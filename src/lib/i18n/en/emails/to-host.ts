/** Emails about bookings that only their hosts get. */
export default {
  hostRequested: {
    label: "Approval required",
    subject: "Approval required: {title} with {guest}, {when}",
    heading: "{guest} has requested a meeting",
    body: "Please respond by {deadline}. The time is held until then.",
    stale:
      "This event is usually confirmed instantly, but one of your calendars couldn’t be checked. Please check for conflicts before you confirm.",
    confirm: "Confirm",
    reject: "Decline",
    after:
      "Both buttons first show the request and your schedule for that day. You don’t need to sign in.",
  },

  hostConfirmed: {
    label: "Confirmed",
    subject: "Confirmed: {title} with {guest}, {when}",
    heading: "Confirmed with {guest}",
    body: "{guest} has been notified.",
    calendar: "A calendar invitation is attached.",
    button: "View booking",
  },

  hostCancelled: {
    label: "Cancelled",
    subject: "Cancelled: {title} with {guest}, {when}",
    heading: "{guest} cancelled",
    headingByYou: "Cancelled with {guest}",
    withdrawn: "{guest} withdrew the request. The time is available again.",
    body: "The meeting was cancelled. The time is available again.",
    byYou: "{guest} has been notified. The time is available again.",
    byCalendar:
      "This meeting was deleted from your calendar and was still gone ten minutes later, so we cancelled it and told {guest}. The time is available again.",
    notMeant: "If you didn’t mean to cancel, please send {guest} your booking page again.",
    button: "View your bookings",
  },

  hostRescheduled: {
    label: "Rescheduled",
    subject: "Rescheduled: {title} with {guest}, now {when}",
    heading: "Your meeting with {guest} was rescheduled",
    body: "It was originally on {was}. See the new time below.",
    back: "It was rescheduled and is now back at the time you know.",
    calendar: "An updated invitation is attached.",
    button: "View your bookings",
  },

  calendarChangeNotApplied: {
    label: "Calendar change not applied",
    subject: "Not rescheduled: {title} with {guest}, {when}",
    heading: "Your calendar change wasn’t applied",
    body:
      "You moved this meeting to {was} in your calendar, but another booking holds that time or it has already passed.",
    stays:
      "The meeting keeps the time below, and {guest} hasn’t been notified. Move the event back or to an available time, or cancel the meeting.",
    button: "View booking",
  },

  hostRescheduleRequested: {
    label: "Approval required for reschedule",
    subject: "Approval required: {guest} asks to reschedule {title}",
    heading: "{guest} asks to reschedule",
    body:
      "{guest} would like {to} instead of the time below. Please respond by {deadline}. Both times are held until then. If you don’t respond, the meeting keeps its current time.",
    confirm: "Reschedule",
    reject: "Keep current time",
  },

  rescheduleWithdrawn: {
    label: "Reschedule request withdrawn",
    subject: "Not rescheduled: {title} with {guest}, {when}",
    heading: "{guest} is keeping the current time",
    body: "{guest} withdrew the reschedule request. You don’t need to do anything.",
    button: "View booking",
  },

  agenda: {
    subject: "{day}: {many}",
    meetings: { one: "{n} meeting", other: "{n} meetings" },
    body: "You have {many} today.",
    entry: "{title}: {guests}",
    zone: "Times are in {zone}.",
    button: "View your bookings",
  },
};
