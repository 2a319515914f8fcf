import booking from "./booking.ts";

/** The inbox: tabs, search, requests, first steps and notices. */
export default {
  title: "Buchungen",
  lead: "Die Zeiten gelten in Ihrer Zeitzone: {zone}.",
  book: "Für einen Gast buchen",
  show: {
    label: "Buchungen filtern",
    now: "Übersicht",
    pending: "Offen",
    upcoming: "Bevorstehend",
    past: "Vergangen",
    declined: "Abgelehnt",
    cancelled: "Abgesagt",
  },
  search: {
    open: "Suchen und filtern",
    query: "Suche",
    hint: "Ganze Wörter oder Wortanfänge in Namen, E-Mail-Adressen und Anmerkungen.",
    type: "Termintyp",
    status: "Status",
    all: "Alle",
    go: "Suchen",
    found: { one: "{n} Buchung gefunden.", other: "{n} Buchungen gefunden." },
    more: "Es gibt weitere Ergebnisse. Ergänzen Sie ein Wort, um die Suche einzugrenzen.",
    clear: "Suche zurücksetzen",
    csv: "Alle herunterladen (CSV)",
  },
  /** A meeting that can be joined now. */
  soon: { title: "Als Nächstes", starts: "Beginnt in {time}", running: "Läuft gerade" },
  headings: { pending: "Warten auf Ihre Antwort", upcoming: "Bevorstehend" },
  guests: { one: "{n} Gast", other: "{n} Gäste" },
  today: "Heute",
  tomorrow: "Morgen",
  more: "Mehr anzeigen",
  toStart: "Zurück zum Anfang",
  allUpcoming: "Alle bevorstehenden",
  allPending: "Alle Anfragen",
  empty: {
    now: {
      title: "Alles erledigt",
      text: "Neue Anfragen erscheinen sofort hier.",
    },
    pending: { title: "Keine offenen Anfragen", text: "Sie haben jede Anfrage beantwortet." },
    upcoming: {
      title: "Keine bevorstehenden Buchungen",
      text: "Bestätigte Termine erscheinen hier.",
    },
    past: {
      title: "Keine vergangenen Buchungen",
      text: "Termine erscheinen hier, sobald sie vorbei sind.",
    },
    declined: {
      title: "Keine abgelehnten Anfragen",
      text: "Anfragen, die Sie ablehnen, erscheinen hier.",
    },
    cancelled: {
      title: "Keine abgesagten Buchungen",
      text: "Abgesagte Termine und abgelaufene Anfragen erscheinen hier.",
    },
    ofType: {
      title: "Keine Buchungen dieses Termintyps",
      text: "Vielleicht gibt es welche von anderen Termintypen.",
    },
  },
  emptyPage: "Ihre Buchungsseite ansehen",
  status: {
    PENDING: "Offen",
    CONFIRMED: "Bestätigt",
    REJECTED: "Abgelehnt",
    CANCELLED: "Abgesagt",
    expired: "Abgelaufen",
    withdrawn: "Zurückgezogen",
  },
  approvalReason: {
    stale:
      "Sie müssen bestätigen, weil einer Ihrer Kalender nicht aktuell oder nur teilweise synchronisiert war.",
    unreachable: "Sie müssen bestätigen, weil Ihr Kalender nicht erreichbar war.",
  },
  decide: {
    left: "Verbleibende Zeit für Ihre Antwort:",
    confirm: "Bestätigen",
    reject: "Ablehnen",
    message: "Nachricht an {name} hinzufügen",
    messageHint: "Steht in der E-Mail, ob Sie bestätigen oder ablehnen.",
    forceConfirm: "Trotzdem bestätigen",
    forAll: "Für alle Mitglieder bestätigen",
    conflict: "In Ihrem Kalender steht zu dieser Zeit ein anderer Termin:",
    unreachable: "Diese Kalender konnten gerade nicht geprüft werden:",
    busy: "belegt",
    over: "Diese Anfrage wartet nicht mehr auf eine Antwort",
    overText: "Ihre Nachricht wurde nicht gesendet. Sie bleibt hier, bis Sie die Seite verlassen.",
    requestedTime: "Gewünschte Zeit:",
    reschedule: {
      confirm: "Verschieben",
      reject: "Zeit beibehalten",
      forceConfirm: "Trotzdem verschieben",
      messageHint: "Steht in der E-Mail, wenn Sie die Zeit beibehalten.",
    },
    done: {
      confirmed: "Bestätigt: {name}, {when}.",
      "partly-confirmed":
        "Von Ihnen bestätigt: {name}, {when}. Andere Mitglieder müssen noch bestätigen.",
      "passed-on": "Abgelehnt: {name}, {when}. Die Anfrage ging an ein anderes Mitglied des Teams.",
      rejected: "Abgelehnt: {name}, {when}. Die Zeit ist wieder frei.",
      rescheduled: "Verschoben: {name}, jetzt {when}.",
      "reschedule-declined": "Zeit beibehalten: {name}, {when}.",
    },
  },
  /** Beside a booking that its host made to try things. */
  test: "Test",
  firstSteps: {
    title: "Erste Schritte",
    text: "Noch ein paar Handgriffe, und alles ist eingerichtet.",
    done: "Erledigt",
    continueSetup: "Einrichtung fortsetzen",
    calendar: {
      title: "Kalender verbinden",
      text:
        "Gäste können dann keine Zeiten buchen, zu denen Sie belegt sind, und bestätigte Termine werden eingetragen.",
      action: "Verbinden",
      skip: "Vorerst überspringen",
      skipped: "Vorerst übersprungen",
      done: "Verbunden",
    },
    hours: {
      title: "Verfügbarkeit festlegen",
      text: "{summary}",
      action: "Zeiten ändern",
    },
    type: {
      title: "Termintyp einrichten",
      text: "{title}, {minutes} Minuten. {decision}",
      none: "Sie haben noch keine Termintypen.",
      create: "Erstellen",
      action: "Bearbeiten",
      approval: "Bestätigung erforderlich.",
      instant: "Sofort bestätigt.",
    },
    link: {
      title: "Link teilen",
      text: "Auf Ihrer Buchungsseite stehen alle Ihre Termintypen.",
      label: "Link zu Ihrer Buchungsseite",
    },
    test: {
      title: "Testbuchung vornehmen",
      text: "Fragen Sie als Gast eine Zeit an und bestätigen oder lehnen Sie sie dann selbst ab.",
      action: "Test starten",
      again: "Erneut testen",
    },
    hide: "Diese Schritte ausblenden",
  },
  notices: {
    overlaps: {
      title: {
        one: "Zwei Buchungen überschneiden sich",
        other: "{n} Paare von Buchungen überschneiden sich",
      },
      text:
        "Ihre Zeit wurde versehentlich doppelt vergeben. Keine der Buchungen wurde abgesagt, und kein Gast wurde benachrichtigt. Verschieben Sie eine davon oder sagen Sie sie ab.",
      /** After the guest's name. */
      details: " · {type} · {when}",
    },
    address: {
      title: "Ihre Links haben eine andere Adresse",
      text:
        "Sie haben diese Seite unter {here} geöffnet, aber Links in E-Mails und auf dieser Seite beginnen mit {base}. Setzen Sie INVITO_BASE_URL auf die Adresse, die Gäste erreichen können, und starten Sie Invito neu.",
    },
    noMail: {
      title: "Kein Mailserver eingerichtet",
      text:
        "E-Mails werden nicht gesendet. Sie finden sie unter „E-Mails“. Gäste werden gebeten, den Link zu ihrer Buchung zu speichern. Um E-Mails zu senden, setzen Sie INVITO_SMTP_HOST.",
      action: "E-Mails ansehen",
    },
    noCalendar: {
      text: "Es ist kein Kalender verbunden, deshalb sperren nur Buchungen über Invito Ihre Zeit.",
      action: "Kalender verbinden",
    },
    stale: {
      title: "Ein Kalender ist nicht aktuell",
      text:
        "Er wurde zuletzt nicht oder nur teilweise synchronisiert. Die bei der letzten Synchronisierung belegten Zeiten bleiben gesperrt, und Sie müssen auch Sofortbuchungen bestätigen.",
      action: "Kalender ansehen",
    },
    lostEvents: {
      title: "Einträge Ihrer Buchungen sind aus einem Kalender verschwunden",
      text:
        "Ihre Buchungen sind unverändert, und kein Gast wurde benachrichtigt. Entscheiden Sie, ob die Einträge wiederhergestellt werden sollen.",
      action: "Kalender ansehen",
    },
    broken: {
      title: "Ein Kalender braucht Ihre Aufmerksamkeit",
      text:
        "Er lässt sich nicht mehr synchronisieren. Die bei der letzten Synchronisierung belegten Zeiten bleiben gesperrt, und Sie müssen auch Sofortbuchungen bestätigen.",
      action: "Problem beheben",
    },
    noEmail: {
      text:
        "Sie haben noch keine E-Mail-Adresse angegeben, deshalb können Sie Anfragen nicht per E-Mail erhalten.",
      action: "E-Mail-Adresse hinzufügen",
    },
    unconfirmed: {
      title: "Bestätigen Sie Ihre E-Mail-Adresse",
      text:
        "Wir haben einen Link an {email} gesendet. Öffnen Sie ihn, um Anfragen per E-Mail zu erhalten. Bis dahin erscheinen sie nur hier.",
      again: "Erneut senden",
      change: "Adresse ändern",
      sent: "Wir haben noch einen Link an {email} gesendet. Er funktioniert 24 Stunden lang.",
    },
  },
  booking,
};
