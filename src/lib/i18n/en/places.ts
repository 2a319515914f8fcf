/** Where a meeting takes place, for guests and hosts. Plain texts with `{places}`; see `../format.ts`. */
export default {
  /** How a meeting is joined. */
  kinds: {
    link: "Online meeting",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Phone call",
  },
  /** The buttons of a host for a meeting with a link or a number. */
  join: { go: "Join", copyLink: "Copy link", call: "Call", copyNumber: "Copy number" },
  /** What a guest reads before booking, in place of what only a confirmed booking shows. */
  before: {
    link: "Online, link after confirmation",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Phone call",
    "call-guest": "Phone call",
    later: "Location decided later",
    choice: "You choose where to meet",
  },
  /** The places to choose from; the number is asked beside the last. */
  choices: {
    link: "Online meeting",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Phone call: you call",
    "call-guest": "Phone call: you’re called",
  },
  /** The same, for a host who books for a guest. */
  forGuest: {
    choice: "The guest chooses where to meet",
    phone: "Phone call: the guest calls",
    "call-guest": "Phone call: the guest is called",
  },
  guest: {
    phone: "Please call {number}",
    callGuest: "You’ll be called at {number}",
    callGuestWithout: "You’ll be called",
    later: "Decided later. You’ll be told.",
    awaited: "{name}. The link follows.",
  },
  host: {
    phone: "Your guest calls {number}",
    callGuest: "Call {number}",
    callGuestWithout: "Call your guest",
    later: "Decided later",
    awaited: "{name}. The link is being created.",
    failed: "{name}. No link could be created.",
  },
};
