/** Emails of an event type: reminders, follow-ups, and the host's own templates. */
export default {
  noServer:
    "This site has no mail server, so reminders and follow-ups aren’t sent. Your settings take effect once there is one.",
  reminders: {
    title: "Reminders and follow-ups",
    lead:
      "Up to 20, from one minute to one week before the meeting starts or after it ends. None are sent for cancelled meetings, and rescheduled meetings use their new time.",
    booked:
      "Existing bookings keep the reminder times they were booked with. Reminders you remove here are no longer sent for them, and text changes apply to them too.",
    none: "None yet.",
    amount: "How long",
    unit: "Unit",
    side: "When",
    to: "Recipient",
    units: { minutes: "minutes", hours: "hours", days: "days" },
    sides: { before: "before it starts", after: "after it ends" },
    recipients: { guest: "to the guest", host: "to me", both: "to both" },
    one: "Reminder {n}",
    add: "Add reminder",
    remove: "Remove",
    removeOne: "Remove reminder {n}",
    editText: "Edit text",
    editTextOf: "Edit text of reminder {n}",
    alarm: "Alert in my own calendar",
    alarmUnit: "minutes before",
    alarmHint:
      "Added to the event when it’s created. Leave empty to use your calendar’s default. Changes you make in your calendar stay.",
    alarmTeam: "Alert in members’ calendars",
    alarmTeamHint:
      "Added to the event when it’s created. Leave empty to use each calendar’s default. Changes that members make in their calendars stay.",
    changed:
      "This was changed in another window since you opened it. Your changes are still below, but not saved yet.",
    overwrite: "Overwrite with my changes",
  },
  emails: {
    title: "Emails to guests",
    lead: "Customize the start of each email. Booking details are always included.",
    customized: "Customized",
    edit: "Edit",
    editOne: "Edit: {email}",
  },
  /** The texts for all event types of a host. */
  general: {
    title: "Email texts",
    lead:
      "For all your event types. An event type with a text of its own uses that instead; reminders have their text with the event type.",
    teamLead:
      "For all of the team’s event types. An event type with a text of its own uses that instead; reminders have their text with the event type.",
    open: "Edit",
    link: "Texts for all event types",
  },
  template: {
    back: "All emails for {title}",
    languages: "Language of the email",
    languagesHint:
      "A dot marks the languages with your own text. In the others, the default text is sent in the reader’s language.",
    subject: "Subject",
    subjectHint: "Default: {standard}",
    text: "Opening text",
    textHint: "Leave empty to use the default text. A blank line starts a new paragraph.",
    placeholders: "You can use these placeholders in both:",
    placeholderMeanings: {
      guest: "the guest’s name",
      host: "your name",
      type: "the event type’s title",
      time: "date and time, in the reader’s time zone",
      location: "the location",
      deadline: "the deadline for a response",
      previous: "the previous time",
      requested: "the time the guest requested",
    },
    preview: "Preview",
    previewHint: "A sample email, exactly as it would be sent.",
    showPreview: "Show preview",
    save: "Save",
    reset: "Restore default text",
    saved: "Saved.",
    wasReset: "Default text restored.",
  },
  sample: { name: "Grace Hopper" },
  unknownPlaceholder: "This email doesn’t support {unknown}. You can use {known}.",
};
