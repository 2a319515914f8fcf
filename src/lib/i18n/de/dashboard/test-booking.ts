/** A newcomer makes a test booking. */
export default {
  title: "Testbuchung",
  lead:
    "Fragen Sie wie ein Gast eine Zeit an und bestätigen oder lehnen Sie sie dann selbst ab. Den Test können Sie danach entfernen.",
  back: "Erste Schritte",
  request: {
    title: "1. Als Gast eine Zeit anfragen",
    text: "{type}, {minutes} Minuten. Gäste sehen dieselben Zeiten.",
    times: "Zeit wählen",
    email: "Ihre E-Mail-Adresse",
    emailHint: "Die E-Mails an den Gast gehen bei diesem Test an diese Adresse.",
    emailHintNoMail:
      "Es gibt keinen Mailserver, daher wird nichts gesendet. Sie können jede Adresse eingeben.",
    action: "Diese Zeit anfragen",
  },
  none: {
    noType: {
      title: "Noch nichts zu buchen",
      text:
        "Erstellen Sie einen Termintyp, der Buchungen annimmt, öffentlich ist und keine Pflichtfragen hat.",
      action: "Zu den Termintypen",
    },
    noTime: {
      title: "In den nächsten drei Wochen sind keine Zeiten frei",
      text:
        "Prüfen Sie Ihre wöchentlichen Zeiten oder sehen Sie nach, warum eine Zeit nicht frei ist.",
      action: "Wöchentliche Zeiten ändern",
      why: "Zeiten prüfen",
    },
  },
  decide: {
    title: "2. Selbst antworten",
    text: "{name} hat {when} angefragt. Die Zeit ist reserviert, bis Sie antworten.",
    guest: "Seite des Gastes ansehen",
    emailsSent: "Wir haben Ihnen beide E-Mails gesendet.",
    noEmails: "Es gibt keinen Mailserver; beide E-Mails finden Sie unter „E-Mails“.",
  },
  done: {
    confirmed: {
      title: "Es funktioniert",
      text: "{when} ist bestätigt. Mehr ist nicht nötig.",
    },
    rejected: {
      title: "Abgelehnt",
      text: "Der Gast wurde benachrichtigt, und die Zeit ist wieder frei.",
    },
    over: { title: "Dieser Test ist erledigt", text: "Die Zeit ist wieder frei." },
    calendar: "Der Termin wurde in Ihren Kalender eingetragen.",
    again: "Noch einmal",
    erase: "Test entfernen",
    keep: "Behalten",
  },
  erased: "Test entfernt.",
  erasing: "Test abgesagt. Er wird entfernt, sobald sein Eintrag aus Ihrem Kalender gelöscht ist.",
  eraseHint: "Löscht seine Daten und E-Mails und entfernt seinen Eintrag aus Ihrem Kalender.",
  badge: "Test",
};
