/** Letters and the outbox. Plain texts with `{places}`; see `../format.ts`. */
export default {
  greeting: "Hello {name},",
  greetingNobody: "Hello,",
  /** Sender of letters to guests. */
  fromHost: "{host} via {service}",
  automatic: "Sent by {service}, because somebody booked with this address.",
  automaticHost: "Sent by {service}, because this is your booking page.",
  replies: "Replies to this letter go to {name}.",
  linkHelp: "If a button does not work, copy its address into your browser:",

  /** Of several guests who share a time. */
  andOthers: { one: "{name} and one more", other: "{name} and {n} more" },

  labels: {
    guestTime: "For the guest",
    guest: "Guest",
    email: "Address",
    where: "Where",
    note: "Note",
    message: "Message from {name}",
  },

  proveAddress: {
    subject: "Is this you? {title} with {host}, {when}",
    heading: "One press, and your request is on its way",
    body:
      "Somebody, we hope you, has asked {host} for this time with your address. It is held until {deadline}. Please press the button, so that {host} hears of it.",
    button: "Yes, this is my request",
    after:
      "If it was not you, do nothing: the time is free again soon, and you get no further letter.",
  },

  requestReceived: {
    subject: "Request sent: {title} with {host}, {when}",
    heading: "Your request is with {host}",
    body: "{host} has until {deadline} to answer. The time is held for you until then.",
    stale:
      "Usually this is confirmed at once, but {host}’s calendar could not be read just now. So {host} looks at it first.",
    next: "You get a letter as soon as there is an answer. Nothing else is needed from you.",
    button: "See your request",
  },

  pleaseDecide: {
    subject: "Please decide: {title} with {guest}, {when}",
    heading: "{guest} asks for your time",
    body: "Please decide by {deadline}. The time is held until then; afterwards it is free again.",
    stale:
      "This is normally confirmed at once, but a calendar of yours could not be read. Please look before you say yes.",
    confirm: "Confirm",
    reject: "Decline",
    after: "Either button first shows you the request and that day’s agenda. You need not sign in.",
  },

  guestConfirmed: {
    subject: "Confirmed: {title} with {host}, {when}",
    heading: "It’s settled",
    body: "{host} looks forward to meeting you.",
    calendar: "The invitation attached to this letter puts it into your calendar.",
    button: "See your booking",
  },

  hostConfirmed: {
    subject: "Confirmed: {title} with {guest}, {when}",
    heading: "Confirmed with {guest}",
    body: "{guest} has been told.",
    calendar: "An invitation is attached.",
    button: "Open this booking",
  },

  rejected: {
    subject: "Not this time: {title} with {host}, {when}",
    heading: "{host} can’t make it then",
    body: "Your request was declined, and the time is no longer held for you.",
    button: "Find another time",
  },

  expired: {
    subject: "No answer in time: {title} with {host}, {when}",
    heading: "Your request ran out",
    body: "{host} did not answer in time, so the time is no longer held for you.",
    button: "Find another time",
  },

  guestCancelled: {
    subject: "Cancelled: {title} with {host}, {when}",
    heading: "This meeting is off",
    body: "It was cancelled, and the time is no longer held.",
    byYou: "You cancelled it, and {host} has been told.",
    calendar: "The attachment takes it out of your calendar.",
    button: "Find another time",
  },

  hostCancelled: {
    subject: "Cancelled: {title} with {guest}, {when}",
    heading: "{guest} will not come",
    headingByYou: "Cancelled with {guest}",
    withdrawn: "{guest} took the request back. The time is free again.",
    body: "The meeting was cancelled. The time is free again.",
    byYou: "{guest} has been told. The time is free again.",
    byCalendar:
      "This meeting was deleted from your calendar and was still gone ten minutes later, so we cancelled it and told {guest}. The time is free again.",
    notMeant: "If you didn’t mean to cancel, please send {guest} your booking page again.",
    button: "Open your bookings",
  },

  guestMoved: {
    subject: "Moved: {title} with {host}, now {when}",
    heading: "Your meeting has moved",
    body: "It was on {was}. Below is the new time.",
    back: "It was moved and has come back: below is the time that you know.",
    calendar: "The invitation attached to this letter moves it in your calendar.",
    button: "See your booking",
  },

  hostMoved: {
    subject: "Moved: {title} with {guest}, now {when}",
    heading: "The meeting with {guest} has moved",
    body: "It was on {was}. Below is the new time.",
    back: "It was moved and has come back: below is the time that you know.",
    calendar: "An updated invitation is attached.",
    button: "Open your bookings",
  },

  entryNotFollowed: {
    subject: "Not moved: {title} with {guest}, {when}",
    heading: "The meeting could not follow your calendar",
    body:
      "In your calendar you moved it to {was}. Another booking holds that time, or it is over already.",
    stays:
      "So the meeting stays at the time below, and {guest} knows of nothing else. Move the entry back or to a free time, or cancel the meeting.",
    button: "Open this booking",
  },

  moveReceived: {
    subject: "Asked to move: {title} with {host}",
    heading: "{host} looks at the new time",
    body:
      "You asked for {to}. {host} has until {deadline} to answer. Until then your meeting stays where it is, and both times are held for you.",
    button: "See your booking",
  },

  pleaseDecideMove: {
    subject: "Please decide: {guest} asks to move {title}",
    heading: "{guest} asks for another time",
    body:
      "Instead of the time below, {guest} asks for {to}. Please decide by {deadline}. Both times are held until then; afterwards the meeting stays where it is.",
    confirm: "Move it",
    reject: "Leave it",
  },

  moveRejected: {
    subject: "Not moved: {title} with {host}, {when}",
    heading: "Your meeting stays where it is",
    body: "{host} can’t make the other time you asked for.",
    button: "See your booking",
  },

  moveWithdrawn: {
    subject: "Not moved: {title} with {guest}, {when}",
    heading: "{guest} keeps the time below",
    body: "{guest} no longer asks for another time. There is nothing left to decide.",
    button: "Open the booking",
  },

  moveExpired: {
    subject: "Not moved: {title} with {host}, {when}",
    heading: "Your meeting stays where it is",
    body: "{host} did not answer in time about the other time you asked for.",
    button: "See your booking",
  },

  timesProposed: {
    subject: "Another time? {title} with {host}",
    heading: "{host} offers other times",
    body:
      "Your request for the time below still stands until {deadline}. If one of these suits you too, choose it:",
    button: "See your request",
    after: "A button shows you the time first; nothing changes until you say so there.",
  },

  reminder: {
    subject: "Reminder: {title} with {host}, {when}",
    heading: "Soon: {title}",
    body: "{host} looks forward to meeting you.",
    button: "See your booking",
    cannot: "If it no longer suits you, please say so there: somebody else may want the time.",
    subjectHost: "Reminder: {title} with {guest}, {when}",
    headingHost: "Soon: {guest}",
    bodyHost: "This meeting is coming up.",
    buttonHost: "Open this booking",
  },

  followUp: {
    subject: "After your meeting: {title} with {host}",
    heading: "Thank you for coming",
    body: "{host} thanks you for your time. If you would like to meet again, choose another time.",
    button: "Find another time",
    subjectHost: "After your meeting: {title} with {guest}",
    headingHost: "Your meeting with {guest} is over",
    bodyHost: "If {guest} did not come, you can note that with the booking.",
    buttonHost: "Open this booking",
  },

  agenda: {
    subject: "{day}: {many}",
    many: { one: "{n} meeting", other: "{n} meetings" },
    body: "Your day has {many}.",
    entry: "{title}: {guests}",
    zone: "Times are those of {zone}.",
    button: "Open your bookings",
  },

  calendarBroken: {
    subject: "Your calendar does not work: {calendar}",
    heading: "A calendar needs you",
    body: "Your calendar {calendar} could not be read since {since}.",
    meanwhile:
      "What was last known of it still keeps its time taken. Instant bookings become requests until it works again, unless you decided otherwise.",
    button: "Fix it",
  },

  signIn: {
    subject: "Your sign-in link",
    heading: "Sign in",
    body: "This link signs you in once. It is good until {until}.",
    button: "Sign in",
    ignore: "If you did not ask for it, ignore this letter: nobody gets in without it.",
    automatic: "Sent by {service}, because somebody asked to sign in with this address.",
  },

  verifyEmail: {
    subject: "Please verify your address",
    heading: "Is this your address?",
    body: "Open this link to use the address with your booking page. It is good until {until}.",
    button: "Verify this address",
    ignore: "If you did not ask for it, ignore this letter: nothing changes.",
    automatic: "Sent by {service}, because somebody gave this address in their settings.",
  },

  invitation: {
    summary: "{title}: {host} and {guest}",
    with: "With {name}",
    manage: "Your booking: {link}",
  },

  /** What the mail server did; kept with the letter and shown on the outbox page. */
  troubles: {
    recipient: "The mail server does not accept this recipient: {said}",
    content: "The mail server does not accept this letter: {said}",
    signIn:
      "The mail server does not accept our user name or password. Check INVITO_SMTP_USER and INVITO_SMTP_PASSWORD. It said: {said}",
    sender:
      "The mail server does not let us send from this address. Check INVITO_SMTP_FROM. It said: {said}",
    relay:
      "The mail server does not pass letters on for us. Check INVITO_SMTP_PORT and INVITO_SMTP_USER. It said: {said}",
    tls: "No safe connection to the mail server: {said}",
    unreachable: "The mail server does not answer: {said}",
    later: "The mail server asks to try again later: {said}",
    address: "This is not one complete mail address.",
  },

  outbox: {
    title: "Outbox",
    intro: "Letters about your bookings: what waits, what went out, what went wrong.",
    noServer:
      "This installation has no mail server, so nobody has received the letters kept here. Pass on what matters yourself: open a letter and copy its links.",
    hasServer: "Kept letters are never sent by themselves. Send the ones that still matter.",
    noAddress: "Your profile has no mail address, so letters to you are kept here.",
    giveAddress: "Add your address",
    unconfirmed:
      "Your address {email} is not confirmed yet, so emails to you are kept here. Once it is, we’ll email you the requests that still need your answer.",
    confirmAddress: "Confirm your address",
    kept: { one: "{n} letter is kept here", other: "{n} letters are kept here" },
    failed: { one: "{n} letter has not arrived", other: "{n} letters have not arrived" },
    failedHint:
      "The mail server did not take them. Send them again once the reason is mended, or tell the guest yourself and set the letter aside.",
    empty: "No letters yet",
    emptyHint: "When somebody books with you, the letters appear here.",
    about: "{title} with {guest}",
    toGuest: "To {name}",
    toYou: "To you",
    back: "Outbox",
    send: "Send",
    again: "Send again",
    retry: "Try now",
    aside: "Set aside",
    asideHint: "You passed it on yourself, or it is not needed.",
    sent: "The letter is on its way.",
    wasSetAside: "The letter is set aside.",
    older: "Older letters",
    next: "Next try: {when}",
    tried: { one: "Tried once.", other: "Tried {n} times." },
    trouble: "What went wrong",
    links: "Links in this letter",
    linksHint:
      "They work without signing in. Give each only to the person the letter was written for.",
    asHtml: "As it looks",
    asText: "As plain text",
    invitation: "With an invitation for the calendar.",
    labels: {
      subject: "Subject",
      to: "To",
      replyTo: "Replies go to",
    },
    noAddressYet: "no address",
    gone: "The booking of this letter no longer exists.",
    overtaken: "What happened since has overtaken this letter. It is not sent any more.",
    states: {
      waiting: "Waiting",
      running: "Being sent",
      done: "Sent",
      failed: "Failed",
      unsent: "Kept",
      superseded: "No longer needed",
    },
    kinds: {
      "verify-email-address": "Is this your address?",
      "request-received": "Request received",
      "host-requested": "Please decide",
      "guest-confirmed": "Confirmed",
      "host-confirmed": "Confirmed",
      "rejected": "Declined",
      "expired": "Ran out",
      "guest-cancelled": "Cancelled",
      "host-cancelled": "Cancelled",
      "guest-rescheduled": "Moved",
      "host-rescheduled": "Moved",
      "calendar-change-not-applied": "Calendar not followed",
      "reschedule-request-received": "Move asked for",
      "host-reschedule-requested": "Please decide on a move",
      "reschedule-declined": "Move declined",
      "reschedule-withdrawn": "Move taken back",
      "reschedule-expired": "Move ran out",
      "times-proposed": "Other times offered",
      "reminder": "Reminder",
      "follow-up": "Follow-up",
    },
  },
};
