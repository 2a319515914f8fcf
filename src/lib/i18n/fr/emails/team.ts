/** Emails about who of a team meets the guest. */
export default {
  /** Why a member gets emails. */
  automaticMember: "Envoyé par {service}, car vous êtes membre de l’équipe {team}.",

  guestReassigned: {
    label: "Changement d’organisateur",
    subject: "Votre rendez-vous aura lieu avec {host} : {title}, {when}",
    heading: "Votre rendez-vous aura lieu avec {host}",
    body: "L’horaire et le lieu ne changent pas.",
    calendar: "L’invitation jointe met votre agenda à jour.",
    subjectPending: "Demande transmise à {host} : {title}, {when}",
    headingPending: "Votre demande a été transmise à {host}",
    button: "Voir la réservation",
  },

  hostAssigned: {
    label: "Rendez-vous qui vous est confié",
    subject: "Nouveau rendez-vous : {title} avec {guest}, {when}",
    heading: "Vous avez rendez-vous avec {guest}",
    body: "L’équipe {team} vous a confié ce rendez-vous. Nous avons prévenu {guest}.",
    bodyTogether:
      "Vous participez désormais à ce rendez-vous de l’équipe {team}. Nous avons prévenu {guest}.",
    calendar: "Une invitation pour votre agenda est jointe.",
    button: "Voir la réservation",
  },

  hostReleased: {
    label: "Rendez-vous confié à quelqu’un d’autre",
    subject: "Ce n’est plus votre rendez-vous : {title} avec {guest}, {when}",
    heading: "Ce n’est plus votre rendez-vous",
    body: "Il a été confié à {host}. Le créneau est de nouveau disponible.",
    bodyTogether: "Vous n’y participez plus. Le créneau est de nouveau disponible.",
    calendar: "La mise à jour jointe le retire de votre agenda.",
    button: "Voir vos réservations",
  },

  memberWithdrew: {
    label: "Un membre ne vient pas",
    subject: "{member} ne vient pas : {title} avec {guest}, {when}",
    heading: "{member} ne vient pas",
    body: "{member} ne participe plus. Le rendez-vous a lieu avec les autres membres.",
    calendar: "Une invitation mise à jour est jointe.",
    button: "Voir la réservation",
  },

  /** Beside the email about a calendar change that was not applied, for a member of a collective. */
  changeForAll: {
    body:
      "Vous avez déplacé ce rendez-vous dans votre agenda au {was}, mais tous les participants ne sont pas libres à ce moment-là.",
    stays:
      "Le rendez-vous garde l’horaire ci-dessous, et {guest} n’a reçu aucun message. L’événement sera remis à cet horaire dans votre agenda.",
  },
};
