/** Emails about bookings that only their hosts get. */
export default {
  hostRequested: {
    label: "Validation requise",
    subject: "Validation requise : {title} avec {guest}, {when}",
    heading: "{guest} demande un rendez-vous",
    body: "Veuillez répondre avant le {deadline}. D’ici là, le créneau est bloqué.",
    stale:
      "Ce type de rendez-vous est habituellement confirmé aussitôt, mais l’un de vos agendas n’a pas pu être vérifié. Assurez-vous qu’il n’y a pas de conflit avant de confirmer.",
    confirm: "Confirmer",
    reject: "Refuser",
    after:
      "Les deux boutons affichent d’abord la demande et votre journée. Vous n’avez pas besoin de vous connecter.",
  },

  hostConfirmed: {
    label: "Confirmation",
    subject: "Confirmation : {title} avec {guest}, {when}",
    heading: "Confirmé avec {guest}",
    body: "Nous avons prévenu {guest}.",
    calendar: "Une invitation pour votre agenda est jointe.",
    button: "Voir la réservation",
  },

  hostCancelled: {
    label: "Annulation",
    subject: "Annulation : {title} avec {guest}, {when}",
    heading: "{guest} a annulé",
    headingByYou: "Rendez-vous annulé avec {guest}",
    withdrawn: "{guest} a retiré sa demande. Le créneau est de nouveau disponible.",
    body: "Le rendez-vous a été annulé. Le créneau est de nouveau disponible.",
    byYou: "Nous avons prévenu {guest}. Le créneau est de nouveau disponible.",
    byCalendar:
      "Ce rendez-vous a été supprimé de votre agenda et n’y était toujours pas dix minutes plus tard. Nous l’avons donc annulé et avons prévenu {guest}. Le créneau est de nouveau disponible.",
    notMeant:
      "Si vous ne vouliez pas annuler, renvoyez le lien de votre page de réservation à {guest}.",
    button: "Voir vos réservations",
  },

  hostRescheduled: {
    label: "Rendez-vous déplacé",
    subject: "Rendez-vous déplacé : {title} avec {guest}, désormais {when}",
    heading: "Votre rendez-vous avec {guest} a été déplacé",
    body: "Il était initialement prévu le {was}. Le nouvel horaire figure ci-dessous.",
    back: "Déplacé entre-temps, il est revenu à l’horaire que vous connaissez.",
    calendar: "Une invitation mise à jour est jointe.",
    button: "Voir vos réservations",
  },

  calendarChangeNotApplied: {
    label: "Modification de l’agenda non appliquée",
    subject: "Horaire inchangé : {title} avec {guest}, {when}",
    heading: "La modification dans votre agenda n’a pas été appliquée",
    body:
      "Vous avez déplacé ce rendez-vous dans votre agenda au {was}, mais une autre réservation occupe ce créneau ou il est déjà passé.",
    stays:
      "Le rendez-vous garde l’horaire ci-dessous, et {guest} n’a reçu aucun message. Remettez l’événement à sa place, déplacez-le vers un créneau disponible ou annulez le rendez-vous.",
    button: "Voir la réservation",
  },

  hostRescheduleRequested: {
    label: "Changement d’horaire à valider",
    subject: "Validation requise : {guest} souhaite déplacer {title}",
    heading: "{guest} souhaite changer d’horaire",
    body:
      "{guest} souhaite cet horaire au lieu de celui ci-dessous : {to}. Veuillez répondre avant le {deadline}. D’ici là, les deux créneaux sont bloqués. Sans réponse de votre part, le rendez-vous garde son horaire actuel.",
    confirm: "Déplacer",
    reject: "Garder l’horaire actuel",
  },

  rescheduleWithdrawn: {
    label: "Demande de changement d’horaire retirée",
    subject: "Horaire inchangé : {title} avec {guest}, {when}",
    heading: "{guest} garde l’horaire actuel",
    body: "{guest} a retiré sa demande de changement d’horaire. Vous n’avez rien à faire.",
    button: "Voir la réservation",
  },

  agenda: {
    subject: "{day} : {many}",
    meetings: { one: "{n} rendez-vous", many: "{n} rendez-vous", other: "{n} rendez-vous" },
    body: "Vous avez {many} aujourd’hui.",
    entry: "{title} : {guests}",
    zone: "Les heures sont indiquées dans le fuseau horaire {zone}.",
    button: "Voir vos réservations",
  },
};
