/** One sentence for an unknown name, a private address and a closed port, so that a host can't scan the network of the installation. */
const nobodyThere =
  "We couldn’t find a calendar server at this address. Check the spelling and the port, or try again later. If it’s on a private network, whoever runs this site can allow it with INVITO_ALLOW_PRIVATE_HOSTS.";

/** Calendars page, connection errors, and what stands on a calendar event. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Calendars",
  intro:
    "Invito checks your calendars for conflicts and adds confirmed bookings to one of them. Guests only see your available times, never your events.",
  none: {
    title: "No calendar connected yet",
    text:
      "Only bookings made here block your time. Connect a calendar so that your other events do too.",
  },
  connect: {
    title: "Connect a calendar account",
    address: "Email address or server address",
    addressHint:
      "Your email address is often enough. You can also enter the server’s name, like cloud.example.org, or the URL of a single calendar.",
    /** Setup help for some providers; `address` is what to enter above. */
    presets: {
      title: "Setup help by provider",
      list: [
        {
          name: "Nextcloud",
          address: "cloud.example.org",
          password:
            "Enter the address where you open Nextcloud. Create an app password under Settings, Security; your username is shown next to it.",
        },
        {
          name: "iCloud",
          address: "icloud.com",
          password:
            "Your username is your Apple Account’s email address. Create an app-specific password in your Apple Account settings, under Sign-In and Security.",
        },
        {
          name: "Fastmail",
          address: "fastmail.com",
          password:
            "Your username is your Fastmail address. Create an app password with calendar access under Settings, Privacy & Security.",
        },
        {
          name: "mailbox.org",
          address: "mailbox.org",
          password:
            "Your username is your mailbox.org address. If you use two-factor sign-in, create an application password in the settings.",
        },
        {
          name: "Radicale",
          address: "https://cal.example.org",
          password: "Use your Radicale username and password. Radicale has no app passwords.",
        },
        {
          name: "Baïkal",
          address: "https://dav.example.org/dav.php/",
          password:
            "Use the username and password from whoever runs the server. Baïkal has no app passwords.",
        },
        {
          name: "Google, Microsoft 365",
          address: "",
          password:
            "These don’t accept a password here. Use the sign-in button on this page if there is one. Otherwise subscribe to the calendar’s secret ICS address below.",
        },
      ],
    },
    user: "Username",
    password: "Password",
    passwordHint:
      "We recommend an app password from your account’s security settings. We test it now and store it encrypted.",
    button: "Connect",
    busy: "Connecting…",
  },
  providers: {
    title: "Connect by signing in",
    hint:
      "You sign in with your provider and allow Invito to see your calendars and to view and edit events. You can revoke access there at any time.",
    google: "Google Calendar",
    microsoft: "Microsoft 365 or Outlook.com",
  },
  feed: {
    title: "Subscribe to a calendar (ICS)",
    address: "Calendar address (ICS)",
    hint:
      "The secret or public address from another calendar app, like webcal://example.org/you.ics. It’s read-only and stored encrypted.",
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
  progress: "{done} of {of} events synced so far",
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
      "We don’t know when they take place, so instant bookings require your approval for now. Fix or delete them in your calendar, or ignore them if they don’t matter. If an ignored event changes, we’ll ask again.",
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
      one: "A booking’s event and most other events disappeared from {name} {ago}",
      other: "The events of {n} bookings and most other events disappeared from {name} {ago}",
    },
    text:
      "The calendar may have been emptied, restored or replaced. Your bookings haven’t changed and no guest was notified. Restore the events, or keep the calendar as it is and cancel any booking you no longer want on its own page.",
    restore: "Restore all",
    keepAsIs: "Keep as is",
  },
  /** What a server can do. */
  capabilities: {
    title: "What this server supports",
    changes: {
      name: "Change detection",
      text: {
        reports: "Lists exactly what changed, so syncing is fast.",
        marks: "Reports that something changed. We compare to find out what.",
        none: "Not supported. Every sync compares all events.",
        conditional: "Reports whether anything is new.",
      },
    },
    versions: {
      name: "Event versions",
      yes: "Supported, so your own changes are never overwritten.",
      no: "Not supported, so the most recent change wins.",
    },
    freeBusy: {
      name: "Free/busy requests",
      yes: "Supported. We read the events themselves, which is more accurate.",
      no: "Not supported, and not needed.",
    },
    scheduling: {
      name: "Invitations",
      yes: "The server can send invitations. We tell it not to, so guests don’t get two.",
      no: "The server sends no invitations. Invito sends them by email.",
    },
    writing: {
      name: "Write access",
      text: {
        one: "{writable} of {n} calendar is writable.",
        other: "{writable} of {n} calendars are writable.",
      },
    },
    redirected: {
      name: "Address",
      text: "{entered} redirected to {host}.",
    },
    clock: {
      name: "Clock",
      yes: "Correct.",
      no: "Off by {seconds} seconds. This doesn’t affect your bookings.",
    },
    testHint:
      "Creates an event two years ahead, reads it back, changes it and deletes it. It exists for a few seconds only.",
    testButton: "Test write access",
    testing: "Testing…",
    testedAt: "Tested {ago}.",
    good: "Everything bookings need works",
    bad: "Some tests failed",
    worked: "works",
    steps: {
      write: "Creates events",
      read: "Reads them back",
      edit: "Updates events",
      conditions: "Detects conflicting edits",
      delete: "Deletes events",
    },
  },
  choose: {
    legend: "Check for conflicts",
    button: "Save",
  },
  target: {
    title: "Add bookings to",
    label: "Add confirmed bookings to",
    noCalendar: "No calendar",
    badge: "Bookings are added here",
    button: "Save",
    none: "Confirmed bookings aren’t added to any calendar.",
  },
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
  /** How a calendar server failed, by `why`. */
  problems: {
    "wrong-password":
      "The calendar server didn’t accept this username and password. Many servers require an app password.",
    "digest-only":
      "This server only accepts HTTP Digest sign-in, which we don’t support. Your password may be correct. Whoever runs the server can allow Basic sign-in over https (in Baïkal: Settings, “WebDAV authentication type”).",
    "other-sign-in":
      "This server doesn’t accept a username and password. Try an app password, your provider’s sign-in button on this page, or the calendar’s secret ICS address.",
    "forbidden": "This account doesn’t have permission to do that on the calendar server.",
    "not-found": "There’s no longer anything at this address.",
    "changed": "The event was changed on the server in the meantime.",
    "locked": "The server has temporarily locked this event.",
    "slow-down": "The calendar server asked us to wait before trying again.",
    "full": "This account is out of storage space on the calendar server.",
    "server-error": "The calendar server reported an error.",
    "redirect":
      "The server redirects to another one. We didn’t follow, to protect your password. Please enter the final address.",
    "not-caldav":
      "There’s a server at this address, but no calendar account. Check the address; it often ends in /dav or /caldav.",
    "wrong-address": "This address isn’t valid. Try the server’s name, like cloud.example.org.",
    "private": nobodyThere,
    "dns": nobodyThere,
    "unreachable": nobodyThere,
    "tls":
      "The server’s certificate isn’t valid for this address or isn’t from a trusted authority. We didn’t send your password.",
    "no-tls":
      "The server doesn’t use encryption on this port (plain http). Enter its https port. If it has none, put http:// in front of the address; your password will then be sent unencrypted.",
    "timeout": "The calendar server didn’t respond in time.",
    "too-large": "This calendar is too large to sync.",
    "too-many-events": "This calendar has too many events to sync.",
    "not-kept":
      "The provider confirmed that the booking was added, but it isn’t in the calendar. We’ll try again.",
    "no-mailbox":
      "This account has no mailbox in Exchange Online or Outlook.com, so it has no calendar. Please use an account with a mailbox.",
    "shared-forbidden":
      "Someone else shares this calendar with you, and Microsoft needs your permission to read it. Reconnect the account and allow shared calendars, or unselect this one.",
    "stays-deleted":
      "The booking’s event was deleted from this calendar, and the provider doesn’t let us add it there again.",
    "broken": "The connection was lost while the server was responding.",
    "unreadable": "We couldn’t understand the server’s response.",
    "our-fault":
      "We couldn’t sync this calendar because of an error on our side. Your calendar server is fine. Whoever runs this site can find details in the log.",
    "incomplete": "The server’s response was incomplete.",
    "listing-incomplete":
      "The server’s list of events is missing some that exist, so there may be others we don’t know about. Instant bookings require your approval until the list is complete.",
    "unread-entry": "An event in this calendar couldn’t be read, and it might be at the same time.",
    "not-understood":
      "The server didn’t understand our request. Whoever runs this site can find details in the log.",
    "read-only": "This calendar is read-only.",
    "trial-missing": "The event we created couldn’t be found.",
    "trial-moved": "The event we created came back with a different time.",
    "trial-no-version": "The server doesn’t give events a version.",
    "trial-no-conditions":
      "The server overwrites events even if they were changed in the meantime.",
    "trial-stays": "The event we deleted is still there.",
    "token-gone": "The server reset its sync state. We’re syncing everything again.",
    "provider-off":
      "This site is no longer set up for this provider. Busy times from the last sync still block bookings.",
    "api-off":
      "The calendar API isn’t enabled in the provider’s project. Whoever runs this site can enable it there.",
    "client-refused":
      "The provider rejected this site’s credentials. Whoever runs this site should check the client ID, the client secret (Microsoft’s expire) and the redirect URI.",
    "sealed-elsewhere":
      "The password for this account was encrypted with a key that this site no longer has. Reconnect the account to fix this.",
    "consent-gone":
      "We no longer have permission to access this account. Reconnect it to fix this.",
    "token-refused":
      "The provider renewed our access to this account and then rejected it. We’ll try again. If this continues, reconnect the account.",
    "consent-partial":
      "Some permissions are missing. We need both: seeing your list of calendars, and viewing and editing events. Please try again and select all permissions.",
    "consent-refused": "You declined access at the provider, so nothing was connected.",
    "consent-failed": "The provider couldn’t complete the sign-in. Please try again.",
    "consent-late": "This took longer than fifteen minutes. Please start again.",
    "consent-used":
      "This sign-in was already used. If the account isn’t in the list, please start again.",
    "consent-elsewhere": "This was started by another person signed in here. Please start again.",
    "consent-forged": "This sign-in wasn’t started here. Please start again.",
    "other-account":
      "That’s a different account from the one you’re reconnecting. Choose the same account, or connect the other one as a new account.",
    "wrong-feed":
      "This address isn’t valid. It should start with https:// or webcal:// and often ends in .ics.",
    "not-ics":
      "There’s no calendar in iCalendar format at this address. Look for “secret address”, “iCal” or “publish” in the other app’s settings.",
    "feed-closed":
      "This address requires a password. Use the calendar’s secret or public address instead.",
    "no-calendars":
      "You’re connected, but this account has no calendars yet. Create one there first.",
    "too-many-connections": "You can connect up to 10 accounts. Disconnect one first.",
    "too-many-calendars": "You can use up to 40 calendars. Unselect some elsewhere first.",
    "disconnected": "The calendar was disconnected before the booking was added to it.",
    "nowhere": "There’s no longer a calendar to add bookings to.",
  } as Record<string, string>,
  /** What stands on the event in the host's calendar. */
  event: {
    title: "{type}: {name}",
    with: "With {name} ({email})",
    shared: "{type}: {guests}",
    guests: { one: "{n} guest", other: "{n} guests" },
  },
};
