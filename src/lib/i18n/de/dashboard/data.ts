/** Data and privacy: export, retention, guest data requests and deleting the account. */
export default {
  title: "Daten und Datenschutz",
  lead:
    "Exportieren Sie Ihre Daten, legen Sie fest, wie lange Gastdaten gespeichert bleiben, oder löschen Sie Ihr Konto.",
  open: "Daten verwalten",
  toSettings: "Einstellungen",
  erasedGuest: "Gelöschter Gast",
  saved: "Gespeichert.",
  exportData: {
    title: "Daten exportieren",
    text:
      "Laden Sie alles in Ihrem Konto als JSON herunter: Profil, Verfügbarkeit, Termintypen, Kalender (ohne Passwörter) und alle Buchungen mit Verlauf. Oder laden Sie nur Ihre Termine für eine Kalender-App herunter.",
    json: "Alles (JSON)",
    ics: "Termine (.ics)",
    csv: "Buchungen (CSV)",
    progress: {
      look: "Fortschritt des Downloads ansehen",
      running:
        "{done} von {total} Buchungen sind in der Datei ({percent}). Der Download läuft weiter, wenn Sie diese Seite verlassen.",
      done: {
        one: "Vollständig: {n} Buchung, {time}.",
        other: "Vollständig: {n} Buchungen, {time}.",
      },
      stopped:
        "Der Download endete nach {done} von {total} Buchungen, {time}. Die Datei ist unvollständig: Bitte laden Sie sie erneut herunter.",
      failed:
        "Nach {done} von {total} Buchungen ist ein Fehler aufgetreten, {time}. Die Datei ist unvollständig: Bitte laden Sie sie erneut herunter.",
    },
  },
  retention: {
    title: "Aufbewahrung von Gastdaten",
    text:
      "Namen, Adressen, Anmerkungen, Antworten und E-Mails von Gästen werden so viele Tage nach dem Termin gelöscht. Zeit und Ausgang bleiben für Ihre Statistik erhalten.",
    label: "Tage nach dem Termin",
    hint: "Leer lassen, um Gastdaten unbegrenzt aufzubewahren.",
    save: "Speichern",
  },
  lookUp: {
    title: "Anfragen von Gästen zu ihren Daten",
    text:
      "Auf Wunsch eines Gastes können Sie nachsehen, welche Daten Sie über ihn haben, oder sie löschen.",
    label: "E-Mail-Adresse des Gastes",
    action: "Nachsehen",
  },
  guest: {
    title: "Daten des Gastes",
    none: "Keine Buchungen von {email} gefunden.",
    found: {
      one: "{n} Buchung von {email} gefunden.",
      other: "{n} Buchungen von {email} gefunden.",
    },
    download: "Als JSON herunterladen",
    erase: {
      title: "Diesen Gast löschen",
      text:
        "Name, Adresse, Anmerkungen, Antworten, E-Mails und Nachrichten werden aus allen Buchungen dieses Gastes gelöscht, und seine Links funktionieren nicht mehr. Das lässt sich nicht rückgängig machen. Ihre eigenen Kalender und Ihr Postfach werden nicht verändert.",
      sure: "Mir ist klar, dass sich das nicht rückgängig machen lässt",
      action: "Gast löschen",
    },
    coming:
      "Diese Buchungen stehen noch bevor. Sagen Sie sie zuerst ab, dann können Sie auch sie löschen:",
    inProgress: {
      one:
        "Für {n} Buchung ist noch eine E-Mail oder Kalenderaktualisierung in Arbeit. Bitte versuchen Sie es später noch einmal.",
      other:
        "Für {n} Buchungen sind noch E-Mails oder Kalenderaktualisierungen in Arbeit. Bitte versuchen Sie es später noch einmal.",
    },
    erased: {
      one: "Gastdaten aus {n} Buchung gelöscht.",
      other: "Gastdaten aus {n} Buchungen gelöscht.",
    },
  },
  deleteAccount: {
    title: "Konto löschen",
    text: "Löschen Sie Ihre Buchungsseite, Ihre Buchungen und alle anderen Daten endgültig.",
    action: "Konto löschen …",
  },
  close: {
    title: "Konto löschen",
    now: "Sofort:",
    nowList: [
      "Ihre Buchungsseite und alle Ihre Links funktionieren nicht mehr",
      "Sie werden auf allen Geräten abgemeldet",
      "Ihre Kalender-Feeds und Einladungen funktionieren nicht mehr, und Ihre Kalender werden nicht mehr synchronisiert",
    ],
    nothingComing: "Sie haben keine bevorstehenden Buchungen, die abgesagt werden.",
    coming: {
      one:
        "{n} bevorstehende Buchung oder Anfrage wird abgesagt, und der Gast wird benachrichtigt.",
      other:
        "{n} bevorstehende Buchungen und Anfragen werden abgesagt, und die Gäste werden benachrichtigt.",
    },
    comingNoMail: {
      one:
        "{n} bevorstehende Buchung oder Anfrage wird abgesagt. Diese Website kann keine E-Mails versenden, bitte benachrichtigen Sie den Gast selbst.",
      other:
        "{n} bevorstehende Buchungen und Anfragen werden abgesagt. Diese Website kann keine E-Mails versenden, bitte benachrichtigen Sie die Gäste selbst.",
    },
    then:
      "Alle Daten, auch Kalender und ihre Passwörter, werden gelöscht, sobald die E-Mails gesendet und die Einträge aus Ihren Kalendern entfernt sind, spätestens nach sieben Tagen. Ihren Benutzernamen kann danach niemand anderes verwenden.",
    exportFirst: "Zuerst Daten exportieren",
    message: "Nachricht an Gäste, deren Buchungen abgesagt werden",
    messageHint: "Optional. Steht in den E-Mails an sie.",
    username: "Geben Sie zur Bestätigung {username} ein",
    sure: "Ja, alles endgültig löschen",
    action: "Konto löschen",
    keep: "Konto behalten",
  },
  closed: {
    title: "Ihr Konto wird gelöscht",
    text:
      "Ihre Buchungsseite gibt es nicht mehr. Bevorstehende Buchungen werden abgesagt, danach werden alle Daten gelöscht, spätestens innerhalb von sieben Tagen.",
    erased: "Ihr Konto ist gelöscht",
    erasedText: "Alle Daten Ihres Kontos wurden gelöscht. Es ist nichts weiter zu tun.",
    progress: {
      label: "Fortschritt",
      steps: {
        cancelling: "Bevorstehende Buchungen absagen",
        sending: "E-Mails senden, Einträge aus Ihren Kalendern entfernen",
        erasing: "Alle Daten löschen",
      },
      cancelled: "{done} von {total} abgesagt",
      sending: {
        one: "{n} E-Mail oder Änderung steht noch aus",
        other: "{n} E-Mails oder Änderungen stehen noch aus",
      },
      waiting: "Alles ist unterwegs. Das Löschen beginnt in etwa einer Minute.",
      erasing: {
        one: "Noch {n} Buchung",
        other: "Noch {n} Buchungen",
      },
      problem: {
        one:
          "Der letzte Versuch ist fehlgeschlagen. Der nächste folgt in {n} Minute, Sie müssen nichts tun.",
        other:
          "Der letzte Versuch ist fehlgeschlagen. Der nächste folgt in {n} Minuten, Sie müssen nichts tun.",
      },
    },
  },
};
