/** Emails about extra guests: to them, and to the guest who brings them along. */
export default {
  verifyToInvite: {
    label: "Confirmation d’adresse pour inviter",
    subject: "Confirmez votre adresse e-mail pour inviter : {title}, {when}",
    heading: "Confirmez votre adresse e-mail pour inviter les autres participants",
    body:
      "Votre réservation est confirmée. Les personnes que vous avez ajoutées seront invitées dès que vous aurez confirmé que cette adresse e-mail est la vôtre.",
    button: "Inviter les participants",
    after:
      "Si vous n’êtes pas à l’origine de cette réservation, ignorez cet e-mail. Personne ne sera invité.",
  },

  extraGuestInvited: {
    label: "Invitation",
    subject: "Invitation : {title} avec {host}, {when}",
    heading: "{guest} vous invite à un rendez-vous",
    body: {
      one: "{guest} vous a ajouté à un rendez-vous avec {host}.",
      many: "{guest} vous a ajouté à un rendez-vous avec {host}.",
      other: "{guest} vous a ajouté à un rendez-vous avec {host}.",
    },
    calendar: "Utilisez l’invitation jointe pour ajouter le rendez-vous à votre agenda.",
    changes:
      "Un empêchement, ou cette invitation ne vous dit rien ? Parlez-en à {guest}, qui peut vous retirer.",
  },

  extraGuestUpdated: {
    label: "Rendez-vous modifié",
    subject: "Modification : {title} avec {host}, {when}",
    heading: "Votre rendez-vous a changé",
    body: {
      one: "Vous avez rendez-vous avec {host}.",
      many: "Vous avez rendez-vous avec {host}.",
      other: "Vous avez rendez-vous avec {host}.",
    },
    calendar: "L’invitation jointe met votre agenda à jour.",
  },

  extraGuestCancelled: {
    label: "Annulation",
    subject: "Annulation : {title} avec {host}, {when}",
    heading: "Ce rendez-vous a été annulé",
    body: {
      one: "Votre rendez-vous avec {host} n’aura pas lieu.",
      many: "Votre rendez-vous avec {host} n’aura pas lieu.",
      other: "Votre rendez-vous avec {host} n’aura pas lieu.",
    },
    calendar: "La mise à jour jointe le retire de votre agenda.",
  },

  extraGuestRemoved: {
    label: "Retrait de l’invitation",
    subject: "Invitation retirée : {title} avec {host}, {when}",
    heading: "Vous ne participez plus à ce rendez-vous",
    body: "{guest} vous a retiré du rendez-vous avec {host}.",
    calendar: "La mise à jour jointe le retire de votre agenda.",
  },
};
