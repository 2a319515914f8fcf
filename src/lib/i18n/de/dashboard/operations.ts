/** The status page: what needs a host, their tasks, calendars and webhooks, what is coming up and what was done. */
export default {
  title: "Status",
  lead: "Was Ihre Aufmerksamkeit braucht und was Invito für Sie erledigt.",
  open: "Status ansehen",
  fine: {
    title: "Alles funktioniert",
    text: "Im Moment ist nichts zu tun.",
  },
  needs: {
    title: "Braucht Ihre Aufmerksamkeit",
    signedOut: "{name}: bitte neu anmelden",
    outdated: "{name} ist nicht auf dem aktuellen Stand",
    emails: {
      one: "{n} E-Mail ist nicht angekommen",
      other: "{n} E-Mails sind nicht angekommen",
    },
    entries: {
      one: "{n} Änderung steht noch nicht in Ihrem Kalender",
      other: "{n} Änderungen stehen noch nicht in Ihrem Kalender",
    },
    other: {
      one: "{n} Aufgabe ist fehlgeschlagen",
      other: "{n} Aufgaben sind fehlgeschlagen",
    },
    mailDown:
      "Der Mailserver ist im Moment nicht erreichbar. Bleibt das so, wenden Sie sich an den Betreiber dieser Website.",
    webhook: "{name} nimmt unsere Zustellungen nicht an",
    webhookOff: "{name} wurde nach zu vielen Fehlern abgeschaltet",
    stopped: {
      one: "{n} Zustellung ist fehlgeschlagen und wird nicht mehr versucht.",
      other: "{n} Zustellungen sind fehlgeschlagen und werden nicht mehr versucht.",
    },
    waiting: {
      one: "{n} Zustellung wartet auf den nächsten Versuch.",
      other: "{n} Zustellungen warten auf den nächsten Versuch.",
    },
    next: "Wir versuchen es automatisch erneut. Nächster Versuch: {when}.",
    untilThen:
      "Bis dieser Kalender wieder gelesen wird, sperren die zuletzt gelesenen Termine Ihre Zeit, und Sofortbuchungen erfordern Ihre Bestätigung.",
  },
  actions: {
    run: "Jetzt ausführen",
    runLabel: "Jetzt ausführen: {name}",
    retryAll: "Alle erneut versuchen",
    sendAgain: "Jetzt erneut senden",
    sendAgainLabel: "Jetzt erneut senden: {name}",
    drop: "Verwerfen …",
    dropLabel: "Verwerfen: {name}",
    sure: "Endgültig verwerfen",
    deliveries: "Zustellungen ansehen",
    calendars: "Kalender ansehen",
    emails: "E-Mails ansehen",
  },
  drop: {
    email:
      "Sie wird nie gesendet. Sagen Sie selbst Bescheid, wenn es wichtig ist. Im Verlauf der Buchung steht dann, dass Sie sie verworfen haben.",
    entry:
      "Ihr Kalender bleibt, wie er jetzt ist; der Eintrag kann dort also fehlen oder veraltet sein. Die Buchung ändert sich nicht, und in ihrem Verlauf steht, dass Sie das verworfen haben.",
  },
  feedback: {
    run: "Wird jetzt ausgeführt.",
    dropped: "Verworfen. Es wird nicht mehr versucht.",
    retried: {
      one: "{n} Aufgabe wird jetzt erneut versucht.",
      other: "{n} Aufgaben werden jetzt erneut versucht.",
    },
    retriedNone: "Es gab nichts erneut zu versuchen.",
    signedIn: "Angemeldet. Ihr Kalender wird gelesen.",
    syncing: "Ihr Kalender wird gelesen.",
  },
  work: {
    title: "Aufgaben",
    text: "E-Mails, Kalendereinträge und Fristen, die noch nicht erledigt sind.",
    show: "Aufgaben anzeigen",
    all: "Offen",
    none: "Keine offenen Aufgaben",
    noneText: "Alles, was zu tun war, ist erledigt.",
    noneOf: "Keine passenden Aufgaben",
    since: "Seit {when}",
    next: "Nächster Versuch: {when}",
    planned: "Geplant für {when}",
    older: "Ältere Aufgaben",
    newest: "Neueste Aufgaben",
    states: {
      failed: "Fehlgeschlagen",
      unsent: "Nicht gesendet",
      retrying: "Neuer Versuch",
      running: "Läuft",
      due: "Wartet",
      scheduled: "Geplant",
    },
    kinds: {
      "send-agenda-email": "Tagesübersicht",
      "send-calendar-alert": "E-Mail zu einem Kalender",
      "send-webhook-alert": "E-Mail zu einem Webhook",
      "send-departure": "E-Mail zu einem Teamaustritt",
      "send-key-alert": "E-Mail zu einem API-Schlüssel",
      "send-team-invitation": "Einladung in ein Team",
      expire: "Ende der Frist einer Anfrage",
      "notify-seats": "Eine Gruppe benachrichtigen",
      "schedule-reminders": "Anstehende Erinnerungen",
      "schedule-agenda-email": "Nächste Tagesübersicht",
      "send-unsent": "Wartende E-Mails senden",
      "fan-out-event": "Webhooks benachrichtigen",
      sync: "Einen Kalender lesen",
      "erase-account": "Ein Konto schließen",
      "erase-test-booking": "Eine Testbuchung löschen",
      "leave-team": "Ein Team verlassen",
      "close-team": "Ein Team löschen",
      "empty-webhooks": "Gastdaten aus Webhooks löschen",
    },
  },
  calendars: {
    title: "Kalender",
    none: "Kein Kalender verbunden",
    noneText: "Nur hier vereinbarte Buchungen sperren Ihre Zeit.",
    took: "Die letzte Synchronisierung dauerte {time}.",
    reads: {
      one: "{n} Synchronisierung in den letzten 24 Stunden",
      other: "{n} Synchronisierungen in den letzten 24 Stunden",
    },
    failed: {
      one: "{n} fehlgeschlagen",
      other: "{n} fehlgeschlagen",
    },
  },
  webhooks: {
    title: "Webhooks",
    ofTeam: "Team {team}",
    rate:
      "In den letzten 24 Stunden {done} gesendet und {failed} fehlgeschlagen ({percent} fehlgeschlagen)",
    allSent: {
      one: "{n} in den letzten 24 Stunden gesendet, nichts fehlgeschlagen",
      other: "{n} in den letzten 24 Stunden gesendet, nichts fehlgeschlagen",
    },
    quiet: "In den letzten 24 Stunden nichts gesendet",
    newest: "gezählt aus den neuesten {n} Zustellungen",
  },
  deadlines: {
    title: "Demnächst",
    none: "In den nächsten zwei Wochen läuft nichts ab.",
    kinds: {
      request: "Anfrage von {name} läuft ab",
      reschedule: "Verschiebungsanfrage von {name} läuft ab",
      verification: "{name} muss die E-Mail-Adresse bestätigen",
      "private-link": "Privater Link läuft ab: {name}",
      "api-key": "API-Schlüssel läuft ab: {name}",
      invitation: "Ihre Einladung zu dieser Website läuft ab",
      "webhook-secret": "Alter Signaturschlüssel läuft ab: {name}",
    },
  },
  day: {
    title: "In den letzten 24 Stunden",
    none: "Es gab nichts zu tun.",
    confirmations: {
      one: "{n} Bestätigung gesendet",
      other: "{n} Bestätigungen gesendet",
    },
    reminders: {
      one: "{n} Erinnerung gesendet",
      other: "{n} Erinnerungen gesendet",
    },
    otherEmails: {
      one: "{n} andere E-Mail gesendet",
      other: "{n} andere E-Mails gesendet",
    },
    entries: {
      one: "{n} Änderung in Ihrem Kalender",
      other: "{n} Änderungen in Ihrem Kalender",
    },
    reads: {
      one: "Ihre Kalender {n} Mal gelesen",
      other: "Ihre Kalender {n} Mal gelesen",
    },
    deliveries: {
      one: "{n} Ereignis an Webhooks gesendet",
      other: "{n} Ereignisse an Webhooks gesendet",
    },
    atLeast: "Es gab mehr; das sind die neuesten.",
  },
};
