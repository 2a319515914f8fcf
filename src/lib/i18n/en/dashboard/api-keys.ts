/** The page of personal API keys. */
export default {
  title: "API keys",
  lead:
    "Let your own programs, n8n or an assistant use your account over the API. Anyone who has a key can do what it allows.",
  open: "Manage API keys",
  back: "Settings",
  name: "Name",
  nameHint: "What you use it for. Only you see this.",
  scopes: "What it may do",
  scopeNames: {
    read: {
      label: "Read",
      text: "See your bookings with guests, event types, calendars and teams.",
    },
    bookings: {
      label: "Bookings",
      text: "Book for guests, and confirm, decline, cancel, reschedule or reassign bookings.",
    },
    settings: {
      label: "Settings",
      text: "Change event types, availability, private links and your profile.",
    },
    connections: { label: "Calendars", text: "Connect, sync and disconnect calendars." },
    webhooks: { label: "Webhooks", text: "See and change webhooks, and send deliveries again." },
    teams: {
      label: "Teams",
      text: "Change your teams, as far as your role in each team allows at that time.",
    },
  },
  expires: "Expires",
  lifetimes: {
    "30": "After 30 days",
    "90": "After 90 days",
    "365": "After one year",
    never: "Never",
    date: "On a date",
  },
  until: "Last day",
  untilHint: "Only for “On a date”.",
  make: "Create key",
  made: "Key “{name}” created",
  madeText: "Copy it now. It isn’t stored and can’t be shown again.",
  secret: "API key: {name}",
  use: "Send it as “Authorization: Bearer …”, never in a web address.",
  revoked: "Key revoked. It no longer works.",
  list: "Your keys",
  none: "No API keys yet",
  noneText: "Create one above when a program needs access to your account.",
  states: { active: "Active", expired: "Expired", revoked: "Revoked" },
  exposed:
    "Revoked automatically because it was part of a web address. Please check whether you recognize all recent changes.",
  lastDate: "last day {date}",
  noEnd: "never expires",
  used: "last used {date} from {from}",
  unused: "never used",
  revoke: "Revoke",
  revokeLabel: "Revoke: {name}",
};
