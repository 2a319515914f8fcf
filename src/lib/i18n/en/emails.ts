import alerts from "./emails/alerts.ts";
import errors from "./emails/errors.ts";
import list from "./emails/list.ts";
import teamInvitation from "./emails/team-invitation.ts";
import team from "./emails/team.ts";

/** Emails, mail server errors and the page that lists emails. Plain texts with `{places}`; see `../format.ts`. */
export default {
  greeting: "Hello {name},",
  greetingNobody: "Hello,",
  /** Sender of emails to guests. */
  fromHost: "{host} via {service}",
  automatic: "Sent by {service} because someone made a booking with this email address.",
  automaticHost: "Sent by {service} because this is your booking page.",
  replies: "Reply to this email to reach {name}.",
  linkHelp: "If a button doesn’t work, copy its link into your browser:",

  /** Of several guests who share a time, or of many members. */
  andOthers: { one: "{name} and {n} more", other: "{name} and {n} more" },

  labels: {
    guestTime: "Guest’s time",
    guest: "Guest",
    email: "Email",
    where: "Location",
    note: "Notes",
    message: "Message from {name}",
    team: "Team",
    hosts: "With",
    together: "With you",
  },

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

  hostConfirmed: {
    label: "Confirmed",
    subject: "Confirmed: {title} with {guest}, {when}",
    heading: "Confirmed with {guest}",
    body: "{guest} has been notified.",
    calendar: "A calendar invitation is attached.",
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
    body: "The time is no longer held for you.",
    byYou: {
      one: "You cancelled it, and {host} has been notified.",
      other: "You cancelled it, and {host} have been notified.",
    },
    calendar: "The attached update removes it from your calendar.",
    button: "Book another time",
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

  guestRescheduled: {
    label: "Rescheduled",
    subject: "Rescheduled: {title} with {host}, now {when}",
    heading: "Your meeting was rescheduled",
    body: "It was originally on {was}. See the new time below.",
    back: "It was rescheduled and is now back at the time you know.",
    calendar: "The attached invitation updates it in your calendar.",
    button: "View booking",
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

  hostRescheduleRequested: {
    label: "Approval required for reschedule",
    subject: "Approval required: {guest} asks to reschedule {title}",
    heading: "{guest} asks to reschedule",
    body:
      "{guest} would like {to} instead of the time below. Please respond by {deadline}. Both times are held until then. If you don’t respond, the meeting keeps its current time.",
    confirm: "Reschedule",
    reject: "Keep current time",
  },

  rescheduleDeclined: {
    label: "Reschedule request declined",
    subject: "Not rescheduled: {title} with {host}, {when}",
    heading: "Your meeting keeps its current time",
    body: "{host} declined the new time you requested.",
    button: "View booking",
  },

  rescheduleWithdrawn: {
    label: "Reschedule request withdrawn",
    subject: "Not rescheduled: {title} with {guest}, {when}",
    heading: "{guest} is keeping the current time",
    body: "{guest} withdrew the reschedule request. You don’t need to do anything.",
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

  reminder: {
    label: "Reminder",
    subject: "Reminder: {title} with {host}, {when}",
    heading: "Reminder: {title}",
    body: {
      one: "{host} is looking forward to meeting you.",
      other: "{host} are looking forward to meeting you.",
    },
    button: "View booking",
    cannot: "Can’t make it? Please reschedule or cancel so that someone else can use the time.",
    subjectHost: "Reminder: {title} with {guest}, {when}",
    headingHost: "Reminder: meeting with {guest}",
    bodyHost: "This meeting is coming up.",
    buttonHost: "View booking",
  },

  followUp: {
    label: "Follow-up",
    subject: "After your meeting: {title} with {host}",
    heading: "Thank you for coming",
    body: {
      one: "{host} thanks you for your time. If you’d like to meet again, book another time.",
      other: "{host} thank you for your time. If you’d like to meet again, book another time.",
    },
    button: "Book another time",
    subjectHost: "After your meeting: {title} with {guest}",
    headingHost: "Your meeting with {guest} has ended",
    bodyHost: "If {guest} didn’t come, you can mark it as a no-show.",
    buttonHost: "View booking",
  },

  agenda: {
    subject: "{day}: {many}",
    meetings: { one: "{n} meeting", other: "{n} meetings" },
    body: "You have {many} today.",
    entry: "{title}: {guests}",
    zone: "Times are in {zone}.",
    button: "View your bookings",
  },

  ...alerts,

  signIn: {
    subject: "Your sign-in link",
    heading: "Sign in",
    body: "This link signs you in once. It expires at {until}.",
    button: "Sign in",
    ignore: "If you didn’t request this, ignore this email. Nobody can sign in without the link.",
    automatic: "Sent by {service} because someone asked to sign in with this email address.",
  },

  teamInvitation,
  verifyEmail: {
    subject: "Please verify your email address",
    heading: "Verify your email address",
    body: "Open this link to use this address with your booking page. It expires at {until}.",
    button: "Verify this address",
    ignore: "If you didn’t request this, ignore this email. Nothing will change.",
    automatic: "Sent by {service} because someone entered this email address in their settings.",
  },

  invitation: {
    summary: "{title}: {people}",
    with: "With {name}",
    manage: "Your booking: {link}",
  },

  errors,
  list,
  ...team,
};
