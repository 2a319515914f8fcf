/** Where a meeting takes place, for guests and hosts. Plain texts with `{places}`; see `../format.ts`. */
export default {
  /** How a meeting is joined. */
  kinds: {
    link: "Online-Termin",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Telefonat",
  },
  /** The buttons of a host for a meeting with a link or a number. */
  join: {
    go: "Teilnehmen",
    copyLink: "Link kopieren",
    call: "Anrufen",
    copyNumber: "Nummer kopieren",
  },
  /** What a guest reads before booking, in place of what only a confirmed booking shows. */
  before: {
    link: "Online, Link nach Bestätigung",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Telefonat",
    "call-guest": "Telefonat",
    later: "Ort wird später festgelegt",
    choice: "Ort nach Ihrer Wahl",
  },
  /** The places to choose from; the number is asked beside the last. */
  choices: {
    link: "Online-Termin",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Telefon: Sie rufen an",
    "call-guest": "Telefon: Sie werden angerufen",
  },
  /** The same, for a host who books for a guest. */
  forGuest: {
    choice: "Der Gast wählt den Ort",
    phone: "Telefon: Der Gast ruft an",
    "call-guest": "Telefon: Der Gast wird angerufen",
  },
  guest: {
    phone: "Bitte rufen Sie {number} an",
    callGuest: "Sie werden unter {number} angerufen",
    callGuestWithout: "Sie werden angerufen",
    later: "Wird später festgelegt. Sie erhalten eine Nachricht.",
    awaited: "{name}. Der Link folgt.",
  },
  host: {
    phone: "Ihr Gast ruft {number} an",
    callGuest: "Rufen Sie {number} an",
    callGuestWithout: "Rufen Sie Ihren Gast an",
    later: "Wird später festgelegt",
    awaited: "{name}. Der Link wird gerade erstellt.",
    failed: "{name}. Der Link konnte nicht erstellt werden.",
  },
};
