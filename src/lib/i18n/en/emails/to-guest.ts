/** Emails about a booking that only its guest gets. */
export default {
  verifyEmailAddress: {
    label: "Verify your email",
    subject: "Confirm your email: {title} with {host}, {when}",
    heading: "Confirm your email to send your request",
    body:
      "Someone, hopefully you, requested this time with {host} using your email address. The time is held until {deadline}. Confirm your email to send the request to {host}.",
    button: "Confirm my request",
    after:
      "If you didn’t request this, ignore this email. The time will be released and you won’t get any more emails about it.",
  },

  requestReceived: {
    label: "Request received",
    subject: "Request sent: {title} with {host}, {when}",
    heading: "Your request was sent to {host}",
    body: {
      one: "{host} has until {deadline} to respond. The time is held for you until then.",
      other: "{host} have until {deadline} to respond. The time is held for you until then.",
    },
    stale:
      "This event is usually confirmed instantly, but {host}’s calendar couldn’t be checked, so your booking requires approval.",
    next: "We’ll email you as soon as there is an answer.",
    button: "View your request",
  },

  guestConfirmed: {
    label: "Confirmed",
    subject: "Confirmed: {title} with {host}, {when}",
    heading: "Your booking is confirmed",
    body: {
      one: "{host} is looking forward to meeting you.",
      other: "{host} are looking forward to meeting you.",
    },
    calendar: "Use the attached invitation to add the meeting to your calendar.",
    button: "View booking",
  },

  rejected: {
    label: "Declined",
    subject: "Declined: {title} with {host}, {when}",
    heading: "{host} declined this time",
    body: "The time is no longer held for you.",
    button: "Choose another time",
  },

  expired: {
    label: "Request expired",
    subject: "Request expired: {title} with {host}, {when}",
    heading: "Your request expired",
    body: "{host} didn’t respond in time, so the time is no longer held for you.",
    button: "Choose another time",
  },

  guestCancelled: {
    label: "Cancelled",
    subject: "Cancelled: {title} with {host}, {when}",
    heading: "Your meeting was cancelled",
    byHost: {
      one: "{host} cancelled it. The time is no longer held for you.",
      other: "{host} cancelled it. The time is no longer held for you.",
    },
    byYou: {
      one: "You cancelled it, and {host} has been notified.",
      other: "You cancelled it, and {host} have been notified.",
    },
    calendar: "The attached update removes it from your calendar.",
    button: "Book another time",
  },

  guestRescheduled: {
    label: "Rescheduled",
    subject: "Rescheduled: {title} with {host}, now {when}",
    heading: "Your meeting was rescheduled",
    body: "It was originally on {was}. See the new time below.",
    back: "It was rescheduled and is now back at the time you know.",
    calendar: "The attached invitation updates it in your calendar.",
    button: "View booking",
  },

  rescheduleRequestReceived: {
    label: "Reschedule request received",
    subject: "Reschedule request sent: {title} with {host}",
    heading: "Your reschedule request was sent to {host}",
    body: {
      one:
        "You requested {to}. {host} has until {deadline} to respond. Until then, your meeting keeps its current time and both times are held for you.",
      other:
        "You requested {to}. {host} have until {deadline} to respond. Until then, your meeting keeps its current time and both times are held for you.",
    },
    button: "View booking",
  },

  rescheduleDeclined: {
    label: "Reschedule request declined",
    subject: "Not rescheduled: {title} with {host}, {when}",
    heading: "Your meeting keeps its current time",
    body: "{host} declined the new time you requested.",
    button: "View booking",
  },

  rescheduleExpired: {
    label: "Reschedule request expired",
    subject: "Not rescheduled: {title} with {host}, {when}",
    heading: "Your meeting keeps its current time",
    body: "{host} didn’t respond in time to your reschedule request.",
    button: "View booking",
  },

  timesProposed: {
    label: "Other times proposed",
    subject: "Other times proposed: {title} with {host}",
    heading: "{host} proposed other times",
    body:
      "Your request for the time below is open until {deadline}. If one of these times works better, choose it:",
    button: "View your request",
    after: "You can review the new time before you confirm it.",
  },
};
