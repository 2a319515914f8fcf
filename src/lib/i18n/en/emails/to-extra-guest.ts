/** Emails about extra guests: to them, and to the guest who brings them along. */
export default {
  verifyToInvite: {
    label: "Verify your email to invite guests",
    subject: "Confirm your email to invite your guests: {title}, {when}",
    heading: "Confirm your email to invite your guests",
    body:
      "Your booking is confirmed. The guests you added are invited once you’ve confirmed that this email address is yours.",
    button: "Invite my guests",
    after: "If you didn’t make this booking, ignore this email. Nobody will be invited.",
  },

  extraGuestInvited: {
    label: "Invitation",
    subject: "Invitation: {title} with {host}, {when}",
    heading: "{guest} invites you to a meeting",
    body: {
      one: "{guest} added you to a meeting with {host}.",
      other: "{guest} added you to a meeting with {host}.",
    },
    calendar: "Use the attached invitation to add the meeting to your calendar.",
    changes: "Can’t make it, or never heard of it? Please tell {guest}, who can remove you.",
  },

  extraGuestUpdated: {
    label: "Meeting changed",
    subject: "Changed: {title} with {host}, {when}",
    heading: "Your meeting has changed",
    body: {
      one: "You’re meeting {host}.",
      other: "You’re meeting {host}.",
    },
    calendar: "The attached invitation updates it in your calendar.",
  },

  extraGuestCancelled: {
    label: "Cancelled",
    subject: "Cancelled: {title} with {host}, {when}",
    heading: "This meeting was cancelled",
    body: {
      one: "Your meeting with {host} won’t take place.",
      other: "Your meeting with {host} won’t take place.",
    },
    calendar: "The attached update removes it from your calendar.",
  },

  extraGuestRemoved: {
    label: "No longer invited",
    subject: "No longer invited: {title} with {host}, {when}",
    heading: "You’re no longer invited to this meeting",
    body: "{guest} removed you from the meeting with {host}.",
    calendar: "The attached update removes it from your calendar.",
  },
};
