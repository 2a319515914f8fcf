/** The page that lists emails. */
export default {
  title: "E-Mails",
  open: "E-Mails ansehen",
  intro: "E-Mails zu Ihren Buchungen: wartende, gesendete und fehlgeschlagene.",
  noServer:
    "Diese Website hat keinen Mailserver. Die als nicht gesendet aufgeführten E-Mails haben also niemanden erreicht. Öffnen Sie eine E-Mail, um ihre Links zu kopieren und selbst weiterzugeben.",
  hasServer:
    "Nicht gesendete E-Mails werden später nie automatisch gesendet. Senden Sie die, die noch wichtig sind.",
  noAddress: "Ihr Profil hat keine E-Mail-Adresse, deshalb werden E-Mails an Sie nicht gesendet.",
  addAddress: "E-Mail-Adresse hinzufügen",
  unconfirmed:
    "Ihre E-Mail-Adresse {email} ist noch nicht bestätigt, deshalb werden E-Mails an Sie nicht gesendet. Sobald sie bestätigt ist, senden wir Ihnen die Anfragen, die noch auf Ihre Antwort warten.",
  confirmAddress: "E-Mail-Adresse bestätigen",
  notSent: { one: "{n} E-Mail wurde nicht gesendet", other: "{n} E-Mails wurden nicht gesendet" },
  failed: {
    one: "{n} E-Mail konnte nicht zugestellt werden",
    other: "{n} E-Mails konnten nicht zugestellt werden",
  },
  failedHint:
    "Der Mailserver hat sie abgelehnt. Beheben Sie das Problem und senden Sie sie erneut, oder benachrichtigen Sie den Gast selbst und verwerfen Sie die E-Mail.",
  empty: "Noch keine E-Mails",
  emptyHint: "Hier erscheinen E-Mails, sobald jemand bei Ihnen bucht.",
  about: "{title} mit {guest}",
  toGuest: "An {name}",
  toYou: "An Sie",
  back: "E-Mails",
  send: "Senden",
  again: "Erneut senden",
  retry: "Jetzt versuchen",
  dismiss: "Verwerfen",
  dismissHint:
    "Wenn Sie die Information selbst weitergegeben haben oder sie nicht mehr gebraucht wird.",
  sent: "Die E-Mail ist unterwegs.",
  dismissed: "E-Mail verworfen.",
  older: "Ältere E-Mails",
  next: "Nächster Versuch: {when}",
  tried: { one: "Einmal versucht.", other: "{n}-mal versucht." },
  error: "Fehler",
  links: "Links in dieser E-Mail",
  linksHint:
    "Diese Links funktionieren ohne Anmeldung. Geben Sie sie nur an die Person weiter, an die die E-Mail gerichtet ist.",
  asHtml: "HTML-Version",
  asText: "Textversion",
  invitation: "Enthält eine Kalendereinladung.",
  labels: {
    subject: "Betreff",
    to: "An",
    replyTo: "Antwort an",
  },
  noAddressYet: "keine E-Mail-Adresse",
  gone: "Die Buchung zu dieser E-Mail gibt es nicht mehr.",
  superseded:
    "Diese E-Mail ist überholt, weil sich die Buchung geändert hat, und wird nicht gesendet.",
  states: {
    waiting: "Wartet",
    running: "Wird gesendet",
    done: "Gesendet",
    failed: "Fehlgeschlagen",
    unsent: "Nicht gesendet (kein Mailserver)",
    /** Once there is a mail server, or for want of an address. */
    unsentOtherwise: "Nicht gesendet",
    superseded: "Überholt",
  },
};
