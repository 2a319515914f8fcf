/** The form that connects a calendar account, with setup help by provider. */
export default {
  title: "CalDAV-Konto verbinden",
  address: "E-Mail-Adresse oder Serveradresse",
  addressHint:
    "Oft genügt Ihre E-Mail-Adresse. Sie können auch den Namen des Servers eingeben, etwa cloud.example.org, oder die URL eines einzelnen Kalenders.",
  user: "Benutzername",
  password: "Passwort",
  passwordHint:
    "Wir empfehlen ein App-Passwort aus den Sicherheitseinstellungen Ihres Kontos. Es wird jetzt geprüft und verschlüsselt gespeichert.",
  storedHint: "Wir prüfen es jetzt und speichern es verschlüsselt.",
  button: "Verbinden",
  busy: "Wird verbunden …",
};
