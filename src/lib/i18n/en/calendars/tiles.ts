/** The tiles that connect a calendar, and what each provider needs. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  title: "Where is your calendar?",
  another: "Connect another calendar",
  /** Leads back from one tile to all of them, on a phone. */
  all: "Show all calendars",
  list: {
    google: { title: "Google Calendar", text: "Sign in with your Google account." },
    microsoft: {
      title: "Microsoft 365 or Outlook.com",
      text: "Sign in with your Microsoft account.",
    },
    icloud: { title: "iCloud", text: "Connect with an app-specific password from Apple." },
    nextcloud: {
      title: "Nextcloud",
      text: "Connect with your server’s address and an app password.",
    },
    fastmail: { title: "Fastmail", text: "Connect with an app password." },
    caldav: {
      title: "Other CalDAV server",
      text: "mailbox.org, Posteo, Radicale, Baïkal and others.",
    },
    ics: { title: "ICS address", text: "Any calendar that can be published. Read-only." },
  },
  /** The line of a provider whose sign-in is not set up here. */
  withoutSignIn: "Read-only by its secret address. Sign-in isn’t set up on this site yet.",
  /** The account wasn’t connected; why stands at a field. */
  refused: "This calendar wasn’t connected. See the marked field.",
  icloud: {
    title: "Connect iCloud",
    steps: [
      "Open account.apple.com and sign in.",
      "Under Sign-In and Security, choose App-Specific Passwords and create one, for example named “Invito”.",
      "Enter it below. Your normal Apple Account password doesn’t work here.",
    ],
    user: "Apple Account email address",
    password: "App-specific password",
  },
  nextcloud: {
    title: "Connect Nextcloud",
    steps: [
      "In Nextcloud, open Personal settings, then Security.",
      "Under Devices & sessions, create a new app password, for example named “Invito”.",
      "Nextcloud shows a username and the password once. Enter both below.",
    ],
    address: "Nextcloud address",
    addressHint:
      "As your browser shows it when you open Nextcloud, like https://cloud.example.org or https://example.org/nextcloud.",
    user: "Username",
    password: "App password",
  },
  fastmail: {
    title: "Connect Fastmail",
    steps: [
      "In Fastmail, open Settings, then Privacy & Security.",
      "Under Manage app passwords, create a new one with access to calendars (CalDAV).",
      "Enter it below. Your normal Fastmail password doesn’t work here.",
    ],
    user: "Fastmail address",
    password: "App password",
  },
  /** A published calendar. */
  ics: {
    title: "Add a calendar by its ICS address",
    facts: [
      "Read-only: its busy times block bookings, but bookings can’t be added to it.",
      "We check it {every}, and once more before an instant booking. Some providers update the address only every few hours, so a new event may count late.",
    ],
    every: { one: "every minute", other: "every {n} minutes" },
  },
  /** In place of a sign-in that the operator has not set up. */
  unset: {
    title: "{provider} without sign-in",
    text:
      "Sign-in for {provider} isn’t set up on this site. You can add the calendar by its secret address now, and ask for sign-in so that bookings are added to it, too.",
    stepsTitle: "Add it by its secret address",
    google: [
      "Open Google Calendar on a computer and choose Settings.",
      "On the left, under “Settings for my calendars”, choose your calendar.",
      "Under “Integrate calendar”, copy the “Secret address in iCal format”. If it’s missing, your organization has turned it off.",
    ],
    microsoft: [
      "Open Outlook on the web and choose Settings, Calendar, Shared calendars.",
      "Under “Publish a calendar”, choose your calendar and “Can view all details”, then Publish.",
      "Copy the ICS link. If publishing is missing, your organization has turned it off.",
    ],
    adminTitle: "Ask for sign-in",
    adminText: "Send this to whoever runs this site:",
    adminLabel: "Message to whoever runs this site",
    adminNote: {
      google:
        "It needs a project in the Google Cloud console with the Google Calendar API enabled, and an OAuth client of the type “Web application”.",
      microsoft:
        "It needs an app registration in Microsoft Entra with the delegated permissions Calendars.ReadWrite and offline_access.",
    },
    adminMessage:
      "Hello,\n\ncould you set up sign-in with {provider} for calendars on {site}?\n\n{note}\n\nRedirect address: {redirect}\n\nThen set {id} and {secret} and restart Invito. docs/settings.md describes each step.\n\nThank you!",
  },
};
