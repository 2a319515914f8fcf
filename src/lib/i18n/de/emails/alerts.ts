/** Emails to a host about something that needs attention. */
export default {
  calendarBroken: {
    subject: "Ein Kalender braucht Ihre Aufmerksamkeit: {calendar}",
    heading: "Ein Kalender braucht Ihre Aufmerksamkeit",
    body: "Ihr Kalender {calendar} wurde seit {since} nicht mehr synchronisiert.",
    meanwhile:
      "Die bei der letzten Synchronisierung belegten Zeiten bleiben gesperrt. Bis der Kalender wieder funktioniert, müssen Sie auch Sofortbuchungen bestätigen, sofern Sie diese Einstellung nicht geändert haben.",
    button: "Problem beheben",
  },

  keyRevoked: {
    subject: "Ihr API-Schlüssel {key} wurde widerrufen",
    heading: "Ein API-Schlüssel wurde widerrufen",
    body:
      "Ihr API-Schlüssel {key} stand in einer Webadresse. Solche Adressen landen in Protokollen und Browserverläufen, deshalb haben wir den Schlüssel sofort widerrufen.",
    next:
      "Erstellen Sie einen neuen Schlüssel und senden Sie ihn im Authorization-Header: „Authorization: Bearer …“. Bitte prüfen Sie auch, ob alle letzten Änderungen an Ihrem Konto von Ihnen stammen.",
    button: "API-Schlüssel ansehen",
  },

  webhookFailing: {
    subject: "Ein Webhook braucht Ihre Aufmerksamkeit: {webhook}",
    heading: "Ein Webhook braucht Ihre Aufmerksamkeit",
    preview: "Ereignisse werden nicht zugestellt.",
    body: "{receiver} hat seit {since} kein Ereignis angenommen.",
    tryingOn:
      "Neue Ereignisse werden weiterhin gesendet. Wird fünf Tage lang keines angenommen, wird der Webhook deaktiviert.",
    failing:
      "Der Webhook wurde deaktiviert. Sie können ihn wieder aktivieren und die verpassten Ereignisse erneut senden.",
    gone:
      "Der Empfänger hat mit 410 Gone geantwortet, deshalb wurde der Webhook deaktiviert. Sie können ihn wieder aktivieren und die verpassten Ereignisse erneut senden.",
    button: "Zustellungen ansehen",
  },

  departure: {
    subject: "{member} gehört nicht mehr zu {team}",
    someone: "Ein Mitglied",
    preview: "Es sind noch Webhooks dieses Mitglieds da.",
    previewStopped: "Termintypen sind nicht mehr buchbar.",
    stopped: "Diese Termintypen sind nicht buchbar, bis Sie sie bearbeiten: {types}.",
    paused:
      "Diese Webhooks hat {member} angelegt, sie sind pausiert: {webhooks}. Setzen Sie fort, was das Team noch braucht, und löschen Sie den Rest.",
    active:
      "Diese Webhooks hat {member} angelegt, sie erhalten weiterhin Buchungen: {webhooks}. Bitte prüfen Sie, wer sie liest.",
    button: "Team ansehen",
  },
};
