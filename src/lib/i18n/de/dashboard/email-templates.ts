/** Emails of an event type: reminders, follow-ups, and the host's own templates. */
export default {
  noServer:
    "Diese Website hat keinen Mailserver, deshalb werden Erinnerungen und Follow-ups nicht gesendet. Ihre Einstellungen gelten, sobald es einen gibt.",
  reminders: {
    title: "Erinnerungen und Follow-ups",
    lead:
      "Bis zu 20, von einer Minute bis zu einer Woche vor Beginn oder nach Ende des Termins. Für abgesagte Termine werden keine gesendet, für verschobene gilt die neue Zeit.",
    booked:
      "Bestehende Buchungen behalten die Erinnerungszeiten, mit denen sie gebucht wurden. Hier entfernte Erinnerungen werden auch für sie nicht mehr gesendet, und geänderte Texte gelten auch für sie.",
    none: "Noch keine.",
    amount: "Wie lange",
    unit: "Einheit",
    side: "Wann",
    to: "Empfänger",
    units: { minutes: "Minuten", hours: "Stunden", days: "Tage" },
    sides: { before: "vor Beginn", after: "nach Ende" },
    recipients: { guest: "an den Gast", host: "an mich", both: "an beide" },
    one: "Erinnerung {n}",
    add: "Erinnerung hinzufügen",
    remove: "Entfernen",
    removeOne: "Erinnerung {n} entfernen",
    editText: "Text bearbeiten",
    editTextOf: "Text bearbeiten: Erinnerung {n}",
    alarm: "Hinweis in meinem Kalender",
    alarmUnit: "Minuten vorher",
    alarmHint:
      "Wird beim Erstellen des Eintrags gesetzt. Leer lassen, um die Standardeinstellung Ihres Kalenders zu verwenden. Änderungen in Ihrem Kalender bleiben erhalten.",
    alarmTeam: "Hinweis in den Kalendern der Mitglieder",
    alarmTeamHint:
      "Wird beim Erstellen des Eintrags gesetzt. Leer lassen, um die Standardeinstellung des jeweiligen Kalenders zu verwenden. Änderungen der Mitglieder in ihren Kalendern bleiben erhalten.",
    changed:
      "Dies wurde in einem anderen Fenster geändert, seit Sie es geöffnet haben. Ihre Änderungen stehen noch unten, sind aber nicht gespeichert.",
    overwrite: "Mit meinen Änderungen überschreiben",
  },
  emails: {
    title: "E-Mails an Gäste",
    lead: "Passen Sie den Anfang jeder E-Mail an. Die Angaben zur Buchung sind immer enthalten.",
    customized: "Angepasst",
    edit: "Bearbeiten",
    editOne: "Bearbeiten: {email}",
  },
  /** The texts for all event types of a host. */
  general: {
    title: "E-Mail-Texte",
    lead:
      "Für alle Ihre Termintypen. Hat ein Termintyp einen eigenen Text, gilt dieser; Erinnerungen haben ihren Text beim Termintyp.",
    teamLead:
      "Für alle Termintypen des Teams. Hat ein Termintyp einen eigenen Text, gilt dieser; Erinnerungen haben ihren Text beim Termintyp.",
    open: "Bearbeiten",
    link: "Texte für alle Termintypen",
  },
  template: {
    back: "Alle E-Mails für {title}",
    languages: "Sprache der E-Mail",
    languagesHint:
      "Ein Punkt kennzeichnet Sprachen mit eigenem Text. In den anderen wird der Standardtext in der Sprache der lesenden Person gesendet.",
    subject: "Betreff",
    subjectHint: "Standard: {standard}",
    text: "Einleitungstext",
    textHint:
      "Leer lassen, um den Standardtext zu verwenden. Eine Leerzeile beginnt einen neuen Absatz.",
    placeholders: "In beiden können Sie diese Platzhalter verwenden:",
    placeholderMeanings: {
      guest: "der Name des Gastes",
      host: "Ihr Name",
      type: "der Titel des Termintyps",
      time: "Datum und Uhrzeit, in der Zeitzone der lesenden Person",
      location: "der Ort",
      deadline: "die Frist für eine Antwort",
      previous: "die bisherige Zeit",
      requested: "die vom Gast gewünschte Zeit",
    },
    preview: "Vorschau",
    previewHint: "Eine Beispiel-E-Mail, genau wie sie gesendet würde.",
    showPreview: "Vorschau anzeigen",
    save: "Speichern",
    reset: "Standardtext wiederherstellen",
    saved: "Gespeichert.",
    wasReset: "Standardtext wiederhergestellt.",
  },
  sample: { name: "Grace Hopper" },
  unknownPlaceholder: "Diese E-Mail unterstützt {unknown} nicht. Möglich sind: {known}.",
};
