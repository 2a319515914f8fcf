/** Emails to a host about something that needs attention. */
export default {
  calendarBroken: {
    subject: "A calendar needs attention: {calendar}",
    heading: "A calendar needs attention",
    body: "Your calendar {calendar} hasn’t been synced since {since}.",
    meanwhile:
      "Busy times from the last sync still block bookings. Until the calendar works again, instant bookings require your approval, unless you changed this setting.",
    button: "Fix it",
  },

  keyRevoked: {
    subject: "Your API key {key} was revoked",
    heading: "An API key was revoked",
    body:
      "Your API key {key} was part of a web address. Such addresses end up in logs and browser histories, so we revoked the key right away.",
    next:
      "Create a new key and send it in the Authorization header: “Authorization: Bearer …”. Please also check whether you recognize all recent changes to your account.",
    button: "View API keys",
  },

  webhookFailing: {
    subject: "A webhook needs attention: {webhook}",
    heading: "A webhook needs attention",
    preview: "Events are not being delivered.",
    body: "{receiver} hasn’t accepted any event since {since}.",
    tryingOn:
      "New events are still sent. If none is accepted for five days, the webhook is turned off.",
    failing: "The webhook was turned off. You can turn it on and send the missed events again.",
    gone:
      "The receiver answered 410 Gone, so the webhook was turned off. You can turn it on and send the missed events again.",
    button: "View deliveries",
  },

  departure: {
    subject: "{member} is no longer in {team}",
    someone: "A member",
    preview: "They had created webhooks of the team.",
    previewStopped: "Event types can’t be booked.",
    stopped: "These event types can’t be booked until you edit them: {types}.",
    paused:
      "These webhooks were created by {member} and are paused: {webhooks}. Resume the ones that the team still needs, and delete the others.",
    active:
      "These webhooks were created by {member} and still receive bookings: {webhooks}. Please check who reads them.",
    button: "View team",
  },
};
