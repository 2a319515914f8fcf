import alerts from "./emails/alerts.ts";
import errors from "./emails/errors.ts";
import list from "./emails/list.ts";
import location from "./emails/location.ts";
import signIn from "./emails/sign-in.ts";
import teamInvitation from "./emails/team-invitation.ts";
import team from "./emails/team.ts";
import toExtraGuest from "./emails/to-extra-guest.ts";
import toGuest from "./emails/to-guest.ts";
import toHost from "./emails/to-host.ts";

/** Emails, mail server errors and the page that lists emails. Plain texts with `{places}`; see `../format.ts`. */
export default {
  greeting: "Hello {name},",
  greetingNobody: "Hello,",
  /** Sender of emails to guests. */
  fromHost: "{host} via {service}",
  automatic: "Sent by {service} because someone made a booking with this email address.",
  automaticExtraGuest: "Sent by {service} because {guest} added this email address to a booking.",
  automaticHost: "Sent by {service} because this is your booking page.",
  replies: "Reply to this email to reach {name}.",

  /** Less important links after the buttons. */
  links: {
    reschedule: "Reschedule",
    cancel: "Cancel",
    google: "Google Calendar",
    outlook: "Outlook",
    file: "Calendar file (.ics)",
  },

  /** Of several guests who share a time, or of many members. */
  andOthers: { one: "{name} and {n} more", other: "{name} and {n} more" },

  /** Several dates that were booked together. */
  series: {
    dates: { one: "{n} date", other: "{n} dates" },
    label: "Dates",
    /** In a subject, in place of the one time. */
    when: { one: "{when}", other: "{n} dates from {when}" },
    /** After a cancellation of several dates, whose file many calendars only add from. */
    removal:
      "The attached file marks these dates as cancelled. Not every calendar removes them by it: if they’re still in yours, please delete them by hand.",
  },

  labels: {
    guestTime: "Guest’s time",
    guest: "Guest",
    phone: "Phone",
    email: "Email",
    where: "Location",
    note: "Notes",
    extraGuests: "Brings along",
    message: "Message from {name}",
    team: "Team",
    hosts: "With",
    together: "With you",
  },

  ...toGuest,
  ...toExtraGuest,
  ...toHost,

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

  ...alerts,
  ...signIn,

  teamInvitation,

  invitation: {
    summary: "{title}: {people}",
    with: "With {name}",
    manage: "Your booking: {link}",
  },

  errors,
  list,
  ...team,
  ...location,
};
