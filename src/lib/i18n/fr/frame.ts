/** Frame of every page, landing and error pages. Plain texts with `{places}`; see `../format.ts`. */
export default {
  product: "Invito",
  toContent: "Aller au contenu principal",
  home: "Accueil",
  widget: "Prise de rendez-vous avec Invito",
  /** The cross of a dialog that shows the widget. */
  close: "Fermer",
  footer: "Prise de rendez-vous auto-hébergée avec Invito",
  powered: "Propulsé par Invito",
  menu: "Menu principal",
  nav: {
    bookings: "Réservations",
    "event-types": "Types de rendez-vous",
    availability: "Disponibilités",
    calendars: "Agendas",
    teams: "Équipes",
    settings: "Paramètres",
    status: "État",
  },
  waiting: { one: "{n} en attente", many: "{n} en attente", other: "{n} en attente" },
  needs: {
    one: "{n} point demande votre attention",
    many: "{n} points demandent votre attention",
    other: "{n} points demandent votre attention",
  },
  languages: "Langues",
  signIn: "Se connecter",
  signOut: "Se déconnecter",
  signedInAs: "Compte connecté : {name}",
  dashboard: "Tableau de bord",
  yourPage: "Votre page de réservation",
  theme: { label: "Thème", light: "Clair", dark: "Sombre", system: "Système" },
  copy: {
    button: "Copier",
    done: "Copié",
    failed: "Veuillez copier manuellement",
    share: "Partager",
  },
  countdown: {
    over: "0 s",
    days: { one: "{n} jour", many: "{n} jours", other: "{n} jours" },
    hours: "{n} h",
    minutes: "{n} min",
    seconds: "{n} s",
  },
  error: {
    notFoundTitle: "Page introuvable",
    notFound: "Le lien est peut-être incomplet ou n’est plus valable.",
    title: "Une erreur est survenue",
    text:
      "Le problème vient de chez nous. Tout ce que vous avez enregistré est en sécurité. Veuillez réessayer dans un instant.",
    errorId:
      "Si le problème persiste, signalez-le à l’administrateur de ce site. Identifiant de l’erreur : {id}.",
    back: "Retour à l’accueil",
    formKept: "Votre saisie est conservée : vous pouvez la renvoyer d’ici.",
    tryAgain: "Réessayer",
    tryAgainIn: {
      inSeconds: {
        one: "Vous avez envoyé trop de demandes. Vous pourrez réessayer dans {n} seconde.",
        many: "Vous avez envoyé trop de demandes. Vous pourrez réessayer dans {n} secondes.",
        other: "Vous avez envoyé trop de demandes. Vous pourrez réessayer dans {n} secondes.",
      },
      inMinutes: {
        one: "Vous avez envoyé trop de demandes. Vous pourrez réessayer dans {n} minute.",
        many: "Vous avez envoyé trop de demandes. Vous pourrez réessayer dans {n} minutes.",
        other: "Vous avez envoyé trop de demandes. Vous pourrez réessayer dans {n} minutes.",
      },
    },
    refused: {
      "too-many": "Trop de requêtes",
      "forbidden": "Requête bloquée",
      "overloaded": "Site surchargé pour le moment",
      "cannot-save": "Enregistrement impossible pour le moment",
      "busy": "Trop de demandes en même temps",
    } as Record<string, string>,
    method: "Méthode non autorisée.",
  },
};
