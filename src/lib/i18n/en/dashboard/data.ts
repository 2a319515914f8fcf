/** What is kept: the host's own, and their guests'. */
export default {
  title: "Data and privacy",
  lead: "What is kept here is yours: take it with you, let it go, or end it all.",
  open: "Open",
  toSettings: "Settings",
  forgottenGuest: "Forgotten guest",
  saved: "Saved.",
  take: {
    title: "Take it with you",
    text:
      "Everything of your account as JSON: profile, hours, event types, calendars without their passwords, and every booking with its story. Or your meetings alone, for any calendar program.",
    json: "Everything, as JSON",
    ics: "Meetings, as .ics",
    csv: "Bookings, as CSV",
  },
  keep: {
    title: "How long guests are known",
    text:
      "So many days after a meeting its guest is erased: name, address, note, answers and letters. When it was and how it ended stays, for your statistics.",
    label: "Days after the meeting",
    hint: "Leave it empty to keep guests for good.",
    save: "Save",
  },
  find: {
    title: "One guest",
    text: "A guest may ask what you keep about them, or ask you to erase it.",
    label: "The guest's mail address",
    action: "Look it up",
  },
  guest: {
    title: "What is kept about a guest",
    none: "There is no booking under {email}.",
    found: { one: "{n} booking under {email}.", other: "{n} bookings under {email}." },
    download: "Download it as JSON",
    erase: {
      title: "Erase this guest",
      text:
        "Name, address, note, answers, letters and what was said are erased from every booking of theirs, and their links stop working. It cannot be undone. What stands in your own calendars and mailbox is not touched.",
      sure: "I know that this cannot be undone",
      action: "Erase",
    },
    coming: "These are still to come. Cancel them first; then they can be erased, too:",
    underWay: {
      one: "For {n} booking a letter or a calendar is still on its way. Try again in a while.",
      other: "For {n} bookings a letter or a calendar is still on its way. Try again in a while.",
    },
    erased: {
      one: "The guest is erased from {n} booking.",
      other: "The guest is erased from {n} bookings.",
    },
  },
  leave: {
    title: "Close the account",
    text: "Your page, your bookings and everything else here, for good.",
    action: "Close the account…",
  },
  close: {
    title: "Close the account",
    now: "At once:",
    nowList: [
      "your booking page and all your links are gone",
      "you are signed out everywhere",
      "your feeds and invitations lead nowhere, and your calendars are no longer read",
    ],
    nothingComing: "Nothing is booked that would have to be cancelled.",
    coming: {
      one: "{n} coming meeting or request is cancelled, and its guest is told.",
      other: "{n} coming meetings and requests are cancelled, and their guests are told.",
    },
    comingNoMail: {
      one:
        "{n} coming meeting or request is cancelled. This installation sends no mail: please tell its guest yourself.",
      other:
        "{n} coming meetings and requests are cancelled. This installation sends no mail: please tell their guests yourself.",
    },
    then:
      "Then everything is erased: calendars and their passwords, too, as soon as the letters are sent and the entries are taken out; after seven days at the latest. Your name in the address is never given to anybody else.",
    take: "Take your data with you first",
    message: "A word to the guests of what is cancelled",
    messageHint: "Goes into their letters. It can stay empty.",
    username: "To close it, type {username}",
    sure: "Yes, erase everything for good",
    action: "Close the account",
    keep: "Keep it",
  },
  closed: {
    title: "Your account is closed",
    text:
      "Your page is gone. What was booked is being cancelled, and everything is erased when that is done, after seven days at the latest.",
  },
};
