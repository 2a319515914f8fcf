/** The first page of an installation. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Scheduling on your own server",
  head: "Share a link. Approve the meetings you want.",
  lead:
    "Guests pick a time that’s free in your calendar. You confirm, and it’s in both your calendars.",
  signIn: "Sign in",
  open: "Open dashboard",
  page: "View your booking page",
  card: {
    label: "Example of a booking request",
    eyebrow: "Requires approval",
    title: "Intro call with Mina Okafor",
    when: "Tuesday, 24 November, 14:30–15:00",
    note: "“I would love to hear how you set up the reading room.”",
    yes: "Confirm",
    no: "Decline",
    held: "This time is held until you respond.",
  },
  steps: {
    head: "How it works",
    ask: {
      title: "A guest requests a time",
      text:
        "Guests see only your available times, in their own time zone. All they need is a name and an email address.",
    },
    decide: {
      title: "You confirm or decline",
      text:
        "Respond from the email or the dashboard. The time is held until you respond or the request expires.",
    },
    meet: {
      title: "You meet",
      text: "The event is added to your calendar, and you both get a calendar invitation.",
    },
  },
  promises: {
    head: "What you can rely on",
    once: {
      title: "No double bookings",
      text:
        "A time can only be booked once, across all event types, durations and buffers, even if several people book at the same moment.",
    },
    known: {
      title: "Calendar problems don’t free up time",
      text:
        "If your calendar can’t be reached, busy times from the last sync still block bookings, and the dashboard tells you.",
    },
    yours: {
      title: "Your server, your data",
      text:
        "One program and one data folder. No tracking, no third-party requests and no usage reports.",
    },
  },
  newcomer: "First time here? Your sign-in link is in the terminal where Invito was started.",
};
