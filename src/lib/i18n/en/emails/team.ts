/** Emails about who of a team meets the guest. */
export default {
  /** Why a member gets emails. */
  automaticMember: "Sent by {service} because you’re a member of {team}.",

  guestReassigned: {
    label: "Other host",
    subject: "You’ll now meet {host}: {title}, {when}",
    heading: "You’ll now meet {host}",
    body: "The time and the place stay the same.",
    calendar: "The attached invitation updates it in your calendar.",
    subjectPending: "Request passed to {host}: {title}, {when}",
    headingPending: "Your request was passed to {host}",
    button: "View booking",
  },

  hostAssigned: {
    label: "Meeting given to you",
    subject: "New meeting: {title} with {guest}, {when}",
    heading: "You’re meeting {guest}",
    body: "{team} gave this meeting to you. {guest} has been notified.",
    bodyTogether: "You now take part in this meeting of {team}. {guest} has been notified.",
    calendar: "A calendar invitation is attached.",
    button: "View booking",
  },

  hostReleased: {
    label: "Meeting given to somebody else",
    subject: "No longer yours: {title} with {guest}, {when}",
    heading: "This meeting is no longer yours",
    body: "It was given to {host}. The time is available again.",
    bodyTogether: "You no longer take part in it. The time is available again.",
    calendar: "The attached update removes it from your calendar.",
    button: "View your bookings",
  },

  memberWithdrew: {
    label: "Member isn’t coming",
    subject: "{member} isn’t coming: {title} with {guest}, {when}",
    heading: "{member} isn’t coming",
    body: "{member} no longer takes part. The meeting takes place without them.",
    calendar: "An updated invitation is attached.",
    button: "View booking",
  },

  /** Beside the email about a calendar change that was not applied, for a member of a collective. */
  changeForAll: {
    body:
      "You moved this meeting to {was} in your calendar, but not everybody who takes part is free then.",
    stays:
      "The meeting keeps the time below, and {guest} hasn’t been notified. Your calendar gets the event back at that time.",
  },
};
