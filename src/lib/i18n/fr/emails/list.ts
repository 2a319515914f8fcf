/** The page that lists emails. */
export default {
  title: "E-mails",
  open: "Voir les e-mails",
  intro: "Les e-mails relatifs à vos réservations : en attente, envoyés et en échec.",
  noServer:
    "Ce site n’a pas de serveur de messagerie : les e-mails indiqués comme non envoyés ne sont parvenus à personne. Ouvrez un e-mail pour copier ses liens et les transmettre vous-même.",
  hasServer:
    "Les e-mails non envoyés ne partiront jamais automatiquement. Envoyez ceux qui sont encore utiles.",
  noAddress:
    "Votre profil ne comporte pas d’adresse e-mail, les e-mails qui vous sont destinés ne sont donc pas envoyés.",
  addAddress: "Ajouter votre adresse e-mail",
  unconfirmed:
    "Votre adresse e-mail {email} n’est pas encore confirmée, les e-mails qui vous sont destinés ne sont donc pas envoyés. Une fois l’adresse confirmée, nous vous enverrons les demandes qui attendent encore votre réponse.",
  confirmAddress: "Confirmer votre adresse e-mail",
  notSent: {
    one: "{n} e-mail n’a pas été envoyé",
    many: "{n} e-mails n’ont pas été envoyés",
    other: "{n} e-mails n’ont pas été envoyés",
  },
  failed: {
    one: "{n} e-mail n’a pas pu être remis",
    many: "{n} e-mails n’ont pas pu être remis",
    other: "{n} e-mails n’ont pas pu être remis",
  },
  failedHint:
    "Le serveur de messagerie les a refusés. Corrigez le problème et renvoyez-les, ou contactez l’invité vous-même et ignorez l’e-mail.",
  empty: "Aucun e-mail pour l’instant",
  emptyHint: "Les e-mails apparaissent ici dès que quelqu’un prend rendez-vous avec vous.",
  about: "{title} avec {guest}",
  toGuest: "À {name}",
  toYou: "À vous",
  back: "E-mails",
  send: "Envoyer",
  again: "Renvoyer",
  retry: "Essayer maintenant",
  dismiss: "Ignorer",
  dismissHint: "Si vous avez transmis l’information vous-même, ou si elle n’est plus utile.",
  sent: "L’e-mail est en route.",
  dismissed: "E-mail ignoré.",
  older: "E-mails plus anciens",
  next: "Prochaine tentative : {when}",
  tried: { one: "{n} tentative.", many: "{n} tentatives.", other: "{n} tentatives." },
  error: "Erreur",
  links: "Liens de cet e-mail",
  linksHint: "Ils fonctionnent sans connexion. Ne les transmettez qu’au destinataire de l’e-mail.",
  asHtml: "Version HTML",
  asText: "Version texte brut",
  invitation: "Contient une invitation pour l’agenda.",
  labels: {
    subject: "Objet",
    to: "À",
    replyTo: "Répondre à",
  },
  noAddressYet: "pas d’adresse e-mail",
  gone: "La réservation concernée par cet e-mail n’existe plus.",
  superseded: "Cet e-mail est périmé, car la réservation a changé. Il ne sera pas envoyé.",
  states: {
    waiting: "En attente",
    running: "Envoi en cours",
    done: "Envoyé",
    failed: "Échec",
    unsent: "Non envoyé (pas de serveur de messagerie)",
    /** Once there is a mail server, or for want of an address. */
    unsentOtherwise: "Non envoyé",
    superseded: "Périmé",
  },
};
