/** Whom a host takes no bookings from. */
export default {
  title: "Blockierte Gäste",
  lead:
    "Blockierte Gäste können nicht bei Ihnen buchen und sehen nur, dass die Buchung nicht geklappt hat, aber nicht, warum. Bestehende Buchungen und Anfragen bleiben.",
  teamLead:
    "Blockierte Gäste können nicht bei diesem Team buchen und sehen nur, dass die Buchung nicht geklappt hat, aber nicht, warum. Bestehende Buchungen und Anfragen bleiben.",
  open: "Blockierte Gäste verwalten",
  back: "Einstellungen",
  add: "Gäste blockieren",
  entries: "E-Mail-Adressen oder Domains",
  hint:
    "Eine pro Zeile oder durch Kommas getrennt: name@example.org, oder example.org für alle Adressen dieser Domain.",
  button: "Blockieren",
  list: "Blockiert",
  none: "Niemand ist blockiert.",
  since: "seit {date}",
  remove: "Freigeben",
  removeLabel: "{entry} freigeben",
  added: { one: "{n} Eintrag blockiert.", other: "{n} Einträge blockiert." },
  addedNone: "Diese waren bereits blockiert.",
  removed: "{entry} kann wieder buchen.",
  /** On a booking's page. */
  guest: {
    open: "{name} blockieren",
    text:
      "Dieser Gast kann dann nicht mehr bei Ihnen buchen. Er sieht, dass die Buchung nicht geklappt hat, aber nicht, warum. Diese Buchung bleibt, wie sie ist.",
    address: "Diese Adresse: {address}",
    domain: "Alle Adressen von {domain}",
    button: "Blockieren",
    done: "Blockiert. Die Liste finden Sie in den Einstellungen.",
  },
};
