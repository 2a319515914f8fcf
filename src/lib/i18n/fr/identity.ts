/** Signing in, sessions, profile. Plain texts with `{places}`; see `../format.ts`. */
export default {
  signIn: {
    title: "Connexion",
    lead: "Gérez votre page de réservation et vos demandes.",
    issuer: "Continuer avec {name}",
    issuerDown:
      "{name} est injoignable pour le moment, la connexion par ce service peut donc échouer. Les pages de réservation fonctionnent normalement.",
    leaving: "Continuer vers {name}",
    leavingText: "Si rien ne se passe, utilisez le bouton ci-dessous.",
    or: "ou",
    email: "Adresse e-mail",
    emailHint:
      "Nous vous enverrons un lien de connexion. Il fonctionne une seule fois, pendant 15 minutes.",
    send: "M’envoyer un lien",
    sentTitle: "Consultez vos e-mails",
    sent:
      "Si {email} appartient à un organisateur de ce site, nous y avons envoyé un lien de connexion. Il fonctionne une seule fois, pendant 15 minutes.",
    sentOpen:
      "Nous avons envoyé un lien de connexion à {email}. Il fonctionne une seule fois, pendant 15 minutes.",
    again: "Utiliser une autre adresse",
    noMailTitle: "Ce site ne peut pas envoyer d’e-mails",
    noMail:
      "Vous ne pouvez donc pas recevoir de lien de connexion par e-mail. L’administrateur de ce site peut en créer un pour vous.",
    unencryptedTitle: "Cette page n’est pas chiffrée",
    unencrypted:
      "Vous l’avez ouverte en http simple. La connexion n’y fonctionne pas, car votre navigateur ne conserverait pas votre session.",
    openHttps: "Se connecter en https",
    noAccount:
      "Pas encore de compte ? Demandez à un organisateur de vous inviter depuis ses paramètres.",
  },

  /** What went wrong with a sign-in, by its code; the address carries only the code. */
  errors: {
    "link-unknown":
      "Nous ne reconnaissons pas ce lien. Il est peut-être incomplet : copiez-le en entier.",
    "link-late": "Ce lien a expiré. Veuillez en demander un nouveau.",
    "link-used": "Ce lien a déjà été utilisé. Veuillez en demander un nouveau.",
    "link-expired":
      "Il y a déjà un organisateur ici, le premier lien de connexion ne fonctionne donc plus. Connectez-vous, ou demandez une invitation à un organisateur.",
    "sign-up-closed":
      "Les inscriptions sont fermées. Un organisateur de ce site peut vous inviter.",
    leaving:
      "Ce compte a été supprimé et son effacement est en cours. Une fois celui-ci terminé, vous pourrez vous inscrire à nouveau.",
    "email-taken": "Cette adresse e-mail appartient déjà à un autre organisateur.",
    "issuer-none": "Aucun service de connexion n’est configuré ici.",
    "issuer-down": "Le service de connexion est injoignable. Veuillez réessayer plus tard.",
    "issuer-setup":
      "La connexion avec ce service n’est pas configurée correctement sur ce site. Veuillez prévenir son administrateur.",
    "issuer-not-allowed":
      "Votre compte auprès du service de connexion ne fait pas partie de ceux qui peuvent se connecter ici. C’est l’administrateur de ce site qui en décide.",
    "issuer-only": "Votre compte se connecte ici avec le service de connexion, et non par e-mail.",
    "issuer-denied": "Le service de connexion a refusé l’accès.",
    "issuer-state":
      "Cette connexion a été commencée dans un autre navigateur, est déjà terminée ou a pris trop de temps. Veuillez recommencer.",
    "issuer-nonce":
      "La réponse du service de connexion correspond à une autre tentative. Veuillez recommencer.",
    "issuer-audience": "La réponse du service de connexion était destinée à une autre application.",
    "issuer-issuer": "La réponse vient d’un autre service de connexion que celui configuré ici.",
    "issuer-time":
      "La réponse du service de connexion n’est pas valable en ce moment. Les horloges des serveurs diffèrent peut-être.",
    "issuer-code":
      "Le service de connexion a refusé le code d’autorisation. Il a peut-être déjà été utilisé.",
    "issuer-client":
      "Le service de connexion a refusé les identifiants de ce site. L’ID client ou le secret client est incorrect.",
    "issuer-failed": "La connexion avec ce service n’a pas abouti. Veuillez réessayer.",
    "issuer-taken": "Ce compte est déjà associé à un autre organisateur de ce site.",
    "issuer-elsewhere":
      "Une autre session était ouverte au moment où vous avez commencé. Veuillez recommencer.",
  } as Record<string, string>,

  /** What a link of identity asks before it acts. */
  verify: {
    first: {
      title: "Bienvenue dans Invito",
      text:
        "Créez le premier compte d’organisateur. Des horaires hebdomadaires et un type de rendez-vous sont préparés pour vous.",
      button: "Créer ma page de réservation",
    },
    invitation: {
      title: "{name} vous invite",
      text:
        "Obtenez ici votre propre page de réservation. Des horaires hebdomadaires et un type de rendez-vous sont préparés pour vous.",
      button: "Créer ma page de réservation",
    },
    "sign-up": {
      title: "Créez votre page de réservation",
      text:
        "Pour {email}. Des horaires hebdomadaires et un type de rendez-vous sont préparés pour vous.",
      button: "Créer ma page de réservation",
    },
    console: {
      title: "Bonjour {name}",
      text: "Connectez-vous sur cet appareil.",
      button: "Se connecter",
    },
    "sign-in": {
      title: "Bonjour {name}",
      text: "Connectez-vous sur cet appareil.",
      button: "Se connecter",
    },
    "verify-email": {
      title: "Confirmez votre adresse e-mail",
      text:
        "{email} sera utilisée pour {name} : les e-mails et les liens de connexion y seront envoyés.",
      button: "Confirmer cette adresse",
    },
    name: "Votre nom",
    nameHint: "Affiché aux invités. Vous pourrez le modifier plus tard.",
  },

  settings: {
    title: "Paramètres",
    saved: "Enregistré.",
    profile: {
      title: "Profil",
      name: "Nom",
      zone: "Fuseau horaire",
      zoneHint: "Vos horaires hebdomadaires sont exprimés dans ce fuseau horaire.",
      language: "Langue",
      languageHint:
        "Celle de votre tableau de bord, de vos e-mails, et de votre page pour les invités qui n’en demandent pas d’autre.",
      clock: "Format de l’heure",
      clock24: "24 heures, 14:30",
      clock12: "12 heures, 2:30 PM",
      save: "Enregistrer",
    },
    agenda: {
      title: "Programme du jour par e-mail",
      lead: "Un e-mail avec vos rendez-vous, les jours où vous en avez.",
      noServer:
        "Ce site n’a pas de serveur de messagerie, cet e-mail n’est donc pas envoyé pour l’instant.",
      wanted: "M’envoyer le programme du jour",
      at: "Heure d’envoi (votre heure locale)",
      save: "Enregistrer",
    },
    email: {
      title: "Adresse e-mail",
      label: "Adresse e-mail",
      hint:
        "Pour les demandes de réservation, les invitations et les liens de connexion. Les invités la voient dans les invitations.",
      verified: "Confirmée",
      unverified: "Non confirmée",
      none:
        "Non définie. Les e-mails qui vous sont destinés ne sont pas envoyés ; vous les trouverez sous E-mails.",
      save: "Modifier l’adresse",
      waiting:
        "Nous avons envoyé un lien à {email}. Nous utiliserons cette adresse dès que vous aurez ouvert ce lien. Il est valable 24 heures.",
      notYet: "{email} n’est pas encore confirmée.",
      confirm: "Envoyer un lien de confirmation",
      again: "Renvoyer",
      mailed:
        "Nous avons envoyé un lien à {email}. Ouvrez-le pour confirmer l’adresse. Il est valable 24 heures.",
      noMail:
        "Ce site ne peut pas envoyer d’e-mails, une nouvelle adresse reste donc non confirmée.",
      saved: "Enregistré. Sans serveur de messagerie, l’adresse reste non confirmée.",
      confirmed: "Votre adresse e-mail est confirmée.",
    },
    username: {
      title: "Adresse de la page de réservation",
      label: "Nom d’utilisateur",
      hint: "3 à 64 minuscules, chiffres et tirets simples.",
      warning:
        "Les liens que vous avez partagés cessent aussitôt de fonctionner. Votre ancien nom d’utilisateur vous reste réservé.",
      sure: "Je comprends que mes anciens liens ne fonctionneront plus",
      save: "Modifier le nom d’utilisateur",
      saved: "Votre page de réservation se trouve désormais à l’adresse {link}.",
    },
    methods: {
      title: "Méthodes de connexion",
      mail: "Lien envoyé à {email}",
      noMail: "Lien créé sur le serveur : deno task sign-in {username}",
      issuer: "{name}",
      add: "Ajouter {name}",
      remove: "Retirer",
      added: "Méthode de connexion ajoutée.",
      last: "Vous ne pouvez pas retirer votre seule méthode de connexion.",
    },
    sessions: {
      title: "Sessions actives",
      thisDevice: "cet appareil",
      since: "depuis le {date}",
      seen: "dernière utilisation le {date}",
      end: "Déconnecter",
      endOthers: "Fermer toutes les autres sessions",
      unknown: "Appareil inconnu",
      device: "{browser} sur {system}",
    },
    invitations: {
      title: "Inviter un organisateur",
      text:
        "Créez un lien qui permet à une personne de devenir organisateur ici, avec sa propre page de réservation. Il est valable 7 jours.",
      make: "Créer une invitation",
      link: "Lien d’invitation",
      until: "jusqu’au {date}",
      withdraw: "Révoquer",
      full: "Il y a déjà 50 invitations en cours. Veuillez d’abord en révoquer une.",
    },
  },
};
