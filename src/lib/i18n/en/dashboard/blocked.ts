/** Whom a host takes no bookings from. */
export default {
  title: "Blocked guests",
  lead:
    "Blocked guests can’t book with you. They see that the booking didn’t work, but not why. Existing bookings and requests stay.",
  teamLead:
    "Blocked guests can’t book with this team. They see that the booking didn’t work, but not why. Existing bookings and requests stay.",
  open: "Manage blocked guests",
  back: "Settings",
  add: "Block guests",
  entries: "Email addresses or domains",
  hint:
    "One per line or separated by commas: name@example.org, or example.org for everyone at that domain.",
  button: "Block",
  list: "Blocked",
  none: "Nobody is blocked.",
  since: "since {date}",
  remove: "Unblock",
  removeLabel: "Unblock {entry}",
  added: { one: "{n} entry blocked.", other: "{n} entries blocked." },
  addedNone: "These were already blocked.",
  removed: "{entry} can book again.",
  /** On a booking's page. */
  guest: {
    open: "Block {name}",
    text:
      "They can’t book with you again. They see that the booking didn’t work, but not why. This booking stays as it is.",
    address: "This address: {address}",
    domain: "Everyone at {domain}",
    button: "Block",
    done: "Blocked. You can manage the list in Settings.",
  },
};
