/** The form that connects a calendar account, with setup help by provider. */
export default {
  title: "Connecter un compte CalDAV",
  address: "Adresse e-mail ou adresse du serveur",
  addressHint:
    "Votre adresse e-mail suffit souvent. Vous pouvez aussi saisir le nom du serveur, comme cloud.example.org, ou l’URL d’un seul agenda.",
  user: "Nom d’utilisateur",
  password: "Mot de passe",
  passwordHint:
    "Nous recommandons un mot de passe d’application, à créer dans les paramètres de sécurité de votre compte. Nous le testons maintenant et le conservons chiffré.",
  storedHint: "Nous le testons maintenant et le conservons chiffré.",
  button: "Connecter",
  busy: "Connexion en cours…",
};
