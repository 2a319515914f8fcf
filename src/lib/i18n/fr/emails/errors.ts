/** What the mail server did; kept with the email and shown on the page of emails. */
export default {
  recipient: "Le serveur de messagerie a refusé ce destinataire : {response}",
  content: "Le serveur de messagerie a refusé cet e-mail : {response}",
  signIn:
    "Le serveur de messagerie a refusé le nom d’utilisateur ou le mot de passe. Vérifiez INVITO_SMTP_USER et INVITO_SMTP_PASSWORD. Réponse du serveur : {response}",
  sender:
    "Le serveur de messagerie n’autorise pas l’envoi depuis cette adresse. Vérifiez INVITO_SMTP_FROM. Réponse du serveur : {response}",
  relay:
    "Le serveur de messagerie a refusé de relayer l’e-mail. Vérifiez INVITO_SMTP_PORT et INVITO_SMTP_USER. Réponse du serveur : {response}",
  tls: "Impossible d’établir une connexion sécurisée au serveur de messagerie : {response}",
  unreachable: "Le serveur de messagerie n’a pas répondu : {response}",
  later: "Le serveur de messagerie demande de réessayer plus tard : {response}",
  address: "Cette adresse e-mail n’est pas valide.",
};
