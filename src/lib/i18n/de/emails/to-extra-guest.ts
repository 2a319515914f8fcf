/** Emails about extra guests: to them, and to the guest who brings them along. */
export default {
  verifyToInvite: {
    label: "E-Mail-Adresse bestätigen, um Gäste einzuladen",
    subject: "Bestätigen Sie Ihre E-Mail-Adresse, um Ihre Gäste einzuladen: {title}, {when}",
    heading: "Bestätigen Sie Ihre E-Mail-Adresse, um Ihre Gäste einzuladen",
    body:
      "Ihre Buchung ist bestätigt. Die weiteren Gäste werden eingeladen, sobald Sie bestätigt haben, dass diese E-Mail-Adresse Ihnen gehört.",
    button: "Gäste einladen",
    after:
      "Falls diese Buchung nicht von Ihnen stammt, ignorieren Sie diese E-Mail. Niemand wird eingeladen.",
  },

  extraGuestInvited: {
    label: "Einladung",
    subject: "Einladung: {title} mit {host}, {when}",
    heading: "{guest} lädt Sie zu einem Termin ein",
    body: {
      one: "{guest} hat Sie zu einem Termin mit {host} hinzugefügt.",
      other: "{guest} hat Sie zu einem Termin mit {host} hinzugefügt.",
    },
    calendar: "Mit der angehängten Einladung tragen Sie den Termin in Ihren Kalender ein.",
    changes:
      "Sie sind verhindert oder wissen nichts davon? Bitte sagen Sie {guest} Bescheid. {guest} kann Sie wieder entfernen.",
  },

  extraGuestUpdated: {
    label: "Termin geändert",
    subject: "Geändert: {title} mit {host}, {when}",
    heading: "Ihr Termin hat sich geändert",
    body: {
      one: "Sie haben einen Termin mit {host}.",
      other: "Sie haben einen Termin mit {host}.",
    },
    calendar: "Die angehängte Einladung aktualisiert den Termin in Ihrem Kalender.",
  },

  extraGuestCancelled: {
    label: "Abgesagt",
    subject: "Abgesagt: {title} mit {host}, {when}",
    heading: "Dieser Termin wurde abgesagt",
    body: {
      one: "Ihr Termin mit {host} findet nicht statt.",
      other: "Ihr Termin mit {host} findet nicht statt.",
    },
    calendar: "Die angehängte Aktualisierung entfernt den Termin aus Ihrem Kalender.",
  },

  extraGuestRemoved: {
    label: "Nicht mehr eingeladen",
    subject: "Nicht mehr eingeladen: {title} mit {host}, {when}",
    heading: "Sie sind zu diesem Termin nicht mehr eingeladen",
    body: "{guest} hat Sie aus dem Termin mit {host} entfernt.",
    calendar: "Die angehängte Aktualisierung entfernt den Termin aus Ihrem Kalender.",
  },
};
