/** The status page: what needs a host, their tasks, calendars and webhooks, what is coming up and what was done. */
export default {
  title: "Status",
  lead: "What needs your attention, and what Invito does for you.",
  open: "See status",
  fine: {
    title: "Everything works",
    text: "Nothing needs your attention right now.",
  },
  needs: {
    title: "Needs your attention",
    signedOut: "{name}: sign in again",
    outdated: "{name} isn’t up to date",
    emails: {
      one: "{n} email hasn’t arrived",
      other: "{n} emails haven’t arrived",
    },
    entries: {
      one: "{n} change isn’t in your calendar yet",
      other: "{n} changes aren’t in your calendar yet",
    },
    other: {
      one: "{n} task didn’t succeed",
      other: "{n} tasks didn’t succeed",
    },
    mailDown:
      "The mail server can’t be reached just now. If this doesn’t pass, ask whoever runs this site.",
    webhook: "{name} isn’t accepting what we send",
    webhookOff: "{name} was turned off after too many failures",
    stopped: {
      one: "{n} delivery failed and won’t be tried again.",
      other: "{n} deliveries failed and won’t be tried again.",
    },
    waiting: {
      one: "{n} delivery is waiting for its next try.",
      other: "{n} deliveries are waiting for their next try.",
    },
    next: "We’ll try again automatically. Next try: {when}.",
    untilThen:
      "Until this calendar is read again, busy times from the last sync block bookings, and instant bookings require your approval.",
  },
  actions: {
    run: "Run now",
    runLabel: "Run now: {name}",
    retryAll: "Retry all",
    sendAgain: "Send again now",
    sendAgainLabel: "Send again now: {name}",
    drop: "Drop…",
    dropLabel: "Drop: {name}",
    sure: "Drop it",
    deliveries: "View deliveries",
    calendars: "View calendars",
    emails: "View emails",
  },
  drop: {
    email:
      "It will never be sent. Tell the person yourself if it matters. The booking’s history will say that you dropped it.",
    entry:
      "Your calendar stays as it is now, so the event may be missing or outdated there. The booking doesn’t change, and its history will say that you dropped it.",
  },
  feedback: {
    run: "It’s running now.",
    dropped: "Dropped. It won’t be tried again.",
    retried: {
      one: "Trying {n} task again now.",
      other: "Trying {n} tasks again now.",
    },
    retriedNone: "There was nothing to try again.",
    signedIn: "Signed in. Your calendar is being read.",
    syncing: "Your calendar is being read.",
  },
  work: {
    title: "Tasks",
    text: "Emails, calendar events and deadlines that aren’t done yet.",
    show: "Show tasks",
    all: "Open",
    none: "No open tasks",
    noneText: "Everything is done.",
    noneOf: "No tasks match",
    since: "Since {when}",
    next: "Next try: {when}",
    planned: "Planned for {when}",
    older: "Older tasks",
    newest: "Newest tasks",
    states: {
      failed: "Failed",
      unsent: "Not sent",
      retrying: "Trying again",
      running: "Running",
      due: "Waiting",
      scheduled: "Planned",
    },
    kinds: {
      "send-agenda-email": "Daily agenda",
      "send-calendar-alert": "Email about a calendar",
      "send-webhook-alert": "Email about a webhook",
      "send-key-alert": "Email about an API key",
      "send-team-invitation": "Team invitation",
      expire: "End of a request’s deadline",
      "notify-seats": "Tell everyone in a group",
      "schedule-reminders": "Upcoming reminders",
      "schedule-agenda-email": "Next daily agenda",
      "send-unsent": "Send emails that waited",
      "fan-out-event": "Tell webhooks",
      sync: "Read a calendar",
      "erase-account": "Close an account",
      "erase-test-booking": "Delete a test booking",
      "leave-team": "Leave a team",
      "close-team": "Delete a team",
      "empty-webhooks": "Erase guest data from webhooks",
    },
  },
  calendars: {
    title: "Calendars",
    none: "No calendar connected",
    noneText: "Only bookings made here block your time.",
    took: "The last sync took {time}.",
    reads: {
      one: "{n} sync in the last 24 hours",
      other: "{n} syncs in the last 24 hours",
    },
    failed: {
      one: "{n} failed",
      other: "{n} failed",
    },
  },
  webhooks: {
    title: "Webhooks",
    ofTeam: "Team {team}",
    rate: "{done} sent and {failed} failed in the last 24 hours ({percent} failed)",
    allSent: {
      one: "{n} sent in the last 24 hours, none failed",
      other: "{n} sent in the last 24 hours, none failed",
    },
    quiet: "Nothing sent in the last 24 hours",
  },
  deadlines: {
    title: "Coming up",
    none: "Nothing ends within two weeks.",
    kinds: {
      request: "Request from {name} expires",
      reschedule: "Reschedule request from {name} expires",
      verification: "{name} has to confirm the email address",
      "private-link": "Private link expires: {name}",
      "api-key": "API key expires: {name}",
      invitation: "Your invitation to this site expires",
      "webhook-secret": "Old signing secret ends: {name}",
    },
  },
  day: {
    title: "In the last 24 hours",
    none: "Nothing had to be done.",
    confirmations: {
      one: "{n} confirmation sent",
      other: "{n} confirmations sent",
    },
    reminders: {
      one: "{n} reminder sent",
      other: "{n} reminders sent",
    },
    otherEmails: {
      one: "{n} other email sent",
      other: "{n} other emails sent",
    },
    entries: {
      one: "{n} change made in your calendar",
      other: "{n} changes made in your calendar",
    },
    reads: {
      one: "Your calendars checked {n} time",
      other: "Your calendars checked {n} times",
    },
    deliveries: {
      one: "{n} event sent to webhooks",
      other: "{n} events sent to webhooks",
    },
    atLeast: "There was more; these are the latest.",
  },
};
