/** A newcomer tries their own page. */
export default {
  title: "A test booking",
  lead:
    "Ask yourself for a time, as a guest would, and decide it, as you will. Afterwards it can be removed without a trace.",
  back: "First steps",
  ask: {
    title: "1. Ask, as a guest",
    text: "{type}, {minutes} minutes, on times that your guests are offered, too.",
    times: "Which time?",
    email: "Your mail address",
    emailHint: "The guest’s letters of this test go there.",
    emailHintNoMail: "There is no mail server, so nothing is sent: any address will do.",
    action: "Ask for this time",
  },
  none: {
    noType: {
      title: "There is nothing to book yet",
      text:
        "Make an event type that is active, open to everybody, and asks nothing that must be answered.",
      action: "To the event types",
    },
    noTime: {
      title: "No time is free in the next three weeks",
      text: "Look over your hours, or see why a time is not offered.",
      action: "Change hours",
      why: "Why not?",
    },
  },
  decide: {
    title: "2. Decide, as the host",
    text: "{name} asks for {when}. The time is held until you decide.",
    guest: "What the guest sees now",
    letters: "Both letters are on their way to you.",
    noLetters: "There is no mail server, so both letters wait in your outbox.",
  },
  done: {
    confirmed: {
      title: "It works",
      text: "{when} is agreed. This is all there is to it.",
    },
    rejected: { title: "Declined", text: "The guest was told so, and the time is free again." },
    over: { title: "This test is over", text: "The time is free again." },
    calendar: "It is written into your calendar.",
    again: "Try once more",
    erase: "Remove the test",
    keep: "Keep it",
  },
  erased: "The test is gone.",
  erasing: "The test is cancelled; it is gone as soon as your calendar has let it go.",
  eraseHint: "Its records and letters are erased, and its entry leaves your calendar.",
  badge: "Test",
};
