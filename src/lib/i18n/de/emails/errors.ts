/** What the mail server did; kept with the email and shown on the page of emails. */
export default {
  recipient: "Der Mailserver hat diesen Empfänger abgelehnt: {response}",
  content: "Der Mailserver hat diese E-Mail abgelehnt: {response}",
  signIn:
    "Der Mailserver hat Benutzername oder Passwort abgelehnt. Prüfen Sie INVITO_SMTP_USER und INVITO_SMTP_PASSWORD. Antwort des Servers: {response}",
  sender:
    "Der Mailserver erlaubt das Senden von dieser Adresse nicht. Prüfen Sie INVITO_SMTP_FROM. Antwort des Servers: {response}",
  relay:
    "Der Mailserver leitet E-Mails nicht weiter. Prüfen Sie INVITO_SMTP_PORT und INVITO_SMTP_USER. Antwort des Servers: {response}",
  tls: "Es kam keine sichere Verbindung zum Mailserver zustande: {response}",
  unreachable: "Der Mailserver hat nicht geantwortet: {response}",
  later: "Der Mailserver bittet um einen späteren Versuch: {response}",
  address: "Das ist keine gültige E-Mail-Adresse.",
};
