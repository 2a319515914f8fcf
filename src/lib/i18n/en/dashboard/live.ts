/** Browser notifications of new requests. */
export default {
  notify: "Notify me of new requests",
  notifying: "Stop notifying me",
  on: "You’ll be told here when somebody asks for a meeting.",
  blocked: "Your browser blocks notifications from this site. Allow them in its settings.",
  requested: "{guest} asks for a meeting",
  reschedule: "{guest} asks for another time",
  details: "{type} · {when}",
};
