/** Signing in, sessions, profile. Plain texts with `{places}`; see `../format.ts`. */
export default {
  signIn: {
    title: "Sign in",
    lead: "To your booking page and the requests that wait for you.",
    issuer: "Continue with {name}",
    issuerDown:
      "{name} cannot be reached at the moment, so signing in with it may fail. Booking pages work as always.",
    leaving: "On to {name}",
    leavingText: "If nothing happens, press the button.",
    or: "or",
    email: "Your mail address",
    emailHint: "We send a link that signs you in, once, within 15 minutes.",
    send: "Mail me a link",
    sentTitle: "Check your mail",
    sent:
      "If {email} belongs to a host here, a link is on its way. It signs you in once, within 15 minutes.",
    sentOpen: "A link is on its way to {email}. It works once, within 15 minutes.",
    again: "Use another address",
    noMailTitle: "This installation sends no mail",
    noMail:
      "So it cannot mail you a link. Whoever runs it can print one on its machine. NAME is the last part of your booking page’s address:",
    noMailCommand: "deno task sign-in NAME",
    plainTitle: "This page is not encrypted",
    plain:
      "You opened it over plain http, where signing in does not work: your browser would not keep the sign-in.",
    plainWay: "Sign in over https",
    noAccount: "New here? A host can invite you, in their settings.",
  },

  /** Each trouble in its own words; the address carries only its name. */
  troubles: {
    "link-unknown": "This link is not known here. It may be incomplete: copy all of it.",
    "link-late": "This link has run out. Please ask for a new one.",
    "link-used": "This link was used already; each one works once. Please ask for a new one.",
    "link-expired":
      "There is a host here already, so the first link does nothing any more. Please sign in, or ask a host for an invitation.",
    "sign-up-closed":
      "New hosts are not taken in here any more. Somebody who is a host here can invite you.",
    leaving:
      "This account was closed and is being erased. When that is done, you can begin anew here.",
    "email-taken": "This address already belongs to another host here.",
    "issuer-none": "No sign-in service is set up here.",
    "issuer-down": "The sign-in service cannot be reached. Please try again later.",
    "issuer-denied": "The sign-in service was told not to let you in here.",
    "issuer-state":
      "This sign-in was not begun in this browser, was finished before, or took too long. Please begin again.",
    "issuer-nonce":
      "The answer of the sign-in service belongs to another attempt. Please begin again.",
    "issuer-audience":
      "The sign-in service answered for another program, so it does not count here.",
    "issuer-issuer": "The answer comes from another sign-in service than the one set up here.",
    "issuer-time":
      "The answer of the sign-in service is not good at this time. The clocks may differ.",
    "issuer-code": "The sign-in service did not accept this answer; it may have been used before.",
    "issuer-client":
      "The sign-in service does not accept this installation: its client id or secret is wrong.",
    "issuer-failed": "Signing in with the sign-in service did not work. Please try again.",
    "issuer-taken": "This account already opens another booking page here.",
    "issuer-elsewhere":
      "You were signed in as somebody else when this was begun. Please begin again.",
  } as Record<string, string>,

  /** What a link of identity asks before it acts. */
  verify: {
    first: {
      title: "Welcome to Invito",
      text: "This link makes you the first host here, with hours and a first event type in place.",
      button: "Make my booking page",
    },
    invitation: {
      title: "{name} invites you",
      text: "To have a booking page of your own here, with hours and a first event type in place.",
      button: "Make my booking page",
    },
    "sign-up": {
      title: "Make your booking page",
      text: "For {email}, with hours and a first event type in place.",
      button: "Make my booking page",
    },
    console: {
      title: "Hello, {name}",
      text: "One press and you are signed in on this device.",
      button: "Sign in",
    },
    "sign-in": {
      title: "Hello, {name}",
      text: "One press and you are signed in on this device.",
      button: "Sign in",
    },
    "verify-email": {
      title: "Is this your address?",
      text: "{email} becomes the address of {name}: letters go there, and links that sign in.",
      button: "Yes, use this address",
    },
    name: "Your name",
    nameHint: "As your guests will read it. You can change it later.",
  },

  settings: {
    title: "Settings",
    saved: "Saved.",
    profile: {
      title: "About you",
      name: "Name",
      zone: "Time zone",
      zoneHint: "Your hours are meant in this zone.",
      clock: "Clock",
      clock24: "24 hours, 14:30",
      clock12: "12 hours, 2:30 pm",
      save: "Save",
    },
    agenda: {
      title: "Your day by letter",
      lead: "On days with meetings, a letter that lists them.",
      noServer: "This installation has no mail server, so none is sent for now.",
      wanted: "Send me my day",
      at: "At (your time)",
      save: "Save",
    },
    email: {
      title: "Mail address",
      label: "Mail address",
      hint: "For requests, invitations and links that sign you in. Guests see it in invitations.",
      verified: "Confirmed",
      unverified: "Not confirmed",
      none: "None yet: letters to you wait in the outbox.",
      save: "Change address",
      waiting:
        "We sent a link to {email}. The address is used once you open that link; it works for 24 hours.",
      notYet: "{email} is not confirmed yet.",
      confirm: "Send a link to confirm it",
      again: "Send again",
      mailed: "We sent a link to {email}. Open it to confirm the address; it works for 24 hours.",
      noMail: "This installation sends no mail, so a new address stays unconfirmed.",
      saved: "Saved. Without a mail server it stays unconfirmed.",
      confirmed: "Your address is confirmed.",
    },
    username: {
      title: "Address of your booking page",
      label: "Name in the address",
      hint: "3 to 64 small letters, digits and single hyphens.",
      warning:
        "Links that you gave out stop working at once. The old name stays yours: nobody else can take it.",
      sure: "I know that old links break",
      save: "Change the address",
      saved: "Your booking page now stands at {link}.",
    },
    ways: {
      title: "Ways to sign in",
      mail: "By a link mailed to {email}",
      noMail: "By a link from the machine this runs on: deno task sign-in {username}",
      issuer: "With {name}",
      add: "Add {name}",
      remove: "Remove",
      added: "There is one more way to sign in now.",
      last: "This is your only way in, so it stays.",
    },
    sessions: {
      title: "Where you are signed in",
      here: "this device",
      since: "since {date}",
      seen: "last used {date}",
      end: "Sign out",
      endOthers: "Sign out everywhere else",
      unknown: "Unknown device",
      device: "{browser} on {system}",
    },
    invitations: {
      title: "Invite a host",
      text: "A link makes one person a host here, with a booking page of their own, within 7 days.",
      make: "Make an invitation",
      link: "Invitation link",
      until: "until {date}",
      withdraw: "Withdraw",
      full: "There are 50 open invitations already. Please withdraw one first.",
    },
  },
};
