/** Signing in, sessions, profile. Plain texts with `{places}`; see `../format.ts`. */
export default {
  signIn: {
    title: "Anmelden",
    lead: "Verwalten Sie Ihre Buchungsseite und Ihre Anfragen.",
    issuer: "Weiter mit {name}",
    issuerDown:
      "{name} ist gerade nicht erreichbar, die Anmeldung darüber kann fehlschlagen. Buchungsseiten funktionieren wie gewohnt.",
    leaving: "Weiter zu {name}",
    leavingText: "Falls nichts passiert, verwenden Sie die Schaltfläche unten.",
    or: "oder",
    email: "E-Mail-Adresse",
    emailHint: "Wir senden Ihnen einen Anmeldelink. Er funktioniert einmal, 15 Minuten lang.",
    send: "Anmeldelink senden",
    sentTitle: "Prüfen Sie Ihr Postfach",
    sent:
      "Falls {email} hier zu einem Konto gehört, haben wir einen Anmeldelink dorthin gesendet. Er funktioniert einmal, 15 Minuten lang.",
    sentOpen:
      "Wir haben einen Anmeldelink an {email} gesendet. Er funktioniert einmal, 15 Minuten lang.",
    again: "Andere Adresse verwenden",
    noMailTitle: "Diese Website kann keine E-Mails versenden",
    noMail:
      "Deshalb können Sie keinen Anmeldelink per E-Mail erhalten. Der Betreiber dieser Website kann einen für Sie erstellen.",
    unencryptedTitle: "Diese Seite ist nicht verschlüsselt",
    unencrypted:
      "Sie haben diese Seite über unverschlüsseltes http geöffnet. Die Anmeldung funktioniert dort nicht, weil Ihr Browser Sie nicht angemeldet lässt.",
    openHttps: "Über https anmelden",
    noAccount:
      "Neu hier? Bitten Sie jemanden mit Konto um eine Einladung. Einladungen lassen sich in den Einstellungen erstellen.",
  },

  /** What went wrong with a sign-in, by its code; the address carries only the code. */
  errors: {
    "link-unknown":
      "Dieser Link ist nicht bekannt. Er ist vielleicht unvollständig, kopieren Sie ihn bitte ganz.",
    "link-late": "Dieser Link ist abgelaufen. Bitte fordern Sie einen neuen an.",
    "link-used": "Dieser Link wurde bereits verwendet. Bitte fordern Sie einen neuen an.",
    "link-expired":
      "Hier gibt es bereits ein Konto, deshalb funktioniert der erste Anmeldelink nicht mehr. Bitte melden Sie sich an oder lassen Sie sich einladen.",
    "sign-up-closed":
      "Die Registrierung ist geschlossen. Wer hier ein Konto hat, kann Sie einladen.",
    leaving:
      "Dieses Konto wurde gelöscht, seine Daten werden gerade entfernt. Danach können Sie sich neu registrieren.",
    "email-taken": "Diese E-Mail-Adresse gehört bereits zu einem anderen Konto.",
    "issuer-none": "Hier ist kein Anmeldedienst eingerichtet.",
    "issuer-down":
      "Der Anmeldedienst ist nicht erreichbar. Bitte versuchen Sie es später noch einmal.",
    "issuer-setup":
      "Die Anmeldung über den Anmeldedienst ist auf dieser Website nicht richtig eingerichtet. Bitte sagen Sie dem Betreiber Bescheid.",
    "issuer-not-allowed":
      "Ihr Konto beim Anmeldedienst gehört nicht zu denen, die sich hier anmelden dürfen. Darüber entscheidet der Betreiber dieser Website.",
    "issuer-only": "Ihr Konto meldet sich hier über den Anmeldedienst an, nicht per E-Mail.",
    "issuer-denied": "Der Anmeldedienst hat den Zugriff verweigert.",
    "issuer-state":
      "Diese Anmeldung wurde in einem anderen Browser begonnen, war bereits abgeschlossen oder hat zu lange gedauert. Bitte beginnen Sie von vorn.",
    "issuer-nonce":
      "Die Antwort des Anmeldedienstes gehört zu einem anderen Versuch. Bitte beginnen Sie von vorn.",
    "issuer-audience": "Die Antwort des Anmeldedienstes war für eine andere Anwendung bestimmt.",
    "issuer-issuer":
      "Die Antwort kam von einem anderen Anmeldedienst als dem, der hier eingerichtet ist.",
    "issuer-time":
      "Die Antwort des Anmeldedienstes ist zu diesem Zeitpunkt nicht gültig. Vielleicht gehen die Uhren der Server unterschiedlich.",
    "issuer-code":
      "Der Anmeldedienst hat den Autorisierungscode abgelehnt. Vielleicht wurde er bereits verwendet.",
    "issuer-client":
      "Der Anmeldedienst hat die Zugangsdaten dieser Website abgelehnt. Client-ID oder Client-Secret sind falsch.",
    "issuer-failed":
      "Die Anmeldung über den Anmeldedienst ist fehlgeschlagen. Bitte versuchen Sie es noch einmal.",
    "issuer-taken": "Dieses Konto ist hier bereits mit jemand anderem verknüpft.",
    "issuer-elsewhere":
      "Zu Beginn waren Sie als jemand anderes angemeldet. Bitte beginnen Sie von vorn.",
  } as Record<string, string>,

  /** What a link of identity asks before it acts. */
  verify: {
    first: {
      title: "Willkommen bei Invito",
      text:
        "Legen Sie das erste Konto an. Wöchentliche Zeiten und ein Termintyp werden für Sie eingerichtet.",
      button: "Buchungsseite erstellen",
    },
    invitation: {
      title: "{name} lädt Sie ein",
      text:
        "Hier erhalten Sie Ihre eigene Buchungsseite. Wöchentliche Zeiten und ein Termintyp werden für Sie eingerichtet.",
      button: "Buchungsseite erstellen",
    },
    "sign-up": {
      title: "Erstellen Sie Ihre Buchungsseite",
      text: "Für {email}. Wöchentliche Zeiten und ein Termintyp werden für Sie eingerichtet.",
      button: "Buchungsseite erstellen",
    },
    console: {
      title: "Guten Tag, {name}",
      text: "Melden Sie sich auf diesem Gerät an.",
      button: "Anmelden",
    },
    "sign-in": {
      title: "Guten Tag, {name}",
      text: "Melden Sie sich auf diesem Gerät an.",
      button: "Anmelden",
    },
    "verify-email": {
      title: "E-Mail-Adresse bestätigen",
      text:
        "{email} wird dann für {name} verwendet: E-Mails und Anmeldelinks gehen an diese Adresse.",
      button: "Diese Adresse bestätigen",
    },
    name: "Ihr Name",
    nameHint: "Für Gäste sichtbar. Sie können ihn später ändern.",
  },

  settings: {
    title: "Einstellungen",
    saved: "Gespeichert.",
    profile: {
      title: "Profil",
      name: "Name",
      zone: "Zeitzone",
      zoneHint: "In dieser Zeitzone gelten Ihre wöchentlichen Zeiten.",
      language: "Sprache",
      languageHint:
        "Für Ihr Dashboard und Ihre E-Mails, und für Ihre Buchungsseite, wenn ein Gast keine andere wünscht.",
      clock: "Zeitformat",
      clock24: "24 Stunden, 14:30",
      clock12: "12 Stunden, 2:30 PM",
      save: "Speichern",
    },
    agenda: {
      title: "Tagesübersicht per E-Mail",
      lead: "Eine E-Mail mit Ihren Terminen, an Tagen mit mindestens einem Termin.",
      noServer: "Diese Website hat keinen Mailserver, deshalb wird sie vorerst nicht gesendet.",
      wanted: "Tagesübersicht senden",
      at: "Senden um (Ihre Ortszeit)",
      save: "Speichern",
    },
    email: {
      title: "E-Mail-Adresse",
      label: "E-Mail-Adresse",
      hint: "Für Buchungsanfragen, Einladungen und Anmeldelinks. Gäste sehen sie in Einladungen.",
      verified: "Bestätigt",
      unverified: "Nicht bestätigt",
      none:
        "Nicht angegeben. E-Mails an Sie werden nicht gesendet; Sie finden sie unter „E-Mails“.",
      save: "Adresse ändern",
      waiting:
        "Wir haben einen Link an {email} gesendet. Sobald Sie ihn öffnen, wird die Adresse verwendet. Er funktioniert 24 Stunden lang.",
      notYet: "{email} ist noch nicht bestätigt.",
      confirm: "Bestätigungslink senden",
      again: "Erneut senden",
      mailed:
        "Wir haben einen Link an {email} gesendet. Öffnen Sie ihn, um die Adresse zu bestätigen. Er funktioniert 24 Stunden lang.",
      noMail:
        "Diese Website kann keine E-Mails versenden, deshalb bleibt eine neue Adresse unbestätigt.",
      saved: "Gespeichert. Ohne Mailserver bleibt die Adresse unbestätigt.",
      confirmed: "Ihre E-Mail-Adresse ist bestätigt.",
    },
    username: {
      title: "Adresse der Buchungsseite",
      label: "Benutzername",
      hint: "3 bis 64 Kleinbuchstaben, Ziffern und einzelne Bindestriche.",
      warning:
        "Bereits geteilte Links funktionieren sofort nicht mehr. Ihr alter Benutzername bleibt für Sie reserviert.",
      sure: "Mir ist klar, dass meine alten Links nicht mehr funktionieren",
      save: "Benutzername ändern",
      saved: "Ihre Buchungsseite hat jetzt die Adresse {link}.",
    },
    methods: {
      title: "Anmeldemethoden",
      mail: "Link per E-Mail an {email}",
      noMail: "Auf dem Server erstellter Link: deno task sign-in {username}",
      issuer: "{name}",
      add: "{name} hinzufügen",
      remove: "Entfernen",
      added: "Anmeldemethode hinzugefügt.",
      last: "Ihre einzige Anmeldemethode können Sie nicht entfernen.",
    },
    sessions: {
      title: "Aktive Sitzungen",
      thisDevice: "dieses Gerät",
      since: "seit {date}",
      seen: "zuletzt verwendet: {date}",
      end: "Abmelden",
      endOthers: "Alle anderen Sitzungen abmelden",
      unknown: "Unbekanntes Gerät",
      device: "{browser} auf {system}",
    },
    invitations: {
      title: "Jemanden einladen",
      text:
        "Erstellen Sie einen Link, mit dem eine Person hier ein Konto mit eigener Buchungsseite anlegen kann. Er funktioniert 7 Tage lang.",
      make: "Einladung erstellen",
      link: "Einladungslink",
      until: "bis {date}",
      withdraw: "Widerrufen",
      full: "Es gibt bereits 50 offene Einladungen. Bitte widerrufen Sie zuerst eine davon.",
    },
  },
};
