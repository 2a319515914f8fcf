/** Emails about where a meeting takes place. */
export default {
  guestLocationChanged: {
    label: "Ort",
    subject: "Hier treffen Sie sich: {title} mit {host}, {when}",
    heading: "Hier treffen Sie sich",
    body: "Der Ort Ihres Termins steht fest. Die Zeit bleibt gleich.",
    calendar: "Die angehängte Einladung aktualisiert den Termin in Ihrem Kalender.",
    button: "Buchung ansehen",
  },

  hostLocationChanged: {
    label: "Ort",
    subject: "Neuer Ort: {title} mit {guest}, {when}",
    heading: "Ihr Termin mit {guest} hat einen neuen Ort",
    body: "{guest} wurde benachrichtigt. Die Zeit bleibt gleich.",
    calendar: "Die angehängte Einladung aktualisiert den Termin in Ihrem Kalender.",
    button: "Buchung ansehen",
  },

  hostConferenceFailed: {
    label: "Kein Videolink",
    subject: "Kein Videolink: {title} mit {guest}, {when}",
    heading: "Der Videolink konnte nicht erstellt werden",
    body:
      "Der Termin mit {guest} ist bestätigt, aber Ihr Kalender hat keinen Link für {conference} erstellt. {guest} wartet noch darauf.",
    next:
      "Öffnen Sie die Buchung, um es noch einmal zu versuchen oder einen anderen Ort festzulegen. {guest} wird sofort benachrichtigt.",
    button: "Ort festlegen",
  },
};
