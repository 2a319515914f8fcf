/** The guest's pages: verifying an email, the booking, cancelling and rescheduling. */
export default {
  /** The page behind the link of the email that verifies a guest's address. */
  verifyEmail: {
    title: "E-Mail-Adresse bestätigen",
    text: "Bestätigen Sie Ihre E-Mail-Adresse, um diese Anfrage an {name} zu senden.",
    button: "Bestätigen und Anfrage senden",
    notYou: "Diese Anfrage stammt nicht von Ihnen? Dann können Sie die Seite schließen.",
    lateTitle: "Dieser Link ist abgelaufen",
    lateText:
      "Die Zeit war nur kurz reserviert und ist wieder frei. Ihre Anfrage wurde nicht an {name} gesendet.",
    overTitle: "Es gibt nichts zu bestätigen",
    overText: "Diese Anfrage an {name} wurde zurückgezogen oder abgelehnt.",
    replacedTitle: "Dieser Link wurde ersetzt",
    replacedText:
      "Die E-Mail-Adresse dieser Anfrage wurde korrigiert, deshalb funktioniert dieser Link nicht mehr. Bitte öffnen Sie den Link in der neuesten E-Mail.",
    taken: "Diese Zeit wurde inzwischen vergeben.",
    again: "Andere Zeit wählen",
    /** Of a booking that is confirmed already. */
    toInvite: {
      title: "Gäste einladen",
      text:
        "Bestätigen Sie Ihre E-Mail-Adresse, um die weiteren Gäste zu diesem Termin mit {name} einzuladen.",
      button: "Bestätigen und einladen",
      notYou: "Diese Buchung stammt nicht von Ihnen? Dann können Sie die Seite schließen.",
    },
  },
  guest: {
    unverified: {
      title: "Prüfen Sie Ihr Postfach",
      lead:
        "Wir haben einen Link an {email} gesendet. Öffnen Sie ihn, um Ihre Anfrage an {name} zu senden. Bis dahin ist die Zeit für Sie reserviert.",
      state: "E-Mail-Bestätigung ausstehend",
      deadline: "Reserviert bis",
      late:
        "Sie haben Ihre E-Mail-Adresse nicht rechtzeitig bestätigt, die Zeit ist daher wieder frei. Sie können eine neue Anfrage senden.",
    },
    /** What a guest can do while the email has not arrived. */
    verification: {
      title: "Keine E-Mail erhalten?",
      sent: "Zuletzt um {time} an {email} gesendet. Sehen Sie bitte auch im Spam-Ordner nach.",
      wait: {
        one: "Sie können sie in {n} Sekunde erneut senden.",
        other: "Sie können sie in {n} Sekunden erneut senden.",
      },
      sendAgain: "Erneut senden",
      correct: "Ihre E-Mail-Adresse",
      correctHint:
        "Falls sie einen Fehler enthält, korrigieren Sie ihn hier. Links an die alte Adresse funktionieren dann nicht mehr.",
      correctButton: "Korrigieren und senden",
      noMore:
        "Für diese Anfrage werden keine weiteren E-Mails gesendet. Falls keine ankommt, ziehen Sie die Anfrage zurück und senden Sie eine neue.",
    },
    titles: {
      pending: "Ihre Anfrage wurde an {name} gesendet",
      confirmed: "Ihre Buchung ist bestätigt",
      rejected: "{name} hat diese Zeit abgelehnt",
      expired: "Diese Anfrage ist abgelaufen",
      cancelled: "Dieser Termin wurde abgesagt",
      withdrawn: "Sie haben diese Anfrage zurückgezogen",
    },
    leads: {
      pending:
        "Die Zeit ist für Sie reserviert, bis {name} entscheidet. Diese Seite aktualisiert sich automatisch.",
      confirmed: "{name} freut sich auf den Termin mit Ihnen.",
      rejected: "Sie können gern eine andere Zeit wählen.",
      expired:
        "{name} hat nicht rechtzeitig geantwortet. Sie können gern eine neue Anfrage senden.",
      cancelled: "Die Zeit ist wieder frei.",
      withdrawn: "Die Zeit ist wieder frei.",
    },
    states: {
      pending: "Offen",
      confirmed: "Bestätigt",
      rejected: "Abgelehnt",
      expired: "Abgelaufen",
      cancelled: "Abgesagt",
      withdrawn: "Zurückgezogen",
    },
    approvalReason: {
      stale:
        "Dieser Termin wird normalerweise sofort bestätigt. Der Kalender von {name} war nicht aktuell, deshalb muss Ihre Buchung noch bestätigt werden.",
      unreachable:
        "Dieser Termin wird normalerweise sofort bestätigt. Der Kalender von {name} war nicht erreichbar, deshalb muss Ihre Buchung noch bestätigt werden.",
    },
    deadline: "Läuft ab",
    left: "noch {time}",
    when: "Wann",
    hostTime: "Ortszeit von {name}",
    where: "Wo",
    who: "Mit",
    what: "Termin",
    you: "Sie",
    note: "Ihre Anmerkungen",
    message: "Nachricht von {name}",
    emailTo: "Die Antwort senden wir auch an {email}.",
    dataStored:
      "{name} speichert Ihre Angaben und kann sie Ihnen auf Wunsch mitteilen oder löschen.",
    test: "Dies ist eine Testbuchung von {name}.",
    saveLink: "Link zu dieser Seite speichern",
    saveLinkText:
      "Diese Website kann keine E-Mails versenden. Neuigkeiten zu dieser Buchung sehen Sie nur auf dieser Seite.",
    address: "Link zu dieser Seite",
    calendar: "Zum Kalender hinzufügen",
    file: "Kalenderdatei (.ics)",
    google: "Google Kalender",
    outlook: "Outlook",
    again: "Andere Zeit wählen",
    changed: "Der Status dieser Buchung hat sich geändert: {state}.",
    rescheduleRequest: "Sie haben um Verschiebung gebeten",
    rescheduleText:
      "{when}. Bis {name} entscheidet, bleibt Ihre bisherige Zeit gebucht und beide Zeiten sind reserviert.",
    rescheduleDeadline: "Läuft ab",
    keepCurrentTime: "Bisherige Zeit beibehalten",
    proposed: "{name} schlägt andere Zeiten vor",
    proposedText: "Ihre Anfrage bleibt offen, bis Sie eine davon wählen.",
    change: "Möchten Sie etwas ändern?",
    reschedule: "Verschieben",
    cancel: "Termin absagen",
    withdraw: "Anfrage zurückziehen",
    late: {
      both:
        "Der Termin lässt sich hier nicht mehr verschieben oder absagen. Bitte wenden Sie sich an {name}.",
      cancel: "Der Termin lässt sich hier nicht mehr absagen. Bitte wenden Sie sich an {name}.",
      reschedule:
        "Der Termin lässt sich hier nicht mehr verschieben. Bitte wenden Sie sich an {name}.",
    },
    /** People whom the guest brings along. */
    extraGuests: {
      title: "Weitere Gäste",
      whenConfirmed: "Ihre Gäste werden eingeladen, sobald die Buchung bestätigt ist.",
      whenVerified:
        "Ihre Gäste werden eingeladen, sobald Sie Ihre E-Mail-Adresse über den Link bestätigt haben, den wir an {email} gesendet haben.",
      invited: "Ihre Gäste erhalten die Einladung per E-Mail. Ändern können sie die Buchung nicht.",
      noMail:
        "Diese Website kann keine E-Mails versenden. Bitte geben Sie die Termindaten selbst weiter.",
      notYet: "Sie können bis zu {n} Personen mitbringen. Alle erhalten die Einladung per E-Mail.",
      add: "Gäste hinzufügen",
      addHint: "E-Mail-Adressen, durch Kommas getrennt.",
      addButton: "Hinzufügen",
      remove: "Entfernen",
      removeOne: "{email} entfernen",
    },
    series: "Zusammen gebucht",
    keptTime: {
      one: "{n} späterer Termin bleibt, weil die neue Zeit nicht frei ist.",
      other: "{n} spätere Termine bleiben, weil die neue Zeit nicht frei ist.",
    },
    widgetOpen: "Buchung ansehen",
    widgetMore: "Weitere Zeit buchen",
  },
  cancel: {
    title: "Diesen Termin absagen?",
    withdrawTitle: "Diese Anfrage zurückziehen?",
    text:
      "{name} wird benachrichtigt, und andere können diese Zeit buchen. Das lässt sich nicht rückgängig machen.",
    which: "Welche Termine?",
    only: "Nur diesen Termin",
    later: { one: "Diesen und {n} späteren Termin", other: "Diesen und {n} spätere Termine" },
    reason: "Begründung",
    reasonHint: "Optional. Für {name} sichtbar.",
    cancel: "Termin absagen",
    withdraw: "Anfrage zurückziehen",
    keep: "Nein, behalten",
    reschedule: "Lieber verschieben",
    changed:
      "Diese Buchung hat sich geändert, seit Sie die Seite geöffnet haben. Bitte sehen Sie sie sich noch einmal an.",
    lateTitle: "Absage hier nicht mehr möglich",
    lateText: "{name} benötigt mehr Vorlauf. Bitte wenden Sie sich direkt an {name}.",
    back: "Zurück zur Buchung",
  },
  reschedule: {
    /** Where a later date of a series has the chosen time. */
    together:
      "Zu dieser Zeit liegt ein späterer Termin dieser Serie. Deshalb werden die späteren Termine mitverschoben.",
    title: "Verschieben: {type} mit {name}",
    lead: "Bisher {when}",
    heading: "Auf diese Zeit verschieben?",
    currentTime: "Bisherige Zeit",
    newTime: "Neue Zeit",
    needsApproval:
      "{name} muss die neue Zeit bestätigen. Bis dahin bleibt Ihre bisherige Zeit gebucht und beide Zeiten sind für Sie reserviert.",
    request: "Ihre Anfrage gilt dann für diese Zeit, und {name} wird benachrichtigt.",
    instant: "Ihr Termin wird sofort verschoben, und {name} wird benachrichtigt.",
    requestTime: "Diese Zeit anfragen",
    confirm: "Verschieben",
    back: "Andere Zeit wählen",
    keep: "Bisherige Zeit beibehalten",
    changed:
      "Diese Buchung hat sich geändert, seit Sie die Seite geöffnet haben. Bitte sehen Sie sie sich noch einmal an.",
    same: "Das ist bereits Ihre Zeit.",
    lateTitle: "Verschieben hier nicht mehr möglich",
    lateText: "{name} benötigt mehr Vorlauf. Bitte wenden Sie sich direkt an {name}.",
    closedTitle: "Keine anderen Zeiten frei",
    closedText:
      "{name} nimmt für diesen Termintyp derzeit keine Buchungen an. Bitte wenden Sie sich direkt an {name}.",
    toBooking: "Zurück zur Buchung",
  },
};
