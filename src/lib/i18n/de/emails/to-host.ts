/** Emails about bookings that only their hosts get. */
export default {
  hostRequested: {
    label: "Bestätigung erforderlich",
    subject: "Bestätigung erforderlich: {title} mit {guest}, {when}",
    heading: "Terminanfrage von {guest}",
    body: "Bitte antworten Sie bis {deadline}. So lange ist die Zeit reserviert.",
    stale:
      "Dieser Termin wird normalerweise sofort bestätigt, aber einer Ihrer Kalender konnte nicht geprüft werden. Bitte achten Sie auf Konflikte, bevor Sie bestätigen.",
    confirm: "Bestätigen",
    reject: "Ablehnen",
    after:
      "Beide Schaltflächen zeigen zuerst die Anfrage und Ihre Termine an diesem Tag. Sie müssen sich dafür nicht anmelden.",
  },

  hostConfirmed: {
    label: "Bestätigt",
    subject: "Bestätigt: {title} mit {guest}, {when}",
    heading: "Bestätigt mit {guest}",
    body: "{guest} wurde benachrichtigt.",
    calendar: "Eine Kalendereinladung ist angehängt.",
    button: "Buchung ansehen",
  },

  hostCancelled: {
    label: "Abgesagt",
    subject: "Abgesagt: {title} mit {guest}, {when}",
    heading: "Absage von {guest}",
    headingByYou: "Termin mit {guest} abgesagt",
    withdrawn: "{guest} hat die Anfrage zurückgezogen. Die Zeit ist wieder frei.",
    body: "Der Termin wurde abgesagt. Die Zeit ist wieder frei.",
    byYou: "{guest} wurde benachrichtigt. Die Zeit ist wieder frei.",
    byCalendar:
      "Dieser Termin wurde aus Ihrem Kalender gelöscht und fehlte auch zehn Minuten später. Deshalb haben wir ihn abgesagt und {guest} benachrichtigt. Die Zeit ist wieder frei.",
    notMeant:
      "Falls Sie nicht absagen wollten, senden Sie bitte noch einmal Ihre Buchungsseite an {guest}.",
    button: "Ihre Buchungen ansehen",
  },

  hostRescheduled: {
    label: "Verschoben",
    subject: "Verschoben: {title} mit {guest}, jetzt {when}",
    heading: "Ihr Termin mit {guest} wurde verschoben",
    body: "Ursprünglich: {was}. Die neue Zeit finden Sie unten.",
    back: "Er wurde verschoben und findet jetzt wieder zu der Zeit statt, die Sie kennen.",
    calendar: "Eine aktualisierte Einladung ist angehängt.",
    button: "Ihre Buchungen ansehen",
  },

  calendarChangeNotApplied: {
    label: "Kalenderänderung nicht übernommen",
    subject: "Nicht verschoben: {title} mit {guest}, {when}",
    heading: "Ihre Kalenderänderung wurde nicht übernommen",
    body:
      "Sie haben diesen Termin in Ihrem Kalender auf {was} verschoben, aber diese Zeit gehört zu einer anderen Buchung oder ist bereits vorbei.",
    stays:
      "Es bleibt bei der unten genannten Zeit, und {guest} wurde nicht benachrichtigt. Verschieben Sie den Eintrag zurück oder auf eine freie Zeit, oder sagen Sie den Termin ab.",
    button: "Buchung ansehen",
  },

  hostRescheduleRequested: {
    label: "Bestätigung der Verschiebung erforderlich",
    subject: "Bestätigung erforderlich: {guest} möchte {title} verschieben",
    heading: "{guest} möchte den Termin verschieben",
    body:
      "Gewünschte Zeit von {guest}: {to}, statt der unten genannten. Bitte antworten Sie bis {deadline}. So lange sind beide Zeiten reserviert. Ohne Ihre Antwort bleibt es bei der bisherigen Zeit.",
    confirm: "Verschieben",
    reject: "Zeit beibehalten",
  },

  rescheduleWithdrawn: {
    label: "Verschiebungsanfrage zurückgezogen",
    subject: "Nicht verschoben: {title} mit {guest}, {when}",
    heading: "Mit {guest} bleibt es bei der bisherigen Zeit",
    body: "{guest} hat die Verschiebungsanfrage zurückgezogen. Sie müssen nichts tun.",
    button: "Buchung ansehen",
  },

  agenda: {
    subject: "{day}: {many}",
    meetings: { one: "{n} Termin", other: "{n} Termine" },
    body: "Sie haben heute {many}.",
    entry: "{title}: {guests}",
    zone: "Zeitzone: {zone}.",
    button: "Ihre Buchungen ansehen",
  },
};
