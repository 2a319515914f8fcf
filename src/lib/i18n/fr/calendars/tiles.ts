/** The tiles that connect a calendar, and what each provider needs. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  title: "Où se trouve votre agenda ?",
  another: "Connecter un autre agenda",
  all: "Afficher tous les agendas",
  list: {
    google: { title: "Google Agenda", text: "Connectez-vous avec votre compte Google." },
    microsoft: {
      title: "Microsoft 365 ou Outlook.com",
      text: "Connectez-vous avec votre compte Microsoft.",
    },
    icloud: { title: "iCloud", text: "Avec un mot de passe pour application d’Apple." },
    nextcloud: {
      title: "Nextcloud",
      text: "Avec l’adresse de votre serveur et un mot de passe d’application.",
    },
    fastmail: { title: "Fastmail", text: "Avec un mot de passe d’application." },
    caldav: {
      title: "Autre serveur CalDAV",
      text: "mailbox.org, Posteo, Radicale, Baïkal et d’autres.",
    },
    ics: { title: "Adresse ICS", text: "Tout agenda publié. Lecture seule." },
  },
  withoutSignIn:
    "Lecture seule, par son adresse secrète. La connexion n’est pas encore configurée sur ce site.",
  refused: "Cet agenda n’a pas été connecté. Vérifiez le champ signalé.",
  icloud: {
    title: "Connecter iCloud",
    steps: [
      "Ouvrez account.apple.com et connectez-vous.",
      "Dans « Connexion et sécurité », choisissez « Mots de passe pour applications » et créez-en un, par exemple nommé « Invito ».",
      "Saisissez-le ci-dessous. Le mot de passe habituel de votre compte Apple ne fonctionne pas ici.",
    ],
    user: "Adresse e-mail de votre compte Apple",
    password: "Mot de passe pour application",
  },
  nextcloud: {
    title: "Connecter Nextcloud",
    steps: [
      "Dans Nextcloud, ouvrez les paramètres personnels, puis « Sécurité ».",
      "Dans « Appareils et sessions », créez un mot de passe d’application, par exemple nommé « Invito ».",
      "Nextcloud n’affiche qu’une fois le nom d’utilisateur et le mot de passe. Saisissez les deux ci-dessous.",
    ],
    address: "Adresse de Nextcloud",
    addressHint:
      "Telle que votre navigateur l’affiche quand vous ouvrez Nextcloud, comme https://cloud.example.org ou https://example.org/nextcloud.",
    user: "Nom d’utilisateur",
    password: "Mot de passe d’application",
  },
  fastmail: {
    title: "Connecter Fastmail",
    steps: [
      "Dans Fastmail, ouvrez « Settings », puis « Privacy & Security ».",
      "Dans « Manage app passwords », créez un mot de passe avec accès aux agendas (CalDAV).",
      "Saisissez-le ci-dessous. Votre mot de passe Fastmail habituel ne fonctionne pas ici.",
    ],
    user: "Adresse Fastmail",
    password: "Mot de passe d’application",
  },
  ics: {
    title: "Ajouter un agenda par son adresse ICS",
    facts: [
      "Lecture seule : ses plages occupées bloquent les réservations, mais aucune réservation ne peut y être ajoutée.",
      "Nous le consultons {every}, et une fois encore avant une réservation à confirmation immédiate. Certains fournisseurs n’actualisent l’adresse que toutes les quelques heures : un nouvel événement peut donc compter plus tard.",
    ],
    every: {
      one: "chaque minute",
      many: "toutes les {n} minutes",
      other: "toutes les {n} minutes",
    },
  },
  unset: {
    title: "{provider} sans connexion",
    text:
      "La connexion à {provider} n’est pas configurée sur ce site. Vous pouvez ajouter l’agenda dès maintenant par son adresse secrète, et demander la connexion pour que les réservations y soient aussi ajoutées.",
    stepsTitle: "L’ajouter par son adresse secrète",
    google: [
      "Ouvrez Google Agenda sur un ordinateur et choisissez « Paramètres ».",
      "À gauche, dans « Paramètres de mes agendas », choisissez votre agenda.",
      "Dans « Intégrer l’agenda », copiez l’« Adresse secrète au format iCal ». Si elle n’apparaît pas, votre organisation l’a désactivée.",
    ],
    microsoft: [
      "Ouvrez Outlook sur le web et choisissez « Paramètres », « Calendrier », « Calendriers partagés ».",
      "Dans « Publier un calendrier », choisissez votre calendrier et « Peut afficher tous les détails », puis « Publier ».",
      "Copiez le lien ICS. Si la publication n’apparaît pas, votre organisation l’a désactivée.",
    ],
    adminTitle: "Demander la connexion",
    adminText: "Envoyez ceci à l’administrateur de ce site :",
    adminLabel: "Message à l’administrateur de ce site",
    adminNote: {
      google:
        "Il faut un projet dans la console Google Cloud avec l’API Google Calendar activée, et un client OAuth de type « Application Web ».",
      microsoft:
        "Il faut une inscription d’application dans Microsoft Entra avec les autorisations déléguées Calendars.ReadWrite et offline_access.",
    },
    adminMessage:
      "Bonjour,\n\npourriez-vous configurer la connexion à {provider} pour les agendas sur {site} ?\n\n{note}\n\nAdresse de redirection : {redirect}\n\nDéfinissez ensuite {id} et {secret}, puis redémarrez Invito. docs/settings.md décrit chaque étape.\n\nMerci !",
  },
};
