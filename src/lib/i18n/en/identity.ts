/** Signing in, sessions, profile. Plain texts with `{places}`; see `../format.ts`. */
export default {
  signIn: {
    title: "Sign in",
    lead: "Manage your booking page and requests.",
    issuer: "Continue with {name}",
    issuerDown:
      "{name} can’t be reached right now, so signing in with it may fail. Booking pages work as usual.",
    leaving: "Continue to {name}",
    leavingText: "If nothing happens, use the button below.",
    or: "or",
    email: "Email address",
    emailHint: "We’ll email you a sign-in link. It works once, within 15 minutes.",
    send: "Email me a link",
    sentTitle: "Check your email",
    sent:
      "If {email} belongs to a host here, we’ve sent a sign-in link to it. It works once, within 15 minutes.",
    sentOpen: "We’ve sent a sign-in link to {email}. It works once, within 15 minutes.",
    again: "Use another address",
    noMailTitle: "This site can’t send email",
    noMail:
      "So you can’t get a sign-in link by email. Whoever runs this site can create one for you.",
    unencryptedTitle: "This page is not encrypted",
    unencrypted:
      "You opened it over plain http. Signing in doesn’t work there because your browser won’t keep you signed in.",
    openHttps: "Sign in over https",
    noAccount: "New here? Ask a host to invite you. They can do this in their settings.",
  },

  /** What went wrong with a sign-in, by its code; the address carries only the code. */
  errors: {
    "link-unknown": "We don’t recognize this link. It may be incomplete, so copy all of it.",
    "link-late": "This link has expired. Please request a new one.",
    "link-used": "This link has already been used. Please request a new one.",
    "link-expired":
      "There’s already a host here, so the first sign-in link no longer works. Please sign in, or ask a host for an invitation.",
    "sign-up-closed": "Sign-up is closed. A host here can invite you.",
    leaving:
      "This account was deleted and is being erased. Once that’s done, you can sign up again.",
    "email-taken": "This email address already belongs to another host.",
    "issuer-none": "No sign-in service is set up here.",
    "issuer-down": "The sign-in service can’t be reached. Please try again later.",
    "issuer-setup":
      "Signing in with the sign-in service isn’t set up correctly on this site. Please tell whoever runs it.",
    "issuer-not-allowed":
      "Your account at the sign-in service isn’t one of those that may sign in here. Whoever runs this site decides this.",
    "issuer-only": "Your account signs in with the sign-in service here, not by email.",
    "issuer-denied": "The sign-in service denied access.",
    "issuer-state":
      "This sign-in was started in another browser, was already completed or took too long. Please start again.",
    "issuer-nonce":
      "The sign-in service’s response belongs to another attempt. Please start again.",
    "issuer-audience": "The sign-in service’s response was for a different application.",
    "issuer-issuer": "The response came from a different sign-in service than the one set up here.",
    "issuer-time":
      "The sign-in service’s response isn’t valid at this time. The server clocks may differ.",
    "issuer-code":
      "The sign-in service rejected the authorization code. It may have been used already.",
    "issuer-client":
      "The sign-in service rejected this site’s credentials. The client ID or client secret is wrong.",
    "issuer-failed": "We couldn’t sign you in with the sign-in service. Please try again.",
    "issuer-taken": "This account is already linked to another host here.",
    "issuer-elsewhere": "You were signed in as someone else when you started. Please start again.",
  } as Record<string, string>,

  /** What a link of identity asks before it acts. */
  verify: {
    first: {
      title: "Welcome to Invito",
      text: "Create the first host account. Weekly hours and an event type are set up for you.",
      button: "Create my booking page",
    },
    invitation: {
      title: "{name} invites you",
      text: "Get your own booking page here. Weekly hours and an event type are set up for you.",
      button: "Create my booking page",
    },
    "sign-up": {
      title: "Create your booking page",
      text: "For {email}. Weekly hours and an event type are set up for you.",
      button: "Create my booking page",
    },
    console: {
      title: "Hello, {name}",
      text: "Sign in on this device.",
      button: "Sign in",
    },
    "sign-in": {
      title: "Hello, {name}",
      text: "Sign in on this device.",
      button: "Sign in",
    },
    "verify-email": {
      title: "Confirm your email address",
      text: "{email} will be used for {name}: emails and sign-in links are sent to it.",
      button: "Confirm this address",
    },
    name: "Your name",
    nameHint: "Shown to guests. You can change it later.",
  },

  settings: {
    title: "Settings",
    saved: "Saved.",
    profile: {
      title: "Profile",
      name: "Name",
      zone: "Time zone",
      zoneHint: "Your weekly hours are in this time zone.",
      language: "Language",
      languageHint:
        "Of your dashboard, your emails, and your page where a guest asks for no other.",
      clock: "Time format",
      clock24: "24-hour, 14:30",
      clock12: "12-hour, 2:30 pm",
      save: "Save",
    },
    agenda: {
      title: "Daily agenda email",
      lead: "An email with your meetings, on days when you have any.",
      noServer: "This site has no mail server, so it isn’t sent for now.",
      wanted: "Send me a daily agenda",
      at: "Send at (your local time)",
      save: "Save",
    },
    email: {
      title: "Email address",
      label: "Email address",
      hint: "For booking requests, invitations and sign-in links. Guests see it in invitations.",
      verified: "Confirmed",
      unverified: "Not confirmed",
      none: "Not set. Emails to you aren’t sent; you’ll find them under Emails.",
      save: "Change address",
      waiting:
        "We sent a link to {email}. We’ll use the address once you open that link. It works for 24 hours.",
      notYet: "{email} is not confirmed yet.",
      confirm: "Send confirmation link",
      again: "Send again",
      mailed: "We sent a link to {email}. Open it to confirm the address. It works for 24 hours.",
      noMail: "This site can’t send email, so a new address stays unconfirmed.",
      saved: "Saved. Without a mail server, it stays unconfirmed.",
      confirmed: "Your email address is confirmed.",
    },
    username: {
      title: "Booking page address",
      label: "Username",
      hint: "3 to 64 lowercase letters, digits and single hyphens.",
      warning:
        "Links you’ve shared stop working right away. Your old username stays reserved for you.",
      sure: "I understand that my old links will stop working",
      save: "Change username",
      saved: "Your booking page is now at {link}.",
    },
    methods: {
      title: "Sign-in methods",
      mail: "Link emailed to {email}",
      noMail: "Link created on the server: deno task sign-in {username}",
      issuer: "{name}",
      add: "Add {name}",
      remove: "Remove",
      added: "Sign-in method added.",
      last: "You can’t remove your only sign-in method.",
    },
    sessions: {
      title: "Active sessions",
      thisDevice: "this device",
      since: "since {date}",
      seen: "last used {date}",
      end: "Sign out",
      endOthers: "Sign out of all other sessions",
      unknown: "Unknown device",
      device: "{browser} on {system}",
    },
    invitations: {
      title: "Invite a host",
      text:
        "Create a link that lets one person become a host here with their own booking page. It works for 7 days.",
      make: "Create invitation",
      link: "Invitation link",
      until: "until {date}",
      withdraw: "Revoke",
      full: "There are already 50 open invitations. Please revoke one first.",
    },
  },
};
