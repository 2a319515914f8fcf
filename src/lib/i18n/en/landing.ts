/** The first page of an installation. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Scheduling on your own server",
  head: "An invitation, not a grab for your time.",
  lead:
    "Share one link. People ask for a time that is free in your calendar. You say yes, and it is in both calendars.",
  signIn: "Sign in",
  open: "Open the dashboard",
  page: "See your booking page",
  card: {
    label: "An example of a request",
    eyebrow: "Please decide",
    title: "Intro call with Mina Okafor",
    when: "Tuesday, 24 November, 14:30–15:00",
    note: "“I would love to hear how you set up the reading room.”",
    yes: "Confirm",
    no: "Decline",
    held: "Nobody else can take this time while you think.",
  },
  steps: {
    head: "How it goes",
    ask: {
      title: "A guest asks",
      text:
        "They see only what is free, in their own time zone. Asking takes a name and an address.",
    },
    decide: {
      title: "You decide",
      text:
        "Straight from the letter or from the dashboard. The time is held until you do, or until it runs out.",
    },
    meet: {
      title: "You meet",
      text: "The event is written into your calendar, and both of you get a proper invitation.",
    },
  },
  promises: {
    head: "What it holds to",
    once: {
      title: "Never twice",
      text:
        "One person's time is given away once: across event types, lengths and buffers, however many ask at the same moment.",
    },
    known: {
      title: "Unknown is not free",
      text:
        "When your calendar cannot be read, what was last known still blocks, and the dashboard says how old it is.",
    },
    yours: {
      title: "On your server",
      text:
        "One program and one folder. No page asks another origin for anything; nothing is measured, nothing is sent home.",
    },
  },
  newcomer: "First time here? Your sign-in link is in the terminal where the program was started.",
};
