/** Times that guests wanted and could not book, why, and which change would offer most of them. */
export default {
  title: "Wanted, but not available",
  text:
    "Times guests asked for and couldn’t book: by a link to a time that isn’t available, by a request that was refused, or by opening a day without times. Each counts once per guest and hour.",
  sum: {
    one: "{n} time was wanted and wasn’t available.",
    other: "{n} times were wanted and weren’t available.",
  },
  none: "In these dates, nobody asked for a time that wasn’t available.",
  few: "Fewer than 3 in these dates, so they aren’t broken down.",
  left: {
    one: "{n} more isn’t broken down: there were too many different times on its date.",
    other: "{n} more aren’t broken down: there were too many different times on their dates.",
  },
  change: {
    title: "What would offer most of them",
    /** “14 of 40 wanted times would have been available.” */
    offers: "{n} of {all} wanted times would have been available.",
    none: "No single change of your settings would have offered 3 or more of them.",
    noneBusy:
      "No single change of your settings would have offered 3 or more of them. Most often, the time was already taken.",
    opensAt: "{weekday} from {time}",
    closesAt: "{weekday} until {time}",
    open: "{weekday} from {from} to {to}",
    openBetween: "{weekday} also from {from} to {to}",
    notice: "Minimum notice of {time}",
    noNotice: "No minimum notice",
    window: { one: "Booking window of {n} day", other: "Booking window of {n} days" },
    lastDate: "Bookings until {date}",
    limit: {
      day: { one: "Up to {n} meeting a day", other: "Up to {n} meetings a day" },
      week: { one: "Up to {n} meeting a week", other: "Up to {n} meetings a week" },
      month: { one: "Up to {n} meeting a month", other: "Up to {n} meetings a month" },
    },
    buffer: {
      before: { none: "No buffer before meetings", some: "Buffer of {time} before meetings" },
      after: { none: "No buffer after meetings", some: "Buffer of {time} after meetings" },
    },
    days: { one: "{n} day", other: "{n} days" },
    inSchedule: "{change}, in the schedule “{schedule}”",
    ofType: "{change}, for “{type}”",
    ofHost: "{change}, for all event types",
  },
  reasons: {
    title: "Why they weren’t available",
    text: "Most often: {reason}.",
    reason: "Reason",
    count: "Times",
    tip: "{reason}: {n}",
    names: {
      notice: "Within the minimum notice",
      window: "Outside the booking window",
      hours: "Outside the schedule",
      off: "Time off or holiday",
      busy: "Already booked or busy",
      buffer: "Within a buffer",
      limit: "Booking limit reached",
      unknown: "Calendar out of date",
      member: "No team member available",
    },
  },
  times: {
    title: "Which times were wanted",
    text: "Most wanted: {slot}.",
    at: "{weekday} at {time}",
    anyTime: "{weekday}, any time",
    slot: "Time",
    count: "Times",
    reasons: "Reasons",
    reason: "{reason} ({n})",
    tip: "{weekday}, {time}: {n}",
  },
};
