/** One sentence for an unknown name, a private address and a closed port: otherwise a host could find out what there is on the network of the installation. */
const nobodyThere =
  "No calendar server answers at this address. Please check its spelling and port, or try again later. If it is on a private network, whoever runs this installation can allow it with INVITO_ALLOW_PRIVATE_HOSTS.";

/** Calendars page, connection troubles, and what stands on a calendar event. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Calendars",
  intro:
    "Your calendars say when you are busy; confirmed bookings are written to one of them. Nothing else is read out: guests only ever see free times.",
  none: {
    title: "No calendar connected yet",
    text:
      "Without one, only bookings made here keep a time taken. Connect a calendar and your other appointments count, too.",
  },
  connect: {
    title: "Connect a calendar account",
    address: "Mail address or calendar server",
    addressHint:
      "Your mail address often is enough, or the server’s name, like cloud.example.org, or the address of one calendar.",
    /** How it is done with some providers; `address` is what to type above. */
    presets: {
      title: "What to type for your provider",
      list: [
        {
          name: "Nextcloud",
          address: "cloud.example.org",
          password:
            "The address that you open Nextcloud at. Under Settings, Security, make an app password; the user name stands beside it.",
        },
        {
          name: "iCloud",
          address: "icloud.com",
          password:
            "The user is your Apple Account’s mail address. In the account’s settings, under Sign-In and Security, make an app-specific password.",
        },
        {
          name: "Fastmail",
          address: "fastmail.com",
          password:
            "The user is your Fastmail address. Under Settings, Privacy & Security, make an app password with access to calendars.",
        },
        {
          name: "mailbox.org",
          address: "mailbox.org",
          password:
            "The user is your mailbox.org address. With two-factor sign-in, make an application password in the settings.",
        },
        {
          name: "Radicale",
          address: "https://cal.example.org",
          password: "User and password as in Radicale itself. It has no app passwords.",
        },
        {
          name: "Baïkal",
          address: "https://dav.example.org/dav.php/",
          password: "User and password as whoever runs it gave you. It has no app passwords.",
        },
        {
          name: "Google, Microsoft 365",
          address: "",
          password:
            "They take no password here. Where whoever runs this installation has set them up, each has a button of its own on this page; else subscribe to the calendar’s secret ICS address below.",
        },
      ],
    },
    user: "User name",
    password: "Password",
    passwordHint:
      "Better an app password, made for this in your account’s security settings. It is tried now and kept encrypted.",
    button: "Connect",
    busy: "Signing in and reading…",
  },
  providers: {
    title: "Connect by signing in",
    hint:
      "You sign in there, not here, and say what we may do: see your calendars’ names, and see and edit events. You can take it back there at any time.",
    google: "Google Calendar",
    microsoft: "Microsoft 365 or Outlook.com",
  },
  feed: {
    title: "Read a published calendar",
    address: "Address of the calendar (ICS)",
    hint:
      "The secret or public address that another program gives out, like webcal://example.org/you.ics. It is only read, and kept encrypted.",
    button: "Read it",
    busy: "Reading…",
  },
  /** Feeds that other programs read. */
  feeds: {
    title: "Read your bookings elsewhere",
    text:
      "A secret address under which another calendar program can subscribe to your bookings. Whoever knows it can read them, so hand it on with care; a new address ends the old one.",
    lead: "Let another program read your bookings",
    back: "Calendars",
    kinds: {
      bookings: {
        title: "Bookings in full",
        text: "With guest, note and place. For your own programs.",
      },
      "free-busy": {
        title: "Free or busy only",
        text: "When you have a meeting, and nothing else: no names, no titles.",
      },
    },
    busy: "Busy",
    link: "Address of the feed",
    open: "Make an address",
    renew: "New address",
    renewHint: "With a new address, the present one stops working at once.",
    close: "Close it",
    said: {
      opened: "The feed is open.",
      closed: "The feed is closed. Its address leads nowhere any more.",
    },
  },
  /** After an action. */
  said: {
    connected: "Connected. Everything that blocks time in your calendars does so here, too.",
    saved: "Saved.",
    synced: "Read just now.",
    syncing: "Still syncing. This page shows the progress.",
    connecting:
      "Connected. Its calendars are still syncing; until that is done, instant bookings are requests.",
    connectedUnread:
      "Connected, but not everything could be read yet. The account below says what is wrong.",
    putBack: "The entries are written to your calendar again.",
    tried: "Tried. The result is shown with the account.",
    disconnected: "Disconnected. Its password and its busy times are gone from here.",
  },
  state: {
    fresh: "Up to date",
    partly: "Not wholly read",
    stale: "Out of date",
    broken: "Not working",
    failing: "Last reading failed",
    unread: "Not read yet",
    reading: "Being read",
    idle: "Not counted",
  },
  readAt: "Read {ago}",
  progress: "{done} of {of} events read so far",
  neverRead: "Not read yet: until then, instant bookings are requests.",
  failingSince: "This started {ago}. Busy times from the last sync still block bookings.",
  failingUnread: "This started {ago}.",
  events: { one: "{n} event in view", other: "{n} events in view" },
  skipped: {
    one: "{n} entry could not be read and is left out, as you said.",
    other: "{n} entries could not be read and are left out, as you said.",
  },
  /** Entries that could not be read, until the host has said what they mean. */
  unread: {
    title: {
      one: "One entry in {name} could not be read",
      other: "{n} entries in {name} could not be read",
    },
    text:
      "They may lie at any time, so no time is certain: what would be booked at once is a request to you for now. Please mend or delete them in your calendar. If they do not matter, leave them out; an entry that changes is asked about anew.",
    nameless: "An entry without a name",
    more: { one: "and {n} more", other: "and {n} more" },
    button: "Leave them out",
  },
  unknown: {
    one: "{n} entry is not quite clear and blocks more rather than less.",
    other: "{n} entries are not quite clear and block more rather than less.",
  },
  transparent: "marked as not blocking at the server",
  sharedBy: "shared by {owner}",
  /** Calendars that others share with a person. */
  shared: {
    text:
      "You chose a calendar that somebody else shares with you. We need your permission to read it. Until you allow it, we don’t know when you are busy there, so instant bookings are requests.",
    button: "Allow shared calendars",
  },
  code: "Error code: {code}.",
  readOnly: "read only",
  /** Meetings whose entries disappeared with most of their calendar. */
  lost: {
    title: {
      one: "A meeting’s entry disappeared from {name} together with most of it, {ago}",
      other: "The entries of {n} meetings disappeared from {name} together with most of it, {ago}",
    },
    text:
      "It looks as if the calendar had been emptied, restored or replaced. All your meetings stand, and no guest was told anything. Put the entries back, or leave it so and cancel on its own page what is not to be.",
    back: "Put them all back",
    leave: "Leave it so",
  },
  /** What a server can do. */
  abilities: {
    title: "What this server can do",
    changes: {
      name: "Changes",
      says: {
        reports: "It tells what has changed: reading costs next to nothing.",
        marks: "It tells that something has changed; what, is found by comparing.",
        none: "It does not tell: every reading compares everything.",
        conditional: "It tells whether there is something new.",
      },
    },
    versions: {
      name: "Versions of entries",
      yes: "Each entry has one, so nothing of yours is overwritten.",
      no: "None, so the later writer wins.",
    },
    freeBusy: {
      name: "Free/busy questions",
      yes: "Answered. We read the events themselves, which is more certain.",
      no: "Not answered, and not needed.",
    },
    scheduling: {
      name: "Invitations",
      yes: "The server could invite by itself; what we write tells it not to.",
      no: "The server invites nobody. We do, by letter.",
    },
    writing: {
      name: "Writing",
      says: {
        one: "{writable} of {n} calendar can be written to.",
        other: "{writable} of {n} calendars can be written to.",
      },
    },
    led: {
      name: "Address",
      says: "{typed} led to {host}.",
    },
    clock: {
      name: "Clock",
      yes: "Right.",
      no: "{seconds} seconds away from ours. That does no harm to your bookings.",
    },
    tryHint:
      "Writes an event two years ahead, reads it back, changes it and deletes it. It stays for seconds only.",
    tryButton: "Try it by writing",
    trying: "Trying…",
    tried: "Tried {ago}.",
    good: "Everything that bookings need works",
    bad: "Not everything worked",
    worked: "works",
    steps: {
      write: "Writing an event",
      read: "Reading it back",
      edit: "Changing it",
      conditions: "Heeding what changed meanwhile",
      delete: "Deleting it",
    },
  },
  choose: {
    legend: "Calendars that make you busy",
    button: "Save choice",
  },
  target: {
    title: "Where bookings are written",
    label: "Write confirmed bookings to",
    nowhere: "Nowhere",
    badge: "Bookings are written here",
    button: "Save",
    none: "Confirmed bookings are written to no calendar at the moment.",
  },
  actions: {
    sync: "Read now",
    syncing: "Reading…",
    disconnect: "Disconnect",
    disconnectAsk:
      "Disconnect {name}? Its busy times stop counting at once, and bookings that wait to be written there will not be.",
    disconnectYes: "Yes, disconnect",
    password: "New password",
    signInAgain: "Sign in again",
    connectAgain: "Connect again",
  },
  ago: {
    now: "a moment ago",
    minutes: { one: "{n} minute ago", other: "{n} minutes ago" },
    hours: { one: "{n} hour ago", other: "{n} hours ago" },
    days: { one: "{n} day ago", other: "{n} days ago" },
  },
  /** How a calendar server failed, by `why`. */
  problems: {
    "wrong-password":
      "The server does not accept this user name and password. Many servers want an app password here.",
    "digest-only":
      "The server only accepts sign-in by HTTP Digest, which we don’t support; your password may be right. Whoever runs the server can allow Basic sign-in, over https (in Baïkal: Settings, “WebDAV authentication type”).",
    "other-sign-in":
      "The server doesn’t accept a user name and password here. Look for an app password, for a button of your provider on this page, or for the calendar’s secret ICS address.",
    "forbidden": "The server does not allow this to this account.",
    "not-found": "There is nothing at this address any more.",
    "changed": "The entry was changed on the server in the meantime.",
    "locked": "The server has locked this entry for the moment.",
    "slow-down": "The server asks us to wait before we ask again.",
    "full": "The server has no room left for this account.",
    "server-error": "The server has a problem of its own.",
    "redirect":
      "The server sends us on to another one. For your password’s sake we did not follow: please give the final address.",
    "not-caldav":
      "There is a server, but no calendar account at this address. Please check the address; it often ends in /dav or /caldav.",
    "wrong-address":
      "This is not an address we can use. Try the server’s name, like cloud.example.org.",
    "private": nobodyThere,
    "dns": nobodyThere,
    "unreachable": nobodyThere,
    "tls":
      "The server’s certificate is not valid for this address, or is signed by nobody we know. We did not send your password.",
    "no-tls":
      "The server answers at this port, but without encryption (plain http). Use its port for https. If it has none, write http:// in front of the address; your password is then sent unencrypted.",
    "timeout": "The server did not answer in time.",
    "too-large": "The calendar is larger than we can read at once.",
    "too-many-events": "There are more events in this calendar than we can read.",
    "not-kept":
      "The provider said that the booking was written, but it is not in the calendar. We’ll try again.",
    "no-mailbox":
      "This account has no mailbox in Exchange Online or Outlook.com, so it has no calendar that we could read. Please use an account that has a mailbox.",
    "shared-forbidden":
      "Somebody else shares this calendar with you, and Microsoft needs your permission for that. Connect the account again and allow shared calendars, or unselect this one.",
    "stays-deleted":
      "The booking’s event was deleted from this calendar, and the provider doesn’t let us write it there again.",
    "broken": "The server’s answer broke off.",
    "unreadable": "The server’s answer could not be understood.",
    "our-fault":
      "We couldn’t read this calendar because of an error of ours; your calendar server is fine. Whoever runs this installation finds details in the log.",
    "incomplete": "The server answered only in part.",
    "listing-incomplete":
      "The server’s list of events leaves out some that are there, so there may be others that we don’t know of. Instant bookings are requests until the list is complete.",
    "unread-entry":
      "There is an entry in the calendar that cannot be read, and it might be at that very time.",
    "not-understood":
      "The server did not understand what we asked. Please tell us what is written in the log.",
    "read-only": "This calendar can only be read.",
    "trial-missing": "What was written is not there when it is read.",
    "trial-moved": "What was written stands at another time when it is read.",
    "trial-no-version": "The server gives entries no versions.",
    "trial-no-conditions": "An entry that was changed meanwhile is overwritten all the same.",
    "trial-stays": "What was deleted is still there.",
    "token-gone": "The server has forgotten what we had read. Everything is read again.",
    "provider-off":
      "This installation is not set up for this provider any more. Busy times from the last sync still block bookings.",
    "api-off":
      "The calendar interface is not switched on in the provider’s project. Whoever runs this installation can do that there.",
    "client-refused":
      "The provider refuses this installation as a client. Whoever runs it should check the client id, its secret (Microsoft’s expire) and the redirect address.",
    "sealed-elsewhere":
      "The password of this account was encrypted with a secret that this installation no longer has. Connect it again, and everything is as before.",
    "consent-gone":
      "The provider says that we may not read this account any more. Connect it again, and everything is as before.",
    "token-refused":
      "The provider renewed our access to this account and then refused it. We’ll try again. If this goes on, connect the account again.",
    "consent-partial":
      "Not everything was allowed. To know when you are busy and to write bookings we need both: seeing your list of calendars, and seeing and editing events. Please try again and tick everything.",
    "consent-refused": "You said no at the provider, so nothing was connected.",
    "consent-failed": "The provider could not finish this. Please try again.",
    "consent-late": "That took longer than fifteen minutes. Please begin again.",
    "consent-used":
      "This answer of the provider was used already. If the account is not in the list, please begin again.",
    "consent-elsewhere":
      "This was begun by somebody else who is signed in here. Please begin again yourself.",
    "consent-forged":
      "This answer does not belong to anything that was begun here. Please begin again.",
    "other-account":
      "That was another account than the one to be connected again. Please choose the same one, or connect the other one as new.",
    "wrong-feed":
      "This is not an address we can read. It begins with https:// or webcal:// and often ends in .ics.",
    "not-ics":
      "There is something at this address, but not a calendar in the iCalendar format. Look for “secret address”, “iCal” or “publish” in the other program’s settings.",
    "feed-closed":
      "The server wants a password for this address. Use the calendar’s secret or public address instead.",
    "no-calendars":
      "The account is fine, but there is no calendar in it yet. Make one there first.",
    "too-many-connections": "Ten accounts are the most. Disconnect one first.",
    "too-many-calendars": "Forty calendars at once are the most. Choose fewer elsewhere first.",
    "disconnected": "The calendar was disconnected before the booking was written to it.",
    "nowhere": "There is no calendar to write to any more.",
  } as Record<string, string>,
  /** What stands on the event in the host's calendar. */
  event: {
    title: "{type}: {name}",
    with: "With {name} ({email})",
    shared: "{type}: {guests}",
    guests: { one: "{n} guest", other: "{n} guests" },
  },
};
