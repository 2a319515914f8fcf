/** The guest's pages: verifying an email, the booking, cancelling and rescheduling. */
export default {
  /** The page behind the link of the email that verifies a guest's address. */
  verifyEmail: {
    title: "Confirm your email",
    text: "Confirm your email to send this request to {name}.",
    button: "Confirm and send request",
    notYou: "If you didn’t make this request, you can close this page.",
    lateTitle: "This link has expired",
    lateText:
      "The time was only held for a short while and is available again. Your request was not sent to {name}.",
    overTitle: "There is nothing to confirm",
    overText: "This request to {name} was withdrawn or declined.",
    replacedTitle: "This link has been replaced",
    replacedText:
      "The email address of this request was corrected, so this link no longer works. Please open the link in the newest email.",
    taken: "This time has been taken in the meantime.",
    again: "Choose another time",
    /** Of a booking that is confirmed already. */
    toInvite: {
      title: "Invite your guests",
      text: "Confirm your email to invite the guests you added to this meeting with {name}.",
      button: "Confirm and invite",
      notYou: "If you didn’t make this booking, you can close this page.",
    },
  },
  guest: {
    unverified: {
      title: "Check your email",
      lead:
        "We’ve sent a link to {email}. Open it to send your request to {name}. The time is held for you until then.",
      state: "Awaiting verification",
      deadline: "Held until",
      late:
        "You didn’t confirm your email in time, so the time is available again. You can send a new request.",
    },
    /** What a guest can do while the email has not arrived. */
    verification: {
      title: "Didn’t get the email?",
      sent: "We last sent it to {email} at {time}. It may be in your spam folder.",
      wait: {
        one: "You can send it again in {n} second.",
        other: "You can send it again in {n} seconds.",
      },
      sendAgain: "Send again",
      correct: "Your email address",
      correctHint:
        "If there’s a mistake in it, correct it here. Links to the old address stop working.",
      correctButton: "Correct and send",
      noMore:
        "No more emails are sent for this request. If none arrives, withdraw it and send a new one.",
    },
    titles: {
      pending: "Your request was sent to {name}",
      confirmed: "Your booking is confirmed",
      rejected: "{name} declined this time",
      expired: "This request expired",
      cancelled: "This booking was cancelled",
      withdrawn: "You withdrew this request",
    },
    leads: {
      pending: "The time is held for you while {name} decides. This page updates automatically.",
      confirmed: "{name} is looking forward to meeting you.",
      rejected: "You’re welcome to choose another time.",
      expired: "{name} didn’t respond in time. You’re welcome to send a new request.",
      cancelled: "The time is available again.",
      withdrawn: "The time is available again.",
    },
    states: {
      pending: "Pending",
      confirmed: "Confirmed",
      rejected: "Declined",
      expired: "Expired",
      cancelled: "Cancelled",
      withdrawn: "Withdrawn",
    },
    approvalReason: {
      stale:
        "This event is usually confirmed instantly. {name}’s calendar was out of date, so your booking requires approval.",
      unreachable:
        "This event is usually confirmed instantly. {name}’s calendar couldn’t be reached, so your booking requires approval.",
    },
    deadline: "Expires",
    left: "{time} left",
    when: "When",
    hostTime: "{name}’s time",
    where: "Where",
    who: "With",
    what: "Event",
    you: "You",
    note: "Your notes",
    message: "Message from {name}",
    emailTo: "We’ll also send the answer to {email}.",
    dataStored:
      "{name} stores the details you entered, and can show or erase them at your request.",
    test: "This is a test booking made by {name}.",
    saveLink: "Save this page’s link",
    saveLinkText: "This site can’t send email. Updates to this booking appear only on this page.",
    address: "Link to this page",
    calendar: "Add to calendar",
    file: "Calendar file (.ics)",
    google: "Google Calendar",
    outlook: "Outlook",
    again: "Choose another time",
    changed: "The status of this booking has changed: {state}.",
    rescheduleRequest: "You asked to reschedule",
    rescheduleText:
      "{when}. Until {name} decides, your current time stays booked and both times are held.",
    rescheduleDeadline: "Expires",
    keepCurrentTime: "Keep the current time",
    proposed: "{name} proposed other times",
    proposedText: "Your request stays open until you choose one.",
    change: "Need to make a change?",
    reschedule: "Reschedule",
    cancel: "Cancel booking",
    withdraw: "Withdraw request",
    late: {
      both: "It’s too late to reschedule or cancel here. Please contact {name}.",
      cancel: "It’s too late to cancel here. Please contact {name}.",
      reschedule: "It’s too late to reschedule here. Please contact {name}.",
    },
    /** People whom the guest brings along. */
    extraGuests: {
      title: "Guests",
      whenConfirmed: "They’re invited once the booking is confirmed.",
      whenVerified:
        "They’re invited once you’ve confirmed your email with the link we sent to {email}.",
      invited: "They get the invitation by email. They can’t change the booking.",
      noMail: "This site can’t send email. Please pass on the details yourself.",
      notYet: "You can bring up to {n} people. They get the invitation by email.",
      add: "Add guests",
      addHint: "Email addresses, with commas between them.",
      addButton: "Add",
      remove: "Remove",
      removeOne: "Remove {email}",
    },
    series: "Booked together",
    /** After later dates of a series were to be moved as well. */
    keptTime: {
      one: "{n} later date kept its time because the new one isn’t available.",
      other: "{n} later dates kept their time because the new one isn’t available.",
    },
    widgetOpen: "View booking",
    widgetMore: "Book another time",
  },
  cancel: {
    title: "Cancel this booking?",
    withdrawTitle: "Withdraw this request?",
    text: "{name} will be notified, and others can book this time. You can’t undo this.",
    /** Which dates of a series. */
    which: "Which dates?",
    only: "Only this date",
    later: { one: "This and {n} later date", other: "This and {n} later dates" },
    reason: "Reason",
    reasonHint: "Optional. {name} will see this.",
    cancel: "Cancel booking",
    withdraw: "Withdraw request",
    keep: "No, keep it",
    reschedule: "Reschedule instead",
    changed: "This booking has changed since you opened the page. Please review it.",
    lateTitle: "It’s too late to cancel here",
    lateText: "{name} requires more notice. Please contact {name}.",
    back: "Back to booking",
  },
  reschedule: {
    /** Where a later date of a series has the chosen time. */
    together: "A later date of this series is at this time, so the later dates move with it.",
    title: "Reschedule: {type} with {name}",
    lead: "Currently {when}",
    heading: "Reschedule to this time?",
    currentTime: "Current time",
    newTime: "New time",
    needsApproval:
      "{name} needs to approve the new time. Until then, your current time stays booked and both times are held for you.",
    request: "Your request changes to this time, and {name} will be notified.",
    instant: "Your meeting will be rescheduled right away, and {name} will be notified.",
    requestTime: "Request this time",
    confirm: "Reschedule",
    back: "Choose another time",
    keep: "Keep the current time",
    changed: "This booking has changed since you opened the page. Please review it.",
    same: "This is already your current time.",
    lateTitle: "It’s too late to reschedule here",
    lateText: "{name} requires more notice. Please contact {name}.",
    closedTitle: "No other times available",
    closedText: "{name} isn’t accepting bookings of this type right now. Please contact {name}.",
    toBooking: "Back to booking",
  },
};
