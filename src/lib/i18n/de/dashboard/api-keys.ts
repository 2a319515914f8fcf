/** The page of personal API keys. */
export default {
  title: "API-Schlüssel",
  lead:
    "Lassen Sie eigene Programme, n8n oder einen Assistenten Ihr Konto über die API nutzen. Wer einen Schlüssel hat, kann alles tun, was dieser erlaubt.",
  open: "API-Schlüssel verwalten",
  back: "Einstellungen",
  name: "Name",
  nameHint: "Wofür Sie ihn verwenden. Nur für Sie sichtbar.",
  scopes: "Was er darf",
  scopeNames: {
    read: {
      label: "Lesen",
      text: "Ihre Buchungen mit Gästen, Termintypen, Kalender und Teams sehen.",
    },
    bookings: {
      label: "Buchungen",
      text:
        "Für Gäste buchen sowie Buchungen bestätigen, ablehnen, absagen, verschieben oder neu zuweisen.",
    },
    settings: {
      label: "Einstellungen",
      text: "Termintypen, Verfügbarkeit, private Links und Ihr Profil ändern.",
    },
    connections: { label: "Kalender", text: "Kalender verbinden, synchronisieren und trennen." },
    webhooks: {
      label: "Webhooks",
      text: "Webhooks sehen und ändern sowie Zustellungen erneut senden.",
    },
    teams: {
      label: "Teams",
      text: "Ihre Teams ändern, soweit Ihre jeweilige Rolle im Team es dann erlaubt.",
    },
  },
  expires: "Läuft ab",
  lifetimes: {
    "30": "Nach 30 Tagen",
    "90": "Nach 90 Tagen",
    "365": "Nach einem Jahr",
    never: "Nie",
    date: "An einem bestimmten Tag",
  },
  until: "Letzter Tag",
  make: "Schlüssel erstellen",
  made: "Schlüssel „{name}“ erstellt",
  madeText:
    "Kopieren Sie ihn jetzt. Er wird nicht gespeichert und kann nicht noch einmal angezeigt werden.",
  secret: "API-Schlüssel: {name}",
  use:
    "Senden Sie ihn als „Authorization: Bearer …“, nie in einer Webadresse. Probieren Sie ihn im Terminal aus:",
  try: "Curl-Befehl mit diesem Schlüssel",
  docs: "API-Referenz",
  newKey: "Neuer Schlüssel",
  revoked: "Schlüssel widerrufen. Er funktioniert nicht mehr.",
  list: "Ihre Schlüssel",
  none: "Noch keine API-Schlüssel",
  noneText: "Erstellen Sie unten einen, wenn ein Programm Zugriff auf Ihr Konto braucht.",
  states: { active: "Aktiv", expired: "Abgelaufen", revoked: "Widerrufen" },
  exposed:
    "Automatisch widerrufen, weil er in einer Webadresse stand. Bitte prüfen Sie, ob alle letzten Änderungen von Ihnen stammen.",
  lastDate: "Letzter gültiger Tag: {date}",
  noEnd: "Läuft nie ab",
  used: "Zuletzt verwendet am {date} von {from}",
  unused: "Nie verwendet",
  revoke: "Widerrufen",
  revokeLabel: "Widerrufen: {name}",
};
