/** A newcomer makes a test booking. */
export default {
  title: "Réservation de test",
  lead:
    "Demandez un créneau comme le ferait un invité, puis confirmez ou refusez en tant qu’organisateur. Vous pourrez supprimer le test ensuite.",
  back: "Premiers pas",
  request: {
    title: "1. Demander un créneau en tant qu’invité",
    text: "{type}, {minutes} minutes. Les invités voient les mêmes créneaux.",
    times: "Choisissez un créneau",
    email: "Votre adresse e-mail",
    emailHint: "Les e-mails à l’invité de ce test sont envoyés à cette adresse.",
    emailHintNoMail:
      "Il n’y a pas de serveur de messagerie, rien n’est donc envoyé. N’importe quelle adresse convient.",
    action: "Demander ce créneau",
  },
  none: {
    noType: {
      title: "Rien à réserver pour l’instant",
      text:
        "Créez un type de rendez-vous qui accepte des réservations, est public et n’a pas de question obligatoire.",
      action: "Aller aux types de rendez-vous",
    },
    noTime: {
      title: "Aucun créneau disponible dans les trois prochaines semaines",
      text:
        "Vérifiez vos horaires hebdomadaires, ou découvrez pourquoi un créneau n’est pas disponible.",
      action: "Modifier les horaires",
      why: "Diagnostic",
    },
  },
  decide: {
    title: "2. Répondre en tant qu’organisateur",
    text: "{name} demande ce créneau : {when}. Il est bloqué jusqu’à votre réponse.",
    guest: "Voir la page de l’invité",
    emailsSent: "Nous vous avons envoyé les deux e-mails.",
    noEmails:
      "Il n’y a pas de serveur de messagerie, vous trouverez donc les deux e-mails sous E-mails.",
  },
  done: {
    confirmed: {
      title: "Ça marche",
      text: "{when} : c’est confirmé. Il n’en faut pas plus.",
    },
    rejected: {
      title: "Demande refusée",
      text: "L’invité a été prévenu, et le créneau est de nouveau disponible.",
    },
    over: { title: "Ce test est clos", text: "Le créneau est de nouveau disponible." },
    calendar: "Le rendez-vous a été ajouté à votre agenda.",
    again: "Réessayer",
    erase: "Supprimer le test",
    keep: "Le garder",
  },
  erased: "Test supprimé.",
  erasing: "Test annulé. Il sera supprimé dès que son événement aura quitté votre agenda.",
  eraseHint: "Efface ses données et ses e-mails et retire son événement de votre agenda.",
  badge: "Test",
};
