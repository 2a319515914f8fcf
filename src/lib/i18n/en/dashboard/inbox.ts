import booking from "./booking.ts";

/** The inbox: tabs, search, requests, first steps and notices. */
export default {
  title: "Bookings",
  lead: "Times are in your time zone: {zone}.",
  book: "Book for a guest",
  show: {
    label: "Filter bookings",
    now: "Overview",
    pending: "Pending",
    upcoming: "Upcoming",
    past: "Past",
    declined: "Declined",
    cancelled: "Cancelled",
  },
  search: {
    open: "Search and filter",
    query: "Search",
    hint: "Whole words or their beginnings, in names, emails and notes.",
    type: "Event type",
    status: "Status",
    all: "All",
    go: "Search",
    found: { one: "{n} booking found.", other: "{n} bookings found." },
    more: "There are more results. Add a word to narrow your search.",
    clear: "Clear search",
    csv: "Download all (CSV)",
  },
  /** A meeting that can be joined now. */
  soon: { title: "Up next", starts: "Starts in {time}", running: "In progress" },
  headings: { pending: "Awaiting your response", upcoming: "Upcoming" },
  guests: { one: "{n} guest", other: "{n} guests" },
  today: "Today",
  tomorrow: "Tomorrow",
  more: "Show more",
  toStart: "Back to start",
  allUpcoming: "All upcoming",
  allPending: "All requests",
  empty: {
    now: {
      title: "You’re all caught up",
      text: "New requests appear here right away.",
    },
    pending: { title: "No pending requests", text: "You’ve responded to every request." },
    upcoming: { title: "No upcoming bookings", text: "Confirmed meetings appear here." },
    past: { title: "No past bookings", text: "Meetings appear here once they’re over." },
    declined: { title: "No declined requests", text: "Requests you decline appear here." },
    cancelled: {
      title: "No cancelled bookings",
      text: "Cancelled meetings and expired requests appear here.",
    },
    ofType: { title: "No bookings of this event type", text: "There may be some of other types." },
  },
  emptyPage: "View your booking page",
  status: {
    PENDING: "Pending",
    CONFIRMED: "Confirmed",
    REJECTED: "Declined",
    CANCELLED: "Cancelled",
    expired: "Expired",
    withdrawn: "Withdrawn",
  },
  approvalReason: {
    stale:
      "Requires your approval because one of your calendars was out of date or only partly synced.",
    unreachable: "Requires your approval because your calendar couldn’t be reached.",
  },
  decide: {
    left: "Time left to respond:",
    confirm: "Confirm",
    reject: "Decline",
    message: "Add a message for {name}",
    messageHint: "Included in the email, whether you confirm or decline.",
    forceConfirm: "Confirm anyway",
    forAll: "Confirm for all members",
    conflict: "Your calendar has another event at this time:",
    unreachable: "These calendars couldn’t be checked just now:",
    busy: "busy",
    over: "This request no longer awaits an answer",
    overText: "Your message was not sent. It stays here until you leave the page.",
    requestedTime: "Requested time:",
    reschedule: {
      confirm: "Reschedule",
      reject: "Keep current time",
      forceConfirm: "Reschedule anyway",
      messageHint: "Included in the email if you keep the current time.",
    },
    done: {
      confirmed: "Confirmed: {name}, {when}.",
      "partly-confirmed": "You confirmed {name}, {when}. Other members still have to confirm.",
      "passed-on": "Declined: {name}, {when}. It was given to another member of the team.",
      rejected: "Declined: {name}, {when}. The time is available again.",
      rescheduled: "Rescheduled: {name}, now {when}.",
      "reschedule-declined": "Kept the current time: {name}, {when}.",
    },
  },
  /** Beside a booking that its host made to try things. */
  test: "Test",
  firstSteps: {
    title: "Get started",
    text: "A few quick steps to finish your setup.",
    done: "Done",
    continueSetup: "Continue setup",
    calendar: {
      title: "Connect a calendar",
      text: "Guests can’t book times when you’re busy, and confirmed meetings are added to it.",
      action: "Connect",
      skip: "Skip for now",
      skipped: "Skipped for now",
      done: "Connected",
    },
    hours: {
      title: "Set your availability",
      text: "{summary}",
      action: "Change hours",
    },
    type: {
      title: "Set up an event type",
      text: "{title}, {minutes} minutes. {decision}",
      none: "You don’t have any event types yet.",
      create: "Create",
      action: "Edit",
      approval: "Requires approval.",
      instant: "Instant confirmation.",
    },
    link: {
      title: "Share your link",
      text: "Your booking page lists all your event types.",
      label: "Your booking page link",
    },
    test: {
      title: "Make a test booking",
      text: "Request a time as a guest, then confirm or decline it as the host.",
      action: "Start test",
      again: "Test again",
    },
    hide: "Hide these steps",
  },
  notices: {
    overlaps: {
      title: { one: "Two bookings overlap", other: "{n} pairs of bookings overlap" },
      text:
        "They were booked at the same time by mistake. Neither was cancelled, and no guest was notified. Reschedule or cancel one of them.",
      /** After the guest's name. */
      details: " · {type} · {when}",
    },
    address: {
      title: "Your links use a different address",
      text:
        "You opened this page at {here}, but links in emails and on this page start with {base}. Set INVITO_BASE_URL to the address guests can reach, and restart Invito.",
    },
    noMail: {
      title: "No mail server set up",
      text:
        "Emails aren’t sent. You’ll find them under Emails. Guests are asked to save their booking page’s link. To send email, set INVITO_SMTP_HOST.",
      action: "View emails",
    },
    noCalendar: {
      text: "No calendar is connected, so only bookings made here block your time.",
      action: "Connect a calendar",
    },
    stale: {
      title: "A calendar is out of date",
      text:
        "It hasn’t been synced recently, or only partly. Busy times from the last sync still block bookings, and instant bookings require your approval.",
      action: "View calendars",
    },
    lostEvents: {
      title: "Events for your bookings disappeared from a calendar",
      text:
        "Your bookings haven’t changed, and no guest was notified. Choose whether to restore the events.",
      action: "View calendars",
    },
    broken: {
      title: "A calendar needs attention",
      text:
        "It can’t be synced anymore. Busy times from the last sync still block bookings, and instant bookings require your approval.",
      action: "Fix it",
    },
    noEmail: {
      text: "You haven’t added an email address yet, so requests can’t be emailed to you.",
      action: "Add your email address",
    },
    unconfirmed: {
      title: "Confirm your email address",
      text:
        "We sent a link to {email}. Open it to get requests by email. Until then, they only appear here.",
      again: "Send again",
      change: "Change address",
      sent: "We sent another link to {email}. It works for 24 hours.",
    },
  },
  booking,
};
