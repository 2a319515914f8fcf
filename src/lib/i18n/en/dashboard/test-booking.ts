/** A newcomer makes a test booking. */
export default {
  title: "Test booking",
  lead:
    "Request a time as a guest would, then confirm or decline it as the host. You can remove the test afterwards.",
  back: "Get started",
  request: {
    title: "1. Request a time as a guest",
    text: "{type}, {minutes} minutes. Guests see the same times.",
    times: "Choose a time",
    email: "Your email address",
    emailHint: "The guest’s emails for this test go to this address.",
    emailHintNoMail: "There’s no mail server, so nothing is sent. Any address works.",
    action: "Request this time",
  },
  none: {
    noType: {
      title: "Nothing to book yet",
      text: "Create an event type that accepts bookings, is public and has no required questions.",
      action: "Go to event types",
    },
    noTime: {
      title: "No available times in the next three weeks",
      text: "Check your weekly hours, or find out why a time isn’t available.",
      action: "Change weekly hours",
      why: "Troubleshoot",
    },
  },
  decide: {
    title: "2. Respond as the host",
    text: "{name} has requested {when}. The time is held until you respond.",
    guest: "View the guest’s page",
    emailsSent: "We’ve sent you both emails.",
    noEmails: "There’s no mail server, so you’ll find both emails under Emails.",
  },
  done: {
    confirmed: {
      title: "It works",
      text: "{when} is confirmed. That’s all it takes.",
    },
    rejected: {
      title: "Declined",
      text: "The guest was notified, and the time is available again.",
    },
    over: { title: "This test is closed", text: "The time is available again." },
    calendar: "It was added to your calendar.",
    again: "Try again",
    erase: "Remove test",
    keep: "Keep it",
  },
  erased: "Test removed.",
  erasing: "Test cancelled. It will be removed once its event is gone from your calendar.",
  eraseHint: "Erases its records and emails and removes its event from your calendar.",
  badge: "Test",
};
