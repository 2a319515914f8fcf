import capabilities from "./calendars/capabilities.ts";
import connect from "./calendars/connect.ts";
import problems from "./calendars/problems.ts";
import tiles from "./calendars/tiles.ts";

/** Calendars page, connection errors, and the text of a calendar event. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Calendars",
  intro:
    "Invito checks your calendars for conflicts and adds confirmed bookings to one of them. Guests only see your available times, never your events.",
  none:
    "Only bookings made here block your time. Connect a calendar so that your other events do too.",
  tiles,
  connect,
  providers: {
    google: "Google Calendar",
    microsoft: "Microsoft 365 or Outlook.com",
  },
  consentHint:
    "With Google and Microsoft, you sign in there and allow Invito to see your calendars and to view and edit events. You can revoke access at any time.",
  feed: {
    address: "Calendar address (ICS)",
    hint:
      "The secret or public address from another calendar app, like webcal://example.org/you.ics. We store it encrypted.",
    button: "Subscribe",
    busy: "Subscribing…",
  },
  /** Feeds that other programs read. */
  feeds: {
    title: "Calendar feeds",
    text:
      "Subscribe to your bookings in another calendar app with a secret link. Anyone with the link can see them, so share it carefully. You can replace the link at any time.",
    lead: "Calendar feeds",
    back: "Calendars",
    kinds: {
      bookings: {
        title: "Full details",
        text: "Includes guest, notes and location. For your own calendar apps.",
      },
      "free-busy": {
        title: "Free/busy only",
        text: "Shows only when you have a meeting, without names or titles.",
      },
    },
    busy: "Busy",
    link: "Feed link",
    open: "Create link",
    replace: "Replace link",
    replaceHint: "Either way, the current link stops working right away.",
    close: "Turn off feed",
    feedback: {
      opened: "Feed created.",
      closed: "Feed turned off. Its link no longer works.",
    },
  },
  /** After an action. */
  feedback: {
    connected: "Connected. Busy times in your calendars now block bookings.",
    saved: "Saved.",
    synced: "Synced just now.",
    syncing: "Still syncing. This page shows the progress.",
    connecting:
      "Connected. Your calendars are still syncing. Until that’s done, instant bookings require your approval.",
    connectedPartly:
      "Connected, but not everything could be synced yet. See the account below for details.",
    entriesRestored: "The events are being restored in your calendar.",
    writeChecked: "Write access tested. See the result with the account.",
    disconnected: "Disconnected. We deleted its password and busy times.",
  },
  state: {
    fresh: "Up to date",
    partial: "Partly synced",
    stale: "Out of date",
    broken: "Not working",
    failing: "Last sync failed",
    unsynced: "Not synced yet",
    syncing: "Syncing",
    idle: "Not checked for conflicts",
  },
  syncedAt: "Synced {ago}",
  progress: { one: "{done} of {of} event read", other: "{done} of {of} events read" },
  /** Where nobody knows how many there are. */
  readSoFar: { one: "{n} event read", other: "{n} events read" },
  /** Calendars that are read for the first time. */
  firstSync: {
    title: "Reading your calendars for the first time",
    text: "Until that’s done, instant bookings require your approval. You can leave this page.",
    waiting: "Starting…",
  },
  neverSynced: "Not synced yet. Until it is, instant bookings require your approval.",
  failingSince: "This started {ago}. Busy times from the last sync still block bookings.",
  failingUnsynced: "This started {ago}.",
  events: { one: "{n} event synced", other: "{n} events synced" },
  skipped: {
    one: "{n} event couldn’t be read and is ignored, as you chose.",
    other: "{n} events couldn’t be read and are ignored, as you chose.",
  },
  /** Events that could not be read, until the host ignores them. */
  unreadable: {
    title: {
      one: "One event in {name} couldn’t be read",
      other: "{n} events in {name} couldn’t be read",
    },
    text:
      "We don’t know exactly when they take place. The dates that they name are blocked, and instant bookings require your approval for now. Fix or delete them in your calendar, or ignore them if they don’t matter. If an ignored event changes, we’ll ask again.",
    untitled: "Untitled event",
    more: { one: "and {n} more", other: "and {n} more" },
    button: "Ignore them",
  },
  approximate: {
    one: "{n} event couldn’t be read exactly, so we block extra time.",
    other: "{n} events couldn’t be read exactly, so we block extra time.",
  },
  transparent: "marked as not blocking on the server",
  sharedBy: "shared by {owner}",
  /** Calendars that others share with a person. */
  shared: {
    text:
      "You chose a calendar that someone else shares with you. We need your permission to read it. Until you allow it, we don’t know when you’re busy there, so instant bookings require your approval.",
    button: "Allow shared calendars",
  },
  code: "Error code: {code}.",
  readOnly: "read only",
  /** Meetings whose entries disappeared with most of their calendar. */
  lostEntries: {
    title: {
      one: "A booking’s event disappeared from {name} {ago}",
      other: "The events of {n} bookings disappeared from {name} {ago}",
    },
    text:
      "The calendar may have been emptied, restored or replaced, or the events deleted before we had read them. Your bookings haven’t changed and no guest was notified. Restore the events, or keep the calendar as it is and cancel any booking you no longer want on its own page.",
    restore: "Restore all",
    keepAsIs: "Keep as is",
  },
  capabilities,
  /** The table of all calendars. */
  table: {
    title: "Your calendars",
    text:
      "Busy times of the calendars you tick block bookings. Confirmed bookings are added to one of them.",
    calendar: "Calendar",
    blocks: "Counts as busy",
    target: "Bookings are added",
    noCalendar: "Don’t add bookings to a calendar",
    noTarget: "Confirmed bookings aren’t added to any calendar.",
    button: "Save",
  },
  needsAction: "Needs your attention",
  accounts: "Accounts",
  actions: {
    sync: "Sync now",
    syncing: "Syncing…",
    disconnect: "Disconnect",
    disconnectQuestion:
      "Disconnect {name}? Its busy times stop blocking bookings right away, and bookings waiting to be added to it won’t be.",
    disconnectConfirm: "Yes, disconnect",
    password: "New password",
    signInAgain: "Sign in again",
    connectAgain: "Reconnect",
  },
  ago: {
    now: "just now",
    minutes: { one: "{n} minute ago", other: "{n} minutes ago" },
    hours: { one: "{n} hour ago", other: "{n} hours ago" },
    days: { one: "{n} day ago", other: "{n} days ago" },
  },
  problems,
  /** What stands on the event in the host's calendar. */
  event: {
    title: "{type}: {name}",
    with: "With {name} ({email})",
    extraGuests: "Brings along: {guests}",
    members: "{team}: {names}",
    declined: "Declined: {names}",
    shared: "{type}: {guests}",
    guests: { one: "{n} guest", other: "{n} guests" },
  },
};
