/** Emails about where a meeting takes place. */
export default {
  guestLocationChanged: {
    label: "Location",
    subject: "Where you meet: {title} with {host}, {when}",
    heading: "Where you meet",
    body: "The location of your meeting is set. The time stays the same.",
    calendar: "The attached invitation updates it in your calendar.",
    button: "View booking",
  },

  hostLocationChanged: {
    label: "Location",
    subject: "New location: {title} with {guest}, {when}",
    heading: "Your meeting with {guest} has a new location",
    body: "{guest} was notified. The time stays the same.",
    calendar: "The attached invitation updates it in your calendar.",
    button: "View booking",
  },

  hostConferenceFailed: {
    label: "No video link",
    subject: "No video link: {title} with {guest}, {when}",
    heading: "The video link couldn’t be created",
    body:
      "The meeting with {guest} is confirmed, but your calendar created no {conference} link. {guest} is still waiting for it.",
    next:
      "Open the booking to try again or to set another location. {guest} is notified right away.",
    button: "Set location",
  },
};
