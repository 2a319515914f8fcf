/** Data and privacy: export, retention, guest data requests and deleting the account. */
export default {
  title: "Data and privacy",
  lead: "Export your data, set how long guest data is kept, or delete your account.",
  open: "Manage data",
  toSettings: "Settings",
  erasedGuest: "Erased guest",
  saved: "Saved.",
  exportData: {
    title: "Export your data",
    text:
      "Download everything in your account as JSON: profile, availability, event types, calendars (without passwords) and all bookings with their history. Or download only your meetings for use in a calendar app.",
    json: "Everything (JSON)",
    ics: "Meetings (.ics)",
    csv: "Bookings (CSV)",
    progress: {
      look: "See how far the download is",
      running:
        "{done} of {total} bookings are in the file ({percent}). Your browser keeps downloading when you leave this page.",
      done: {
        one: "Complete: {n} booking, {time}.",
        other: "Complete: {n} bookings, {time}.",
      },
      stopped:
        "The download stopped at {done} of {total} bookings, {time}. The file isn’t complete: please download it again.",
      failed:
        "Something went wrong at {done} of {total} bookings, {time}. The file isn’t complete: please download it again.",
    },
  },
  retention: {
    title: "Guest data retention",
    text:
      "Guests’ names, addresses, notes, answers and emails are erased this many days after their meeting. The time and outcome are kept for your statistics.",
    label: "Days after the meeting",
    hint: "Leave empty to keep guest data indefinitely.",
    save: "Save",
  },
  lookUp: {
    title: "Guest data requests",
    text: "If a guest asks, you can look up or erase the data you have about them.",
    label: "The guest’s email address",
    action: "Look up",
  },
  guest: {
    title: "Guest data",
    none: "No bookings found for {email}.",
    found: { one: "{n} booking found for {email}.", other: "{n} bookings found for {email}." },
    download: "Download as JSON",
    erase: {
      title: "Erase this guest",
      text:
        "Name, address, notes, answers, emails and messages are erased from all of this guest’s bookings, and their links stop working. This can’t be undone. Your own calendars and mailbox aren’t changed.",
      sure: "I understand that this can’t be undone",
      action: "Erase guest",
    },
    coming: "These bookings are still to come. Cancel them first, then you can erase them too:",
    inProgress: {
      one:
        "An email or a calendar update is still in progress for {n} booking. Please try again later.",
      other:
        "Emails or calendar updates are still in progress for {n} bookings. Please try again later.",
    },
    erased: {
      one: "Guest data erased from {n} booking.",
      other: "Guest data erased from {n} bookings.",
    },
  },
  deleteAccount: {
    title: "Delete account",
    text: "Permanently delete your booking page, your bookings and all other data.",
    action: "Delete account…",
  },
  close: {
    title: "Delete account",
    now: "Right away:",
    nowList: [
      "your booking page and all your links stop working",
      "you’re signed out on all devices",
      "your calendar feeds and invitations stop working, and your calendars are no longer synced",
    ],
    nothingComing: "You have no upcoming bookings to cancel.",
    coming: {
      one: "{n} upcoming meeting or request is cancelled, and its guest is notified.",
      other: "{n} upcoming meetings and requests are cancelled, and their guests are notified.",
    },
    comingNoMail: {
      one:
        "{n} upcoming meeting or request is cancelled. This site can’t send email, so please tell the guest yourself.",
      other:
        "{n} upcoming meetings and requests are cancelled. This site can’t send email, so please tell the guests yourself.",
    },
    then:
      "All data, including calendars and their passwords, is erased once the emails are sent and the events are removed from your calendars, after seven days at the latest. No one else can ever use your username.",
    exportFirst: "Export your data first",
    message: "Message to guests whose bookings are cancelled",
    messageHint: "Optional. Included in their emails.",
    username: "To confirm, type {username}",
    sure: "Yes, permanently erase everything",
    action: "Delete account",
    keep: "Keep account",
  },
  closed: {
    title: "Your account is being deleted",
    text:
      "Your booking page is gone. Upcoming bookings are being cancelled, and all data is erased after that, within seven days at the latest.",
    erased: "Your account is deleted",
    erasedText: "All data of your account has been erased. Nothing is left to do.",
    progress: {
      label: "Progress",
      steps: {
        cancelling: "Cancel upcoming bookings",
        sending: "Send emails, remove events from your calendars",
        erasing: "Erase all data",
      },
      cancelled: "{done} of {total} cancelled",
      sending: {
        one: "{n} email or update is still to go",
        other: "{n} emails or updates are still to go",
      },
      waiting: "Everything is on its way. Erasing starts in about a minute.",
      erasing: {
        one: "{n} booking is left",
        other: "{n} bookings are left",
      },
      problem: {
        one: "The last try failed. The next one is in {n} minute, there’s nothing you need to do.",
        other:
          "The last try failed. The next one is in {n} minutes, there’s nothing you need to do.",
      },
    },
  },
};
