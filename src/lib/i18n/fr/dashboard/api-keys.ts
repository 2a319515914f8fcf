/** The page of personal API keys. */
export default {
  title: "Clés API",
  lead:
    "Permettez à vos propres programmes, à n8n ou à un assistant d’utiliser votre compte par l’API. Quiconque possède une clé peut faire ce qu’elle autorise.",
  open: "Gérer les clés API",
  back: "Paramètres",
  name: "Nom",
  nameHint: "À quoi elle sert. Visible de vous seul.",
  scopes: "Autorisations",
  scopeNames: {
    read: {
      label: "Lecture",
      text: "Voir vos réservations avec leurs invités, types de rendez-vous, agendas et équipes.",
    },
    bookings: {
      label: "Réservations",
      text:
        "Réserver pour des invités, et confirmer, refuser, annuler, déplacer ou réattribuer des réservations.",
    },
    settings: {
      label: "Paramètres",
      text:
        "Modifier les types de rendez-vous, les disponibilités, les liens privés et votre profil.",
    },
    connections: {
      label: "Agendas",
      text: "Connecter, synchroniser et déconnecter des agendas.",
    },
    webhooks: {
      label: "Webhooks",
      text: "Voir et modifier les webhooks, et relancer des envois.",
    },
    teams: {
      label: "Équipes",
      text:
        "Modifier vos équipes, dans la limite de votre rôle dans chaque équipe au moment de l’action.",
    },
  },
  expires: "Expiration",
  lifetimes: {
    "30": "Après 30 jours",
    "90": "Après 90 jours",
    "365": "Après un an",
    never: "Jamais",
    date: "À une date",
  },
  until: "Dernier jour",
  make: "Créer une clé",
  made: "Clé « {name} » créée",
  madeText: "Copiez-la maintenant. Elle n’est pas conservée et ne pourra plus être affichée.",
  secret: "Clé API : {name}",
  use:
    "Envoyez-la sous la forme « Authorization: Bearer … », jamais dans une adresse web. Essayez-la dans un terminal :",
  try: "Commande curl avec cette clé",
  docs: "Référence de l’API",
  newKey: "Nouvelle clé",
  revoked: "Clé révoquée. Elle ne fonctionne plus.",
  list: "Vos clés",
  none: "Aucune clé API pour l’instant",
  noneText: "Créez-en une ci-dessous lorsqu’un programme doit accéder à votre compte.",
  states: { active: "Active", expired: "Expirée", revoked: "Révoquée" },
  exposed:
    "Révoquée automatiquement, car elle figurait dans une adresse web. Vérifiez que vous êtes bien à l’origine de toutes les modifications récentes.",
  lastDate: "Expire après le {date}",
  noEnd: "N’expire jamais",
  used: "Dernière utilisation le {date} depuis {from}",
  unused: "Jamais utilisée",
  revoke: "Révoquer",
  revokeLabel: "Révoquer : {name}",
};
