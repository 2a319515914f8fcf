/** The page of a host or team, the picker and the booking form. */
export default {
  list: {
    title: "Book a time with {name}",
    lead: "Choose an event type, then pick a time.",
    none: "Nothing to book right now",
    noneText: "{name} isn’t accepting bookings at the moment. Please check back later.",
  },
  picker: {
    title: "{type} with {name}",
    minutes: { one: "{n} minute", other: "{n} minutes" },
    hours: { one: "{n} hour", other: "{n} hours" },
    /** Who confirms a booking that is made now. */
    confirmation: {
      "instant": "Instant confirmation",
      "by-email": "Confirmed once you have verified your email",
      "by-host": "Requires approval by {name}",
      "by-host-now": "Currently requires approval by {name}",
    },
    group: "Group event, up to {n} guests",
    spotsLeft: { one: "{n} spot left", other: "{n} spots left" },
    duration: "Duration",
    chooseDay: "Choose a day",
    chooseTime: "Choose a time",
    previous: "Previous month",
    next: "Next month",
    dayFree: { one: "{day}, {n} time available", other: "{day}, {n} times available" },
    dayFull: "{day}, no times available",
    today: "today",
    /** For screen readers, of a time that is picked among several. */
    picked: "chosen",
    zone: "Time zone",
    zoneChange: "change time zone",
    zoneSearch: "Search for a city or region",
    zoneFind: "Search",
    zoneClose: "Close",
    zoneNone: "No time zone found. Try the largest city nearby.",
    parts: { morning: "Morning", afternoon: "Afternoon", evening: "Evening" },
    zoneFromHost: "This is {name}’s time zone. Choose yours to see times in your own.",
    hostClock: "{name} is in {zone}, where it is now {time}.",
    teamClock: "{name} works in {zone}, where it is now {time}.",
    clock: "Time format",
    clock12: "12 h",
    clock24: "24 h",
    dayEmpty: "No times available on this day",
    dayEmptyText: "Choose another day. Days in bold have available times.",
    live: { one: "{n} time available", other: "{n} times available" },
  },
  /** Who may be met on the page of a team. */
  people: {
    with: "With {names}",
    others: { one: "{n} other", other: "{n} others" },
  },
  empty: {
    month: "No times available in {month}",
    monthText: "The next available day is {day}.",
    monthGo: "Go to {day}",
    over: "No times available after this date",
    overText: "Bookings are only open for the coming weeks. Earlier days may still be available.",
    overGo: "Back to the first available days",
    "no-hours": "No availability set",
    "no-hoursText": "{name} hasn’t set any available hours yet. Please check back later.",
    ended: "Booking has closed",
    endedText: "The last date for booking a time with {name} has passed.",
    full: "Fully booked",
    fullText: "All times in the coming weeks are booked. Cancelled times reappear here.",
    away: "{name} is away",
    awayText: "There are no available times in the coming weeks. Please check back later.",
    awayUntil: "{name} is back on {day}.",
    calendar: "Calendar unavailable",
    calendarText:
      "{name}’s calendar isn’t responding, so we can’t show available times. Please try again later.",
    teamCalendarText:
      "A calendar of {name} isn’t responding, so we can’t show available times. Please try again later.",
  },
  closed: {
    inactive: {
      title: "Not accepting bookings",
      text: "{name} has turned off this event type. Other event types may still be available.",
    },
    missing: {
      title: "Not accepting bookings",
      text:
        "Someone who is needed for this event type is no longer with {name}. Other event types may still be available.",
    },
    "link-used": {
      title: "This link has already been used",
      text:
        "A time was booked with it. To reschedule or cancel that booking, open its own page. For another meeting, please ask {name} for a new link.",
    },
    "link-expired": {
      title: "This link is no longer valid",
      text: "It has expired, or {name} has revoked it. Please ask {name} for a new one.",
    },
    otherTypes: "See all event types from {name}",
  },
  form: {
    honeypot: "Leave this field empty",
    title: "Your details",
    name: "Your name",
    email: "Your email",
    emailHint: "Only used for this booking.",
    choose: "Select an option",
    optional: "optional",
    questionsChanged: "{name} has changed these questions. Please check your answers.",
    note: "Additional notes",
    location: "Where would you like to meet?",
    phone: "Phone number",
    phoneHint: "{name} will call you at this number.",
    noteHint: "Optional. {name} will see this before the meeting.",
    guests: "Guests",
    guestsHint:
      "Optional. Email addresses of people you bring along, with commas between them, {n} at most. They’re invited once the booking is confirmed.",
    guestsHintVerified:
      "Optional. Email addresses of people you bring along, with commas between them, {n} at most. They’re invited once you’ve confirmed your own email.",
    /** Several dates at once. */
    series: {
      repeat: "Repeat",
      never: "Doesn’t repeat",
      rhythms: {
        weekly: "Every week",
        fortnightly: "Every two weeks",
        monthly: "Every month",
      },
      count: "Number of dates",
      dates: { one: "{n} date", other: "{n} dates" },
      check: "Show dates",
      title: "Your dates",
      free: "Available",
      taken: "Not available",
      someTaken: "Some of these dates aren’t available",
      choices: {
        free: "Book only the available dates",
        all: "Book all of them or none",
      },
    },
    sendRequest: "Send request",
    sendBooking: "Book this time",
    emailTo: "We’ll send the answer to {email}.",
    noMail: {
      request:
        "This site can’t send email. Save the next page’s link: the answer appears only there.",
      booking: "This site can’t send email. Save the next page’s link: updates appear only there.",
    },
    bookingFor: "This booking is for {email}.",
    change: "Choose another time",
    forHost: "{name}’s time: {when}",
    taken: "That time is no longer available",
    takenText: "We’ve kept your details. Choose one of these times to submit them:",
    takenNone: "No times nearby are available. Please try another day.",
    nearest: "These are the nearest available times:",
    checkFields: "Please check the fields marked below",
    alreadySubmitted: "You’ve already submitted this form",
    alreadySubmittedText:
      "Submitting it again with the same details opens the same booking. It won’t create another one.",
    submittedWithOtherDetails:
      "You’ve already submitted this form with other details. Submit it again to create another booking.",
  },
  /** The page between a booking and the redirect. */
  redirect: {
    text: "{name} is redirecting you to {place}.",
    continue: "Continue to {place}",
    viewBooking: "View your booking",
    saveLink: "Save the link to your booking",
    saveLinkText:
      "This site can’t send email. Copy this link or bookmark it before you continue: it’s the only way to view, reschedule or cancel your booking.",
  },
  /** How the answer of a checkbox is stored. */
  answers: { yes: "Yes", no: "No" },
};
