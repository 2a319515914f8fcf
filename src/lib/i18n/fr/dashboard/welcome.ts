/** The first minutes of a new host. */
export default {
  title: "Bienvenue",
  lead:
    "Remplissez trois courtes sections pour ouvrir votre page de réservation. Tout pourra être modifié plus tard.",
  you: "À propos de vous",
  name: "Votre nom",
  nameHint: "Affiché aux invités.",
  username: "Nom d’utilisateur",
  usernameHint: "Votre page de réservation sera {base}/…",
  zone: "Votre fuseau horaire",
  zoneHint: "Vos horaires hebdomadaires sont exprimés dans ce fuseau horaire.",
  email: "Votre adresse e-mail",
  emailHint:
    "Utilisée pour les demandes de réservation et les invitations. Vous pourrez l’ajouter plus tard.",
  hours: "Vos disponibilités",
  weekdays: "Jours",
  from: "De",
  to: "À",
  hoursHint:
    "Vous pourrez ajouter des pauses et des horaires différents selon les jours plus tard, sous Disponibilités.",
  hoursAlreadySet: "Vos horaires hebdomadaires sont déjà définis : {summary}.",
  type: "Votre premier type de rendez-vous",
  typeTitle: "Titre",
  duration: "Durée (minutes)",
  decision: "Confirmation",
  defaults:
    "Les invités réservent au moins 4 heures à l’avance, et vous recevez tous deux un rappel la veille. Vous pourrez changer cela plus tard.",
  done: "Créer ma page",
  ready: {
    title: "Votre page est prête, {name}",
    lead: "Voici le lien à partager.",
    label: "Lien de votre page de réservation",
    viewPage: "Voir comme un invité",
    makeTestBooking: "Faire une réservation de test",
    calendar: {
      title: "Connecter un agenda",
      text: "Pour que les invités ne puissent pas réserver quand vous êtes occupé.",
      action: "Connecter",
    },
    mailed:
      "Nous avons envoyé un lien à votre adresse e-mail. Ouvrez-le pour confirmer l’adresse. D’ici là, les demandes ne vous sont pas envoyées par e-mail.",
    dashboard: "Aller au tableau de bord",
    test:
      "Voyez comment cela fonctionne : demandez un créneau en tant qu’invité et confirmez-le en tant qu’organisateur.",
  },
};
