/** Emails about a booking that only its guest gets. */
export default {
  verifyEmailAddress: {
    label: "Vérification de l’adresse e-mail",
    subject: "Confirmez votre adresse e-mail : {title} avec {host}, {when}",
    heading: "Confirmez votre adresse e-mail pour envoyer votre demande",
    body:
      "Quelqu’un, sans doute vous, a demandé ce créneau avec {host} en indiquant votre adresse e-mail. Le créneau vous est réservé jusqu’au {deadline}. Confirmez votre adresse pour envoyer la demande à {host}.",
    button: "Confirmer ma demande",
    after:
      "Si vous n’avez pas fait cette demande, ignorez cet e-mail. Le créneau sera libéré et vous ne recevrez plus d’e-mail à ce sujet.",
  },

  requestReceived: {
    label: "Demande envoyée",
    subject: "Demande envoyée : {title} avec {host}, {when}",
    heading: "Votre demande a été envoyée à {host}",
    body: {
      one: "{host} a jusqu’au {deadline} pour répondre. D’ici là, le créneau vous est réservé.",
      many: "{host} ont jusqu’au {deadline} pour répondre. D’ici là, le créneau vous est réservé.",
      other: "{host} ont jusqu’au {deadline} pour répondre. D’ici là, le créneau vous est réservé.",
    },
    stale:
      "Ce type de rendez-vous est habituellement confirmé aussitôt, mais l’agenda utilisé par {host} n’a pas pu être vérifié. Votre réservation doit donc être validée.",
    next: "Nous vous enverrons un e-mail dès que la réponse sera connue.",
    button: "Voir votre demande",
  },

  guestConfirmed: {
    label: "Confirmation",
    subject: "Confirmation : {title} avec {host}, {when}",
    heading: "Votre réservation est confirmée",
    body: {
      one: "{host} se réjouit de vous rencontrer.",
      many: "{host} se réjouissent de vous rencontrer.",
      other: "{host} se réjouissent de vous rencontrer.",
    },
    calendar: "Utilisez l’invitation jointe pour ajouter le rendez-vous à votre agenda.",
    button: "Voir la réservation",
  },

  rejected: {
    label: "Créneau refusé",
    subject: "Créneau refusé : {title} avec {host}, {when}",
    heading: "{host} a refusé ce créneau",
    body: "Le créneau ne vous est plus réservé.",
    button: "Choisir un autre créneau",
  },

  expired: {
    label: "Demande expirée",
    subject: "Demande expirée : {title} avec {host}, {when}",
    heading: "Votre demande a expiré",
    body: "{host} n’a pas répondu à temps, le créneau ne vous est donc plus réservé.",
    button: "Choisir un autre créneau",
  },

  guestCancelled: {
    label: "Annulation",
    subject: "Annulation : {title} avec {host}, {when}",
    heading: "Votre rendez-vous a été annulé",
    byHost: {
      one: "{host} l’a annulé. Le créneau ne vous est plus réservé.",
      many: "{host} l’ont annulé. Le créneau ne vous est plus réservé.",
      other: "{host} l’ont annulé. Le créneau ne vous est plus réservé.",
    },
    byYou: {
      one: "Vous l’avez annulé, et nous avons prévenu {host}.",
      many: "Vous l’avez annulé, et nous avons prévenu {host}.",
      other: "Vous l’avez annulé, et nous avons prévenu {host}.",
    },
    calendar: "La mise à jour jointe le retire de votre agenda.",
    button: "Réserver un autre rendez-vous",
  },

  guestRescheduled: {
    label: "Rendez-vous déplacé",
    subject: "Rendez-vous déplacé : {title} avec {host}, désormais {when}",
    heading: "Votre rendez-vous a été déplacé",
    body: "Il était initialement prévu le {was}. Le nouvel horaire figure ci-dessous.",
    back: "Déplacé entre-temps, il est revenu à l’horaire que vous connaissez.",
    calendar: "L’invitation jointe met votre agenda à jour.",
    button: "Voir la réservation",
  },

  rescheduleRequestReceived: {
    label: "Demande de changement d’horaire envoyée",
    subject: "Changement d’horaire demandé : {title} avec {host}",
    heading: "Votre demande de changement d’horaire a été envoyée à {host}",
    body: {
      one:
        "Vous avez demandé cet horaire : {to}. {host} a jusqu’au {deadline} pour répondre. D’ici là, votre rendez-vous garde son horaire actuel et les deux créneaux vous sont réservés.",
      many:
        "Vous avez demandé cet horaire : {to}. {host} ont jusqu’au {deadline} pour répondre. D’ici là, votre rendez-vous garde son horaire actuel et les deux créneaux vous sont réservés.",
      other:
        "Vous avez demandé cet horaire : {to}. {host} ont jusqu’au {deadline} pour répondre. D’ici là, votre rendez-vous garde son horaire actuel et les deux créneaux vous sont réservés.",
    },
    button: "Voir la réservation",
  },

  rescheduleDeclined: {
    label: "Changement d’horaire refusé",
    subject: "Horaire inchangé : {title} avec {host}, {when}",
    heading: "Votre rendez-vous garde son horaire actuel",
    body: "{host} a refusé le nouvel horaire que vous avez demandé.",
    button: "Voir la réservation",
  },

  rescheduleExpired: {
    label: "Demande de changement d’horaire expirée",
    subject: "Horaire inchangé : {title} avec {host}, {when}",
    heading: "Votre rendez-vous garde son horaire actuel",
    body: "{host} n’a pas répondu à temps à votre demande de changement d’horaire.",
    button: "Voir la réservation",
  },

  timesProposed: {
    label: "Autres créneaux proposés",
    subject: "Autres créneaux proposés : {title} avec {host}",
    heading: "{host} propose d’autres créneaux",
    body:
      "Votre demande pour le créneau ci-dessous reste ouverte jusqu’au {deadline}. Si l’un de ces créneaux vous convient mieux, choisissez-le :",
    button: "Voir votre demande",
    after: "Vous pourrez vérifier le nouveau créneau avant de le confirmer.",
  },
};
