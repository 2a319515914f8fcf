/** Emails to a host about something that needs attention. */
export default {
  calendarBroken: {
    subject: "Un agenda requiert votre attention : {calendar}",
    heading: "Un agenda requiert votre attention",
    body: "Votre agenda {calendar} n’a pas été synchronisé depuis le {since}.",
    meanwhile:
      "Les plages occupées de la dernière synchronisation restent bloquées. Tant que l’agenda ne fonctionne pas, les réservations à confirmation immédiate nécessitent votre validation, sauf si vous avez modifié ce réglage.",
    button: "Résoudre le problème",
  },

  keyRevoked: {
    subject: "Votre clé API {key} a été révoquée",
    heading: "Une clé API a été révoquée",
    body:
      "Votre clé API {key} figurait dans une adresse web. Ces adresses se retrouvent dans les journaux et les historiques de navigation, nous avons donc révoqué la clé immédiatement.",
    next:
      "Créez une nouvelle clé et envoyez-la dans l’en-tête Authorization : « Authorization: Bearer … ». Vérifiez aussi que vous êtes bien à l’origine de toutes les modifications récentes de votre compte.",
    button: "Voir les clés API",
  },

  webhookFailing: {
    subject: "Un webhook requiert votre attention : {webhook}",
    heading: "Un webhook requiert votre attention",
    preview: "Des événements ne sont pas transmis.",
    body: "{receiver} n’a accepté aucun événement depuis le {since}.",
    tryingOn:
      "Les nouveaux événements sont toujours envoyés. Si aucun n’est accepté pendant cinq jours, le webhook sera désactivé.",
    failing:
      "Le webhook a été désactivé. Vous pouvez le réactiver et renvoyer les événements manqués.",
    gone:
      "Le destinataire a répondu 410 Gone, le webhook a donc été désactivé. Vous pouvez le réactiver et renvoyer les événements manqués.",
    button: "Voir les envois",
  },

  departure: {
    subject: "{member} ne fait plus partie de l’équipe {team}",
    someone: "Un membre",
    preview: "Il reste des webhooks créés par ce membre.",
    previewStopped: "Des types de rendez-vous ne sont plus réservables.",
    stopped:
      "Ces types de rendez-vous ne sont pas réservables tant que vous ne les modifiez pas : {types}.",
    paused:
      "Ces webhooks créés par {member} sont en pause : {webhooks}. Reprenez ceux dont l’équipe a encore besoin et supprimez les autres.",
    active:
      "Ces webhooks créés par {member} reçoivent toujours les réservations : {webhooks}. Veuillez vérifier qui les lit.",
    button: "Voir l’équipe",
  },
};
