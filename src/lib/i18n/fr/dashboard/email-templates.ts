/** Emails of an event type: reminders, follow-ups, and the host's own templates. */
export default {
  noServer:
    "Ce site n’a pas de serveur de messagerie, les rappels et messages de suivi ne sont donc pas envoyés. Vos réglages prendront effet dès qu’il y en aura un.",
  reminders: {
    title: "Rappels et messages de suivi",
    lead:
      "Jusqu’à 20, d’une minute à une semaine avant le début du rendez-vous ou après sa fin. Rien n’est envoyé pour les rendez-vous annulés, et les rendez-vous déplacés suivent leur nouvel horaire.",
    booked:
      "Les réservations existantes gardent les rappels prévus au moment de la réservation. Les rappels que vous retirez ici ne leur sont plus envoyés, et les changements de texte s’y appliquent aussi.",
    none: "Aucun pour l’instant.",
    amount: "Durée",
    unit: "Unité",
    side: "Moment",
    to: "Destinataire",
    units: { minutes: "minutes", hours: "heures", days: "jours" },
    sides: { before: "avant le début", after: "après la fin" },
    recipients: { guest: "à l’invité", host: "à moi", both: "aux deux" },
    one: "Rappel {n}",
    add: "Ajouter un rappel",
    remove: "Retirer",
    removeOne: "Retirer le rappel {n}",
    editText: "Modifier le texte",
    editTextOf: "Modifier le texte du rappel {n}",
    alarm: "Alerte dans mon propre agenda",
    alarmUnit: "minutes avant",
    alarmHint:
      "Ajoutée à l’événement lors de sa création. Laissez vide pour utiliser le réglage par défaut de votre agenda. Les changements faits dans votre agenda sont conservés.",
    alarmTeam: "Alerte dans les agendas des membres",
    alarmTeamHint:
      "Ajoutée à l’événement lors de sa création. Laissez vide pour utiliser le réglage par défaut de chaque agenda. Les changements faits par les membres dans leurs agendas sont conservés.",
    changed:
      "Ces réglages ont été modifiés dans une autre fenêtre depuis que vous les avez ouverts. Vos modifications figurent toujours ci-dessous, mais ne sont pas encore enregistrées.",
    overwrite: "Écraser avec mes modifications",
  },
  emails: {
    title: "E-mails aux invités",
    lead:
      "Personnalisez le début de chaque e-mail. Les détails de la réservation y figurent toujours.",
    customized: "Personnalisé",
    edit: "Modifier",
    editOne: "Modifier : {email}",
  },
  /** The texts for all event types of a host. */
  general: {
    title: "Textes des e-mails",
    lead:
      "Pour tous vos types de rendez-vous. Un type de rendez-vous qui a son propre texte utilise celui-ci ; le texte des rappels se modifie dans le type de rendez-vous.",
    teamLead:
      "Pour tous les types de rendez-vous de l’équipe. Un type de rendez-vous qui a son propre texte utilise celui-ci ; le texte des rappels se modifie dans le type de rendez-vous.",
    open: "Modifier",
    link: "Textes pour tous les types de rendez-vous",
  },
  template: {
    back: "Tous les e-mails : {title}",
    languages: "Langue de l’e-mail",
    languagesHint:
      "Un point signale les langues dans lesquelles vous avez votre propre texte. Dans les autres, le texte par défaut est envoyé dans la langue du destinataire.",
    subject: "Objet",
    subjectHint: "Par défaut : {standard}",
    text: "Texte d’introduction",
    textHint:
      "Laissez vide pour utiliser le texte par défaut. Une ligne vide commence un nouveau paragraphe.",
    placeholders: "Vous pouvez utiliser ces variables dans les deux champs :",
    placeholderMeanings: {
      guest: "le nom de l’invité",
      host: "votre nom",
      type: "le titre du type de rendez-vous",
      time: "la date et l’heure, dans le fuseau horaire du destinataire",
      location: "le lieu",
      deadline: "la date limite de réponse",
      previous: "l’ancien horaire",
      requested: "l’horaire demandé par l’invité",
    },
    preview: "Aperçu",
    previewHint: "Un exemple d’e-mail, exactement tel qu’il serait envoyé.",
    showPreview: "Afficher l’aperçu",
    save: "Enregistrer",
    reset: "Rétablir le texte par défaut",
    saved: "Enregistré.",
    wasReset: "Texte par défaut rétabli.",
  },
  sample: { name: "Camille Laurent" },
  unknownPlaceholder: "Cet e-mail ne prend pas en charge {unknown}. Vous pouvez utiliser {known}.",
};
