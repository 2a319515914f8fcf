/** The form that connects a calendar account, with setup help by provider. */
export default {
  title: "Kalenderkonto verbinden",
  address: "E-Mail-Adresse oder Serveradresse",
  addressHint:
    "Oft genügt Ihre E-Mail-Adresse. Sie können auch den Namen des Servers eingeben, etwa cloud.example.org, oder die URL eines einzelnen Kalenders.",
  /** Setup help for some providers; `address` is what to enter above. */
  presets: {
    title: "Hilfe zur Einrichtung nach Anbieter",
    list: [
      {
        name: "Nextcloud",
        address: "cloud.example.org",
        password:
          "Geben Sie die Adresse ein, unter der Sie Nextcloud öffnen. Erstellen Sie unter „Einstellungen“, „Sicherheit“ ein App-Passwort; Ihr Benutzername steht daneben.",
      },
      {
        name: "iCloud",
        address: "icloud.com",
        password:
          "Ihr Benutzername ist die E-Mail-Adresse Ihres Apple Accounts. Erstellen Sie in den Einstellungen des Apple Accounts unter „Anmelden und Sicherheit“ ein app-spezifisches Passwort.",
      },
      {
        name: "Fastmail",
        address: "fastmail.com",
        password:
          "Ihr Benutzername ist Ihre Fastmail-Adresse. Erstellen Sie in den Einstellungen unter „Privacy & Security“ ein App-Passwort mit Zugriff auf Kalender.",
      },
      {
        name: "mailbox.org",
        address: "mailbox.org",
        password:
          "Ihr Benutzername ist Ihre mailbox.org-Adresse. Wenn Sie die Zwei-Faktor-Anmeldung nutzen, erstellen Sie in den Einstellungen ein Anwendungspasswort.",
      },
      {
        name: "Radicale",
        address: "https://cal.example.org",
        password:
          "Verwenden Sie Benutzername und Passwort von Radicale. App-Passwörter gibt es dort nicht.",
      },
      {
        name: "Baïkal",
        address: "https://dav.example.org/dav.php/",
        password:
          "Verwenden Sie Benutzername und Passwort vom Betreiber des Servers. App-Passwörter gibt es in Baïkal nicht.",
      },
      {
        name: "Google, Microsoft 365",
        address: "",
        password:
          "Hier ist keine Anmeldung mit Passwort möglich. Verwenden Sie die Schaltfläche zum Anmelden auf dieser Seite, falls es eine gibt. Andernfalls abonnieren Sie unten die geheime ICS-Adresse des Kalenders.",
      },
    ],
  },
  user: "Benutzername",
  password: "Passwort",
  passwordHint:
    "Wir empfehlen ein App-Passwort aus den Sicherheitseinstellungen Ihres Kontos. Es wird jetzt geprüft und verschlüsselt gespeichert.",
  button: "Verbinden",
  busy: "Wird verbunden …",
};
