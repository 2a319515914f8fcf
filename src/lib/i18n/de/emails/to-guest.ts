/** Emails about a booking that only its guest gets. */
export default {
  verifyEmailAddress: {
    label: "E-Mail-Adresse bestätigen",
    subject: "Bestätigen Sie Ihre E-Mail-Adresse: {title} mit {host}, {when}",
    heading: "Bestätigen Sie Ihre E-Mail-Adresse, um Ihre Anfrage zu senden",
    body:
      "Mit Ihrer E-Mail-Adresse wurde diese Zeit mit {host} angefragt, hoffentlich von Ihnen. Die Zeit ist bis {deadline} reserviert. Bestätigen Sie Ihre E-Mail-Adresse, um die Anfrage an {host} zu senden.",
    button: "Anfrage bestätigen",
    after:
      "Falls die Anfrage nicht von Ihnen stammt, ignorieren Sie diese E-Mail. Die Zeit wird wieder frei, und Sie erhalten keine weiteren E-Mails dazu.",
  },

  requestReceived: {
    label: "Anfrage erhalten",
    subject: "Anfrage gesendet: {title} mit {host}, {when}",
    heading: "Ihre Anfrage wurde an {host} gesendet",
    body: {
      one: "{host} hat bis {deadline} Zeit zu antworten. So lange ist die Zeit für Sie reserviert.",
      other:
        "{host} haben bis {deadline} Zeit zu antworten. So lange ist die Zeit für Sie reserviert.",
    },
    stale:
      "Dieser Termin wird normalerweise sofort bestätigt, aber der Kalender von {host} konnte nicht geprüft werden. Deshalb muss Ihre Buchung noch bestätigt werden.",
    next: "Sobald es eine Antwort gibt, erhalten Sie eine E-Mail.",
    button: "Anfrage ansehen",
  },

  guestConfirmed: {
    label: "Bestätigt",
    subject: "Bestätigt: {title} mit {host}, {when}",
    heading: "Ihre Buchung ist bestätigt",
    body: {
      one: "{host} freut sich auf den Termin mit Ihnen.",
      other: "{host} freuen sich auf den Termin mit Ihnen.",
    },
    calendar: "Mit der angehängten Einladung tragen Sie den Termin in Ihren Kalender ein.",
    button: "Buchung ansehen",
  },

  rejected: {
    label: "Abgelehnt",
    subject: "Abgelehnt: {title} mit {host}, {when}",
    heading: "Ihre Anfrage an {host} wurde abgelehnt",
    body: "Die Zeit ist nicht mehr für Sie reserviert.",
    button: "Andere Zeit wählen",
  },

  expired: {
    label: "Anfrage abgelaufen",
    subject: "Anfrage abgelaufen: {title} mit {host}, {when}",
    heading: "Ihre Anfrage ist abgelaufen",
    body:
      "Von {host} kam nicht rechtzeitig eine Antwort, deshalb ist die Zeit nicht mehr für Sie reserviert.",
    button: "Andere Zeit wählen",
  },

  guestCancelled: {
    label: "Abgesagt",
    subject: "Abgesagt: {title} mit {host}, {when}",
    heading: "Ihr Termin wurde abgesagt",
    byHost: {
      one: "{host} hat ihn abgesagt. Die Zeit ist nicht mehr für Sie reserviert.",
      other: "{host} haben ihn abgesagt. Die Zeit ist nicht mehr für Sie reserviert.",
    },
    byYou: {
      one: "Sie haben ihn abgesagt, und {host} wurde benachrichtigt.",
      other: "Sie haben ihn abgesagt, und {host} wurden benachrichtigt.",
    },
    calendar: "Die angehängte Aktualisierung entfernt den Termin aus Ihrem Kalender.",
    button: "Weitere Zeit buchen",
  },

  guestRescheduled: {
    label: "Verschoben",
    subject: "Verschoben: {title} mit {host}, jetzt {when}",
    heading: "Ihr Termin wurde verschoben",
    body: "Ursprünglich: {was}. Die neue Zeit finden Sie unten.",
    back: "Er wurde verschoben und findet jetzt wieder zu der Zeit statt, die Sie kennen.",
    calendar: "Die angehängte Einladung aktualisiert den Termin in Ihrem Kalender.",
    button: "Buchung ansehen",
  },

  rescheduleRequestReceived: {
    label: "Verschiebungsanfrage erhalten",
    subject: "Verschiebungsanfrage gesendet: {title} mit {host}",
    heading: "Ihre Verschiebungsanfrage wurde an {host} gesendet",
    body: {
      one:
        "Ihre gewünschte Zeit: {to}. {host} hat bis {deadline} Zeit zu antworten. Bis dahin bleibt es bei der bisherigen Zeit, und beide Zeiten sind für Sie reserviert.",
      other:
        "Ihre gewünschte Zeit: {to}. {host} haben bis {deadline} Zeit zu antworten. Bis dahin bleibt es bei der bisherigen Zeit, und beide Zeiten sind für Sie reserviert.",
    },
    button: "Buchung ansehen",
  },

  rescheduleDeclined: {
    label: "Verschiebungsanfrage abgelehnt",
    subject: "Nicht verschoben: {title} mit {host}, {when}",
    heading: "Es bleibt bei der bisherigen Zeit",
    body: "Die von Ihnen gewünschte Zeit wurde von {host} abgelehnt.",
    button: "Buchung ansehen",
  },

  rescheduleExpired: {
    label: "Verschiebungsanfrage abgelaufen",
    subject: "Nicht verschoben: {title} mit {host}, {when}",
    heading: "Es bleibt bei der bisherigen Zeit",
    body: "Von {host} kam nicht rechtzeitig eine Antwort auf Ihre Verschiebungsanfrage.",
    button: "Buchung ansehen",
  },

  timesProposed: {
    label: "Andere Zeiten vorgeschlagen",
    subject: "Andere Zeiten vorgeschlagen: {title} mit {host}",
    heading: "Neue Zeitvorschläge von {host}",
    body:
      "Ihre Anfrage für die unten genannte Zeit ist bis {deadline} offen. Falls Ihnen eine dieser Zeiten besser passt, wählen Sie sie aus:",
    button: "Anfrage ansehen",
    after: "Sie können die neue Zeit noch einmal prüfen, bevor Sie sie bestätigen.",
  },
};
