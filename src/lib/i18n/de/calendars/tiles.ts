/** The tiles that connect a calendar, and what each provider needs. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  title: "Wo liegt Ihr Kalender?",
  another: "Weiteren Kalender verbinden",
  all: "Alle Kalender anzeigen",
  list: {
    google: { title: "Google Kalender", text: "Mit Ihrem Google-Konto anmelden." },
    microsoft: {
      title: "Microsoft 365 oder Outlook.com",
      text: "Mit Ihrem Microsoft-Konto anmelden.",
    },
    icloud: { title: "iCloud", text: "Mit einem app-spezifischen Passwort von Apple." },
    nextcloud: {
      title: "Nextcloud",
      text: "Mit der Adresse Ihres Servers und einem App-Passwort.",
    },
    fastmail: { title: "Fastmail", text: "Mit einem App-Passwort." },
    caldav: {
      title: "Anderer CalDAV-Server",
      text: "mailbox.org, Posteo, Radicale, Baïkal und andere.",
    },
    ics: { title: "ICS-Adresse", text: "Jeder veröffentlichte Kalender. Nur lesend." },
  },
  withoutSignIn:
    "Nur lesend über die geheime Adresse. Die Anmeldung ist auf dieser Website noch nicht eingerichtet.",
  refused: "Dieser Kalender wurde nicht verbunden. Bitte prüfen Sie das markierte Feld.",
  icloud: {
    title: "iCloud verbinden",
    steps: [
      "Öffnen Sie account.apple.com und melden Sie sich an.",
      "Wählen Sie unter „Anmeldung und Sicherheit“ den Punkt „App-spezifische Passwörter“ und erstellen Sie eines, zum Beispiel mit dem Namen „Invito“.",
      "Geben Sie es unten ein. Ihr normales Apple-Account-Passwort funktioniert hier nicht.",
    ],
    user: "E-Mail-Adresse Ihres Apple Accounts",
    password: "App-spezifisches Passwort",
  },
  nextcloud: {
    title: "Nextcloud verbinden",
    steps: [
      "Öffnen Sie in Nextcloud die persönlichen Einstellungen und dort „Sicherheit“.",
      "Erstellen Sie unter „Geräte & Sitzungen“ ein neues App-Passwort, zum Beispiel mit dem Namen „Invito“.",
      "Nextcloud zeigt Benutzername und Passwort nur einmal. Geben Sie beides unten ein.",
    ],
    address: "Nextcloud-Adresse",
    addressHint:
      "So, wie Ihr Browser sie in Nextcloud anzeigt, zum Beispiel https://cloud.example.org oder https://example.org/nextcloud.",
    user: "Benutzername",
    password: "App-Passwort",
  },
  fastmail: {
    title: "Fastmail verbinden",
    steps: [
      "Öffnen Sie in Fastmail „Settings“ und dann „Privacy & Security“.",
      "Erstellen Sie unter „Manage app passwords“ ein neues Passwort mit Zugriff auf Kalender (CalDAV).",
      "Geben Sie es unten ein. Ihr normales Fastmail-Passwort funktioniert hier nicht.",
    ],
    user: "Fastmail-Adresse",
    password: "App-Passwort",
  },
  ics: {
    title: "Kalender über seine ICS-Adresse hinzufügen",
    facts: [
      "Nur lesend: Belegte Zeiten sperren Buchungen, aber Buchungen lassen sich nicht eintragen.",
      "Wir rufen ihn {every} ab und noch einmal vor einer Sofortbuchung. Manche Anbieter aktualisieren die Adresse nur alle paar Stunden; ein neuer Termin zählt dann erst später.",
    ],
    every: { one: "jede Minute", other: "alle {n} Minuten" },
  },
  unset: {
    title: "{provider} ohne Anmeldung",
    text:
      "Die Anmeldung bei {provider} ist auf dieser Website nicht eingerichtet. Sie können den Kalender jetzt über seine geheime Adresse hinzufügen und um die Anmeldung bitten, damit auch Buchungen eingetragen werden.",
    stepsTitle: "Über die geheime Adresse hinzufügen",
    google: [
      "Öffnen Sie Google Kalender am Computer und wählen Sie „Einstellungen“.",
      "Wählen Sie links unter „Einstellungen für meine Kalender“ Ihren Kalender.",
      "Kopieren Sie unter „Kalender integrieren“ die „Privatadresse im iCal-Format“. Fehlt sie, hat Ihre Organisation sie deaktiviert.",
    ],
    microsoft: [
      "Öffnen Sie Outlook im Web und wählen Sie „Einstellungen“, „Kalender“, „Freigegebene Kalender“.",
      "Wählen Sie unter „Kalender veröffentlichen“ Ihren Kalender und „Kann alle Details anzeigen“, dann „Veröffentlichen“.",
      "Kopieren Sie den ICS-Link. Fehlt das Veröffentlichen, hat Ihre Organisation es deaktiviert.",
    ],
    adminTitle: "Um die Anmeldung bitten",
    adminText: "Senden Sie dies an die Person, die diese Website betreibt:",
    adminLabel: "Nachricht an die Person, die diese Website betreibt",
    adminNote: {
      google:
        "Nötig sind ein Projekt in der Google Cloud Console mit aktivierter Google Calendar API und ein OAuth-Client vom Typ „Webanwendung“.",
      microsoft:
        "Nötig ist eine App-Registrierung in Microsoft Entra mit den delegierten Berechtigungen Calendars.ReadWrite und offline_access.",
    },
    adminMessage:
      "Guten Tag,\n\nkönnten Sie auf {site} die Anmeldung bei {provider} für Kalender einrichten?\n\n{note}\n\nWeiterleitungsadresse: {redirect}\n\nDanach {id} und {secret} setzen und Invito neu starten. docs/settings.md beschreibt jeden Schritt.\n\nVielen Dank",
  },
};
