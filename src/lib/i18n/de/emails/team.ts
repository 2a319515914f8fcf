/** Emails about who of a team meets the guest. */
export default {
  /** Why a member gets emails. */
  automaticMember: "Gesendet von {service}, weil Sie Mitglied von {team} sind.",

  guestReassigned: {
    label: "Anderer Gastgeber",
    subject: "Ihr Termin ist jetzt mit {host}: {title}, {when}",
    heading: "Ihr Termin ist jetzt mit {host}",
    body: "Zeit und Ort bleiben gleich.",
    calendar: "Die angehängte Einladung aktualisiert den Termin in Ihrem Kalender.",
    subjectPending: "Anfrage an {host} weitergegeben: {title}, {when}",
    headingPending: "Ihre Anfrage wurde an {host} weitergegeben",
    button: "Buchung ansehen",
  },

  hostAssigned: {
    label: "Termin an Sie übergeben",
    subject: "Neuer Termin: {title} mit {guest}, {when}",
    heading: "Ihr neuer Termin mit {guest}",
    body: "{team} hat Ihnen diesen Termin übergeben. {guest} wurde benachrichtigt.",
    bodyTogether:
      "Sie nehmen jetzt an diesem Termin von {team} teil. {guest} wurde benachrichtigt.",
    calendar: "Eine Kalendereinladung ist angehängt.",
    button: "Buchung ansehen",
  },

  hostReleased: {
    label: "Termin an jemand anderen übergeben",
    subject: "Nicht mehr bei Ihnen: {title} mit {guest}, {when}",
    heading: "Dieser Termin liegt nicht mehr bei Ihnen",
    body: "Er wurde an {host} übergeben. Die Zeit ist wieder frei.",
    bodyTogether: "Sie nehmen nicht mehr daran teil. Die Zeit ist wieder frei.",
    calendar: "Die angehängte Aktualisierung entfernt den Termin aus Ihrem Kalender.",
    button: "Ihre Buchungen ansehen",
  },

  memberWithdrew: {
    label: "Mitglied kommt nicht",
    subject: "{member} kommt nicht: {title} mit {guest}, {when}",
    heading: "{member} kommt nicht",
    body: "{member} nimmt nicht mehr teil. Der Termin findet ohne dieses Mitglied statt.",
    calendar: "Eine aktualisierte Einladung ist angehängt.",
    button: "Buchung ansehen",
  },

  /** Beside the email about a calendar change that was not applied, for a member of a collective. */
  changeForAll: {
    body:
      "Sie haben diesen Termin in Ihrem Kalender auf {was} verschoben, aber dann sind nicht alle frei, die teilnehmen.",
    stays:
      "Es bleibt bei der unten genannten Zeit, und {guest} wurde nicht benachrichtigt. Ihr Kalender erhält den Eintrag zu dieser Zeit zurück.",
  },
};
