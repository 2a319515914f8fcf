/** Whom a host takes no bookings from. */
export default {
  title: "Blocked guests",
  lead:
    "Nobody from here can ask you for a time. They are told that it did not work, not why. What was agreed or waits already stays.",
  open: "Open the list",
  back: "Settings",
  add: "Block more",
  entries: "Addresses or domains",
  hint: "One a line, or parted by commas: name@example.org, or example.org for everybody there.",
  button: "Block",
  list: "On your list",
  none: "Nobody. That is how it should be.",
  since: "since {date}",
  remove: "Let in again",
  removeLabel: "Let in again: {entry}",
  added: { one: "{n} is blocked now.", other: "{n} are blocked now." },
  addedNone: "These were on your list already.",
  removed: "{entry} can book again.",
  /** On a booking's page. */
  guest: {
    open: "Block {name}",
    text:
      "No more bookings from there. They are told that it did not work, not why. This booking stays as it is.",
    address: "This address: {address}",
    domain: "Everybody at {domain}",
    button: "Block",
    done: "Blocked. The list is in your settings.",
  },
};
