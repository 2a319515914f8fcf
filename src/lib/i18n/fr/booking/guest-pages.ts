/** The guest's pages: verifying an email, the booking, cancelling and rescheduling. */
export default {
  /** The page behind the link of the email that verifies a guest's address. */
  verifyEmail: {
    title: "Confirmez votre adresse e-mail",
    text: "Confirmez votre adresse e-mail pour envoyer cette demande à {name}.",
    button: "Confirmer et envoyer la demande",
    notYou: "Si vous n’êtes pas à l’origine de cette demande, vous pouvez fermer cette page.",
    lateTitle: "Ce lien a expiré",
    lateText:
      "Le créneau ne vous était réservé que pour un court moment et il est de nouveau disponible. Votre demande n’a pas été envoyée à {name}.",
    overTitle: "Il n’y a rien à confirmer",
    overText: "Cette demande à {name} a été retirée ou refusée.",
    replacedTitle: "Ce lien a été remplacé",
    replacedText:
      "L’adresse e-mail de cette demande a été corrigée, ce lien ne fonctionne donc plus. Veuillez ouvrir le lien de l’e-mail le plus récent.",
    taken: "Ce créneau a été pris entre-temps.",
    again: "Choisir un autre créneau",
    /** Of a booking that is confirmed already. */
    toInvite: {
      title: "Inviter les autres participants",
      text:
        "Confirmez votre adresse e-mail pour inviter les personnes que vous avez ajoutées à ce rendez-vous avec {name}.",
      button: "Confirmer et inviter",
      notYou: "Si vous n’êtes pas à l’origine de cette réservation, vous pouvez fermer cette page.",
    },
  },
  guest: {
    unverified: {
      title: "Consultez vos e-mails",
      lead:
        "Nous avons envoyé un lien à {email}. Ouvrez-le pour envoyer votre demande à {name}. D’ici là, le créneau vous est réservé.",
      state: "En attente de vérification",
      deadline: "Réservé jusqu’au",
      late:
        "Vous n’avez pas confirmé votre adresse e-mail à temps, le créneau est donc de nouveau disponible. Vous pouvez envoyer une nouvelle demande.",
    },
    /** What a guest can do while the email has not arrived. */
    verification: {
      title: "Vous n’avez pas reçu l’e-mail ?",
      sent:
        "Dernier envoi à {time}, à l’adresse {email}. L’e-mail se trouve peut-être dans vos courriers indésirables.",
      wait: {
        one: "Vous pourrez le renvoyer dans {n} seconde.",
        many: "Vous pourrez le renvoyer dans {n} secondes.",
        other: "Vous pourrez le renvoyer dans {n} secondes.",
      },
      sendAgain: "Renvoyer",
      correct: "Votre adresse e-mail",
      correctHint:
        "Si elle contient une erreur, corrigez-la ici. Les liens envoyés à l’ancienne adresse ne fonctionneront plus.",
      correctButton: "Corriger et envoyer",
      noMore:
        "Nous n’enverrons plus d’e-mail pour cette demande. Si vous n’en recevez aucun, retirez-la et envoyez-en une nouvelle.",
    },
    titles: {
      pending: "Votre demande a été envoyée à {name}",
      confirmed: "Votre réservation est confirmée",
      rejected: "{name} a refusé ce créneau",
      expired: "Cette demande a expiré",
      cancelled: "Cette réservation a été annulée",
      withdrawn: "Vous avez retiré cette demande",
    },
    leads: {
      pending:
        "{name} doit encore répondre. En attendant, le créneau vous est réservé. Cette page s’actualise automatiquement.",
      confirmed: "{name} se réjouit de vous rencontrer.",
      rejected: "Vous pouvez choisir un autre créneau.",
      expired: "{name} n’a pas répondu à temps. Vous pouvez envoyer une nouvelle demande.",
      cancelled: "Le créneau est de nouveau disponible.",
      withdrawn: "Le créneau est de nouveau disponible.",
    },
    states: {
      pending: "En attente",
      confirmed: "Confirmée",
      rejected: "Refusée",
      expired: "Expirée",
      cancelled: "Annulée",
      withdrawn: "Retirée",
    },
    approvalReason: {
      stale:
        "Ce type de rendez-vous est habituellement confirmé aussitôt. L’agenda utilisé par {name} n’était pas à jour, votre réservation doit donc être validée.",
      unreachable:
        "Ce type de rendez-vous est habituellement confirmé aussitôt. L’agenda utilisé par {name} était injoignable, votre réservation doit donc être validée.",
    },
    deadline: "Expire le",
    left: "encore {time}",
    when: "Date et heure",
    hostTime: "Heure chez {name}",
    where: "Lieu",
    who: "Avec",
    what: "Rendez-vous",
    you: "Vous",
    note: "Vos remarques",
    message: "Message laissé par {name}",
    emailTo: "Nous enverrons aussi la réponse à {email}.",
    dataStored:
      "{name} conserve les informations que vous avez saisies, et peut vous les communiquer ou les effacer à votre demande.",
    test: "Ceci est une réservation de test effectuée par {name}.",
    saveLink: "Enregistrez le lien de cette page",
    saveLinkText:
      "Ce site ne peut pas envoyer d’e-mails. Les mises à jour de cette réservation n’apparaissent que sur cette page.",
    address: "Lien vers cette page",
    calendar: "Ajouter à l’agenda",
    file: "Fichier d’agenda (.ics)",
    google: "Google Agenda",
    outlook: "Outlook",
    again: "Choisir un autre créneau",
    changed: "L’état de cette réservation a changé : {state}.",
    rescheduleRequest: "Vous avez demandé un autre horaire",
    rescheduleText:
      "{when}. {name} doit encore répondre. En attendant, votre horaire actuel est maintenu et les deux créneaux vous sont réservés.",
    rescheduleDeadline: "Expire le",
    keepCurrentTime: "Garder l’horaire actuel",
    proposed: "{name} propose d’autres créneaux",
    proposedText: "Votre demande reste ouverte jusqu’à ce que vous en choisissiez un.",
    change: "Un changement ?",
    reschedule: "Déplacer",
    cancel: "Annuler la réservation",
    withdraw: "Retirer la demande",
    late: {
      both:
        "Il est trop tard pour déplacer ou annuler ce rendez-vous ici. Veuillez contacter {name}.",
      cancel: "Il est trop tard pour annuler ce rendez-vous ici. Veuillez contacter {name}.",
      reschedule: "Il est trop tard pour déplacer ce rendez-vous ici. Veuillez contacter {name}.",
    },
    /** People whom the guest brings along. */
    extraGuests: {
      title: "Autres participants",
      whenConfirmed: "Ils seront invités dès que la réservation sera confirmée.",
      whenVerified:
        "Ils seront invités dès que vous aurez confirmé votre adresse e-mail avec le lien envoyé à {email}.",
      invited: "Ils reçoivent l’invitation par e-mail. Ils ne peuvent pas modifier la réservation.",
      noMail:
        "Ce site ne peut pas envoyer d’e-mails. Veuillez transmettre les informations vous-même.",
      notYet: "Vous pouvez ajouter jusqu’à {n} personnes. Elles reçoivent l’invitation par e-mail.",
      add: "Ajouter des participants",
      addHint: "Adresses e-mail séparées par des virgules.",
      addButton: "Ajouter",
      remove: "Retirer",
      removeOne: "Retirer {email}",
    },
    series: "Réservées ensemble",
    keptTime: {
      one: "{n} date ultérieure garde son horaire, car le nouveau n’est pas disponible.",
      many: "{n} dates ultérieures gardent leur horaire, car le nouveau n’est pas disponible.",
      other: "{n} dates ultérieures gardent leur horaire, car le nouveau n’est pas disponible.",
    },
    widgetOpen: "Voir la réservation",
    widgetMore: "Réserver un autre créneau",
  },
  cancel: {
    title: "Annuler cette réservation ?",
    withdrawTitle: "Retirer cette demande ?",
    text:
      "Nous préviendrons {name}, et d’autres personnes pourront réserver ce créneau. Cette action est irréversible.",
    which: "Quelles dates ?",
    only: "Uniquement cette date",
    later: {
      one: "Cette date et {n} date ultérieure",
      many: "Cette date et {n} dates ultérieures",
      other: "Cette date et {n} dates ultérieures",
    },
    reason: "Motif",
    reasonHint: "Facultatif. {name} verra ce texte.",
    cancel: "Annuler la réservation",
    withdraw: "Retirer la demande",
    keep: "Non, la garder",
    reschedule: "Plutôt déplacer",
    changed:
      "Cette réservation a changé depuis que vous avez ouvert la page. Veuillez la vérifier.",
    lateTitle: "Il est trop tard pour annuler ici",
    lateText: "{name} demande un préavis plus long. Veuillez contacter {name}.",
    back: "Retour à la réservation",
  },
  reschedule: {
    /** Where a later date of a series has the chosen time. */
    together:
      "Une date ultérieure de cette série occupe cet horaire : les dates ultérieures sont donc déplacées avec celle-ci.",
    title: "Déplacer : {type} avec {name}",
    lead: "Horaire actuel : {when}",
    heading: "Déplacer à cet horaire ?",
    currentTime: "Horaire actuel",
    newTime: "Nouvel horaire",
    needsApproval:
      "{name} doit valider le nouvel horaire. D’ici là, votre horaire actuel est maintenu et les deux créneaux vous sont réservés.",
    request: "Votre demande passe à ce créneau, et nous prévenons {name}.",
    instant: "Votre rendez-vous est déplacé immédiatement, et nous prévenons {name}.",
    requestTime: "Demander ce créneau",
    confirm: "Déplacer",
    back: "Choisir un autre créneau",
    keep: "Garder l’horaire actuel",
    changed:
      "Cette réservation a changé depuis que vous avez ouvert la page. Veuillez la vérifier.",
    same: "C’est déjà votre horaire actuel.",
    lateTitle: "Il est trop tard pour déplacer ce rendez-vous ici",
    lateText: "{name} demande un préavis plus long. Veuillez contacter {name}.",
    closedTitle: "Aucun autre créneau disponible",
    closedText:
      "{name} n’accepte pas de réservations de ce type pour le moment. Veuillez contacter {name}.",
    toBooking: "Retour à la réservation",
  },
};
