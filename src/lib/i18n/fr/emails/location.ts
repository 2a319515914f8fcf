/** Emails about where a meeting takes place. */
export default {
  guestLocationChanged: {
    label: "Lieu",
    subject: "Lieu du rendez-vous : {title} avec {host}, {when}",
    heading: "Lieu de votre rendez-vous",
    body: "Le lieu de votre rendez-vous est fixé. L’horaire ne change pas.",
    calendar: "L’invitation jointe met votre agenda à jour.",
    button: "Voir la réservation",
  },

  hostLocationChanged: {
    label: "Lieu",
    subject: "Nouveau lieu : {title} avec {guest}, {when}",
    heading: "Votre rendez-vous avec {guest} change de lieu",
    body: "Nous avons prévenu {guest}. L’horaire ne change pas.",
    calendar: "L’invitation jointe met votre agenda à jour.",
    button: "Voir la réservation",
  },

  hostConferenceFailed: {
    label: "Pas de lien vidéo",
    subject: "Pas de lien vidéo : {title} avec {guest}, {when}",
    heading: "Le lien vidéo n’a pas pu être créé",
    body:
      "Le rendez-vous avec {guest} est confirmé, mais votre agenda n’a pas créé de lien {conference}. {guest} l’attend encore.",
    next:
      "Ouvrez la réservation pour réessayer ou indiquer un autre lieu. Nous préviendrons aussitôt {guest}.",
    button: "Indiquer le lieu",
  },
};
