/** The form that connects a calendar account, with setup help by provider. */
export default {
  title: "Connecter un compte d’agenda",
  address: "Adresse e-mail ou adresse du serveur",
  addressHint:
    "Votre adresse e-mail suffit souvent. Vous pouvez aussi saisir le nom du serveur, comme cloud.example.org, ou l’URL d’un seul agenda.",
  /** Setup help for some providers; `address` is what to enter above. */
  presets: {
    title: "Aide selon le fournisseur",
    list: [
      {
        name: "Nextcloud",
        address: "cloud.example.org",
        password:
          "Saisissez l’adresse à laquelle vous ouvrez Nextcloud. Créez un mot de passe d’application sous Paramètres, Sécurité ; votre nom d’utilisateur s’affiche à côté.",
      },
      {
        name: "iCloud",
        address: "icloud.com",
        password:
          "Votre nom d’utilisateur est l’adresse e-mail de votre compte Apple. Créez un mot de passe pour application dans les réglages de votre compte Apple, sous Connexion et sécurité.",
      },
      {
        name: "Fastmail",
        address: "fastmail.com",
        password:
          "Votre nom d’utilisateur est votre adresse Fastmail. Créez un mot de passe d’application avec accès aux agendas sous Settings, Privacy & Security.",
      },
      {
        name: "mailbox.org",
        address: "mailbox.org",
        password:
          "Votre nom d’utilisateur est votre adresse mailbox.org. Si vous utilisez la connexion à deux facteurs, créez un mot de passe d’application dans les paramètres.",
      },
      {
        name: "Radicale",
        address: "https://cal.example.org",
        password:
          "Utilisez votre nom d’utilisateur et votre mot de passe Radicale. Radicale n’a pas de mots de passe d’application.",
      },
      {
        name: "Baïkal",
        address: "https://dav.example.org/dav.php/",
        password:
          "Utilisez le nom d’utilisateur et le mot de passe reçus de l’administrateur du serveur. Baïkal n’a pas de mots de passe d’application.",
      },
      {
        name: "Google, Microsoft 365",
        address: "",
        password:
          "Ces fournisseurs n’acceptent pas de mot de passe ici. Utilisez le bouton de connexion de cette page, s’il y en a un. Sinon, abonnez-vous à l’adresse ICS secrète de l’agenda ci-dessous.",
      },
    ],
  },
  user: "Nom d’utilisateur",
  password: "Mot de passe",
  passwordHint:
    "Nous recommandons un mot de passe d’application, à créer dans les paramètres de sécurité de votre compte. Nous le testons maintenant et le conservons chiffré.",
  button: "Connecter",
  busy: "Connexion en cours…",
};
