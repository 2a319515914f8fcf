/** Browser notifications of new requests. */
export default {
  notify: "Über neue Anfragen benachrichtigen",
  notifying: "Nicht mehr benachrichtigen",
  on: "Sie werden hier benachrichtigt, wenn jemand um einen Termin bittet.",
  blocked:
    "Ihr Browser blockiert Benachrichtigungen dieser Website. Erlauben Sie sie in seinen Einstellungen.",
  requested: "{guest} bittet um einen Termin",
  reschedule: "{guest} bittet um eine andere Zeit",
  details: "{type} · {when}",
};
