/** Where a meeting takes place, for guests and hosts. Plain texts with `{places}`; see `../format.ts`. */
export default {
  /** How a meeting is joined. */
  kinds: {
    link: "Visioconférence",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Appel téléphonique",
  },
  /** The buttons of a host for a meeting with a link or a number. */
  join: {
    go: "Rejoindre",
    copyLink: "Copier le lien",
    call: "Appeler",
    copyNumber: "Copier le numéro",
  },
  /** What a guest reads before booking, in place of what only a confirmed booking shows. */
  before: {
    link: "En ligne, lien envoyé après confirmation",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Appel téléphonique",
    "call-guest": "Appel téléphonique",
    later: "Lieu précisé plus tard",
    choice: "Lieu au choix",
  },
  /** The places to choose from; the number is asked beside the last. */
  choices: {
    link: "Visioconférence",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Par téléphone : vous appelez",
    "call-guest": "Par téléphone : on vous appelle",
  },
  /** The same, for a host who books for a guest. */
  forGuest: {
    choice: "L’invité choisit le lieu",
    phone: "Par téléphone : l’invité appelle",
    "call-guest": "Par téléphone : l’invité est appelé",
  },
  guest: {
    phone: "Appelez le {number}",
    callGuest: "Vous recevrez un appel au {number}",
    callGuestWithout: "Vous recevrez un appel",
    later: "Lieu à préciser. Nous vous l’indiquerons.",
    awaited: "{name}. Le lien suivra.",
  },
  host: {
    phone: "Votre invité appelle le {number}",
    callGuest: "Appelez le {number}",
    callGuestWithout: "Appelez votre invité",
    later: "À préciser",
    awaited: "{name}. Le lien est en cours de création.",
    failed: "{name}. Le lien n’a pas pu être créé.",
  },
};
