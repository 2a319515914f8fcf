/** One sentence for an unknown name, a private address and a closed port, so that a host can't scan the network of the installation. */
const noServerFound =
  "We couldn’t find a calendar server at this address. Check the spelling and the port, or try again later. If it’s on a private network, whoever runs this site can allow it with INVITO_ALLOW_PRIVATE_HOSTS.";

/** How a calendar server failed, by `reason`. */
export default {
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
  "unreachable": noServerFound,
  "tls":
    "The server’s certificate isn’t valid for this address or isn’t from a trusted authority. We didn’t send your password.",
  "no-tls":
    "The server doesn’t use encryption on this port (plain http). Enter its https port. If it has none, put http:// in front of the address; your password will then be sent unencrypted.",
  "timeout": "The calendar server didn’t respond in time.",
  "too-large": "This calendar is too large to sync.",
  "too-many-events": "This calendar has too many events to sync.",
  "not-stored":
    "The provider confirmed that the booking was added, but it isn’t in the calendar. We’ll try again.",
  "no-mailbox":
    "This account has no mailbox in Exchange Online or Outlook.com, so it has no calendar. Please use an account with a mailbox.",
  "shared-forbidden":
    "Someone else shares this calendar with you, and Microsoft needs your permission to read it. Reconnect the account and allow shared calendars, or unselect this one.",
  "stays-deleted":
    "The booking’s event was deleted from this calendar, and the provider doesn’t let us add it there again.",
  "broken": "The connection was lost while the server was responding.",
  "unreadable": "We couldn’t understand the server’s response.",
  "unexpected-error":
    "We couldn’t sync this calendar because of an error on our side. Your calendar server is fine. Whoever runs this site can find details in the log.",
  "incomplete": "The server’s response was incomplete.",
  "listing-incomplete":
    "The server’s list of events is missing some that exist, so there may be others we don’t know about. Instant bookings require your approval until the list is complete.",
  "unreadable-event":
    "An event in this calendar couldn’t be read, and it might be at the same time.",
  "not-understood":
    "The server didn’t understand our request. Whoever runs this site can find details in the log.",
  "read-only": "This calendar is read-only.",
  "write-check-missing": "The event we created couldn’t be found.",
  "write-check-time-changed": "The event we created came back with a different time.",
  "write-check-no-etag": "The server doesn’t give events a version.",
  "write-check-etags":
    "The server, or a proxy in front of it, gives the same event different versions (ETags), so it refuses changes. If a proxy compresses the server’s responses, turn that off for the calendar server.",
  "write-check-no-if-match":
    "The server overwrites events even if they were changed in the meantime.",
  "write-check-not-deleted": "The event we deleted is still there.",
  "token-gone": "The server reset its sync state. We’re syncing everything again.",
  "provider-off":
    "This site is no longer set up for this provider. Busy times from the last sync still block bookings.",
  "api-off":
    "The calendar API isn’t enabled in the provider’s project. Whoever runs this site can enable it there.",
  "client-refused":
    "The provider rejected this site’s credentials. Whoever runs this site should check the client ID, the client secret (Microsoft’s expire) and the redirect URI.",
  "sealed-elsewhere":
    "The password for this account was encrypted with a key that this site no longer has. Reconnect the account to fix this.",
  "consent-gone": "We no longer have permission to access this account. Reconnect it to fix this.",
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
  "feed-too-large":
    "This calendar is too large. We can read published calendars of up to 64 MB, with up to 10 MB of recurring events and events in the period that can be booked. Publish fewer calendars together, or one without old events.",
  "feed-closed":
    "This address requires a password. Use the calendar’s secret or public address instead.",
  "no-calendars":
    "You’re connected, but this account has no calendars yet. Create one there first.",
  "too-many-connections": "You can connect up to 10 accounts. Disconnect one first.",
  "too-many-calendars": "You can use up to 40 calendars. Unselect some elsewhere first.",
  "disconnected": "The calendar was disconnected before the booking was added to it.",
  "no-write-calendar": "There’s no longer a calendar to add bookings to.",
} as Record<string, string>;
