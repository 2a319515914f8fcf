/** Teams: members, invitations, roles and leaving. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  title: "Équipes",
  lead:
    "Les invités prennent rendez-vous avec l’un de vous, à tour de rôle, ou avec vous tous ensemble.",
  new: "Nouvelle équipe",
  empty: {
    title: "Aucune équipe pour l’instant",
    text:
      "Une équipe réunit plusieurs organisateurs sous une même page de réservation. Chaque réservation revient au prochain membre libre, à tour de rôle, ou réunit tout le monde.",
  },
  members: { one: "{n} membre", many: "{n} membres", other: "{n} membres" },
  roles: { owner: "Propriétaire", admin: "Administrateur", member: "Membre" },
  rolesHint:
    "Les membres ont leurs propres réservations. Les administrateurs gèrent aussi les types de rendez-vous, les membres et toutes les réservations de l’équipe. Les propriétaires peuvent en outre modifier les rôles et supprimer l’équipe.",

  tabs: {
    label: "Équipe",
    members: "Membres",
    eventTypes: "Types de rendez-vous",
    bookings: "Réservations",
    analytics: "Statistiques",
    troubleshoot: "Diagnostic",
    settings: "Paramètres",
  },
  link: "Lien vers la page de l’équipe {team}",

  form: {
    title: "Nouvelle équipe",
    name: "Nom",
    slug: "URL",
    slugHint: "3 à 64 minuscules, chiffres et tirets simples. Laissez vide pour utiliser le nom.",
    slugChange: "Si vous la modifiez, les liens que vous avez partagés cessent de fonctionner.",
    description: "Description",
    descriptionHint: "Affichée sur la page de l’équipe.",
    colour: "Couleur",
    zone: "Fuseau horaire",
    zoneHint:
      "Les périodes et limites de réservation de l’équipe sont calculées dans ce fuseau horaire.",
    language: "Langue",
    languageHint:
      "Celle des pages de l’équipe, sauf si le navigateur de l’invité en demande une autre.",
    sites: "Sites web pouvant intégrer la page de l’équipe",
    sitesHint:
      "Un par ligne, comme https://example.org. Saisissez * pour n’importe quel site web. Chaque type de rendez-vous a sa propre liste.",
    create: "Créer l’équipe",
    save: "Enregistrer",
    saved: "Enregistré.",
    created: "Votre équipe est prête. Invitez ses membres.",
  },

  list: {
    title: "Membres",
    you: "vous",
    upcoming: {
      one: "{n} réservation à venir",
      many: "{n} réservations à venir",
      other: "{n} réservations à venir",
    },
    none: "aucune réservation à venir",
    manage: "Gérer",
    manageLabel: "Gérer : {name}",
    leave: "Quitter",
    calendar: {
      "fresh": "Agenda à jour",
      "stale": "Agenda pas à jour",
      "broken": "Agenda illisible",
      "signed-out": "Connexion à l’agenda requise",
      "none": "Aucun agenda",
    },
    noHours: "Aucun horaire",
    gone: "Compte supprimé",
    former: "Anciens membres",
    formerText: "Ils ont encore des réservations à venir avec l’équipe.",
    unavailable:
      "{type} n’est pas réservable en raison de départs de l’équipe : {names}. Modifiez-le pour retirer ou remplacer ces membres.",
    nobody: "{type} n’est pas réservable : il n’a aucun membre.",
  },

  invite: {
    title: "Inviter quelqu’un",
    who: "Adresse e-mail ou nom d’utilisateur",
    role: "Rôle",
    send: "Inviter",
    sent: "Invitation envoyée. La personne devient membre dès qu’elle accepte.",
    again: "Renvoyer",
    againLabel: "Renvoyer : {who}",
    againDone: "Invitation renvoyée.",
    withdraw: "Retirer",
    withdrawLabel: "Retirer : {who}",
    withdrawn: "Invitation retirée.",
    open: "Invitations en cours",
    until: "{role} · valable jusqu’au {date}",
    expired: "{role} · expirée",
  },

  /** Invitations that wait for the signed-in host, and the page of an emailed one. */
  invitation: {
    title: "Rejoindre {team}",
    waiting: "Invitations",
    text: {
      admin: "{inviter} vous invite à devenir administrateur de l’équipe {team}.",
      member: "{inviter} vous invite à devenir membre de l’équipe {team}.",
    },
    someone: "Quelqu’un",
    consent:
      "Les invités pourront alors prendre rendez-vous avec vous au titre de l’équipe. Ses membres voient quand vous êtes occupé, jamais pourquoi.",
    as: "Compte connecté : {name}.",
    accept: "Accepter",
    acceptLabel: "Accepter : {team}",
    decline: "Refuser",
    declineLabel: "Refuser : {team}",
    accepted: "Bienvenue dans l’équipe {team}.",
    declined: "Invitation refusée.",
    signIn: "Se connecter pour accepter",
    new: "Pas encore de compte ?",
    newText:
      "Acceptez et obtenez votre propre page de réservation. Des horaires hebdomadaires et un type de rendez-vous sont préparés pour vous.",
    name: "Votre nom",
    acceptNew: "Accepter et créer ma page de réservation",
    taken:
      "Un organisateur de ce site utilise déjà l’adresse e-mail invitée. Veuillez vous connecter pour accepter.",
    goneTitle: "Cette invitation n’est plus valable",
    gone:
      "Elle a reçu une réponse, a été retirée ou renvoyée avec un nouveau lien. Demandez-en une nouvelle à l’équipe.",
    expired: "Elle a expiré. Demandez à l’équipe de la renvoyer.",
  },

  member: {
    back: "Retour aux membres",
    role: "Rôle",
    saveRole: "Modifier le rôle",
    roleSaved: "Rôle modifié.",
    leaveTitle: "Quitter {team}",
    removeTitle: "Retirer {name}",
    leave: "Quitter l’équipe",
    remove: "Retirer de l’équipe",
    lastOwner:
      "Une équipe a besoin d’un propriétaire. Nommez d’abord un autre propriétaire, ou supprimez l’équipe.",
    bookings: "Réservations à venir avec l’équipe",
    noBookings: "Aucune réservation à venir avec l’équipe.",
    question: "Que faire de ces réservations ?",
    choices: {
      "hand-over": "Les confier aux membres libres",
      cancel: "Les annuler et prévenir les invités",
      keep: "Les garder jusqu’à leur terme",
    },
    handOverHint:
      "Les réservations pour lesquelles personne n’est libre sont gardées. Vous pourrez ensuite les annuler.",
    handOverOwn: "Les réservations pour lesquelles personne n’est libre sont gardées.",
    webhooks: "Webhooks créés par {name}",
    webhooksOwn: "Webhooks que vous avez créés pour l’équipe",
    webhooksHint:
      "Chacun envoie à son URL les réservations de l’équipe, avec les noms et les notes des invités.",
    webhookChoices: {
      pause: "Les mettre en pause",
      keep: "Continuer l’envoi",
      delete: "Les supprimer",
    },
    webhooksOnRole: "Webhooks, si le nouveau rôle est « Membre »",
    formerTitle: "{name} a quitté l’équipe",
    settle: "Continuer",
    settling: "C’est en cours. Actualisez cette page pour voir ce qui reste.",
    left: "Vous avez quitté l’équipe {team}.",
    removed: "{name} n’est plus membre.",
  },

  close: {
    title: "Supprimer l’équipe",
    lead: "Supprimez cette équipe pour tout le monde.",
    open: "Supprimer l’équipe",
    now: "Immédiatement :",
    nowList: [
      "la page de l’équipe et tous ses liens cessent de fonctionner",
      "ses types de rendez-vous, liens privés et invitations sont supprimés",
    ],
    nothingComing: "Il n’y a aucune réservation à venir à annuler.",
    coming: {
      one: "{n} rendez-vous ou demande à venir est annulé, et son invité est prévenu.",
      many: "{n} rendez-vous et demandes à venir sont annulés, et leurs invités sont prévenus.",
      other: "{n} rendez-vous et demandes à venir sont annulés, et leurs invités sont prévenus.",
    },
    message: "Message aux invités dont les réservations sont annulées",
    messageHint: "Facultatif. Repris dans leurs e-mails.",
    sure: "Oui, supprimer l’équipe",
    action: "Supprimer l’équipe",
    keep: "Garder l’équipe",
    done: "L’équipe {team} a été supprimée.",
  },

  bookings: {
    title: "Réservations",
    with: "avec {names}",
    empty: "Aucune réservation ici.",
    show: {
      label: "Afficher",
      upcoming: "À venir",
      pending: "En attente",
      past: "Passées",
      declined: "Refusées",
      cancelled: "Annulées",
    },
  },

  /** On the page that deletes an account. */
  owned: {
    text:
      "Vous êtes l’unique propriétaire de ces équipes. Nommez d’abord un autre propriétaire, ou supprimez l’équipe :",
  },
};
