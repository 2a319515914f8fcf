/** The pages on which a host picks other times for a booking. */
export default {
  title: "Propose other times",
  lead: "{name} asked for {when}.",
  forGuest: "For {name}: {when}",
  text: "Choose up to {n} times, on as many days as you like.",
  legend: "In small type: {name}’s time, {zone}",
  picked: "Chosen times",
  count: "{n} of {most} chosen",
  remove: "Remove {time}",
  gone: "no longer available",
  next: "Continue",
  sendTitle: "Send these times?",
  sendText:
    "{name} gets an email with these times. The request stays open until they choose one, which then requires your approval.",
  allGone: "None of these times is available any more. Please choose others.",
  message: "Message for {name}",
  send: "Propose times",
  change: "Change times",
  back: "Back to the request",
  off: "This event type isn’t bookable",
  offText: "Turn it on again to propose times from it.",
  /** A meeting that the host moves to another time. */
  move: {
    title: "Reschedule",
    lead: "Current time: {when}",
    newTime: "New time",
    text: "{name} will be notified, and the event in your calendar is updated.",
    notOffered:
      "Guests can’t book this time: it is outside your availability, or something is planned then.",
    button: "Reschedule to this time",
    other: "Choose another time",
    any: "Enter any other time",
    back: "Back to the booking",
  },
};
