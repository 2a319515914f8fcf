/** Teams: members, invitations, roles and leaving. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  title: "Teams",
  lead: "Gäste buchen reihum eine Person aus dem Team oder alle gemeinsam.",
  new: "Neues Team",
  empty: {
    title: "Noch keine Teams",
    text:
      "Ein Team sind mehrere Personen mit einer gemeinsamen Buchungsseite. Jede Buchung geht an die Person, die frei und an der Reihe ist, oder braucht alle.",
  },
  members: { one: "{n} Mitglied", other: "{n} Mitglieder" },
  roles: { owner: "Inhaber", admin: "Admin", member: "Mitglied" },
  rolesHint:
    "Mitglieder haben ihre eigenen Buchungen. Admins verwalten außerdem Termintypen, Mitglieder und alle Buchungen des Teams. Inhaber ändern außerdem Rollen und können das Team löschen.",

  tabs: {
    label: "Team",
    members: "Mitglieder",
    eventTypes: "Termintypen",
    bookings: "Buchungen",
    analytics: "Auswertung",
    troubleshoot: "Zeiten prüfen",
    settings: "Einstellungen",
  },
  link: "Link zur Seite von {team}",

  form: {
    title: "Neues Team",
    name: "Name",
    slug: "URL",
    slugHint:
      "3 bis 64 Kleinbuchstaben, Ziffern und einzelne Bindestriche. Leer lassen, um den Namen zu verwenden.",
    slugChange: "Bereits geteilte Links funktionieren nicht mehr, wenn Sie sie ändern.",
    description: "Beschreibung",
    descriptionHint: "Steht auf der Seite des Teams.",
    colour: "Farbe",
    zone: "Zeitzone",
    zoneHint: "In ihr zählen Buchungszeiträume und Limits der Termintypen des Teams.",
    language: "Sprache",
    languageHint:
      "Gilt für die Seiten des Teams, wenn der Browser eines Gasts keine andere verlangt.",
    sites: "Websites, die die Seite des Teams einbetten können",
    sitesHint:
      "Eine pro Zeile, etwa https://example.org. Mit * jede Website. Jeder Termintyp hat seine eigene Liste.",
    create: "Team erstellen",
    save: "Speichern",
    saved: "Gespeichert.",
    created: "Ihr Team ist angelegt. Laden Sie die Mitglieder ein.",
  },

  list: {
    title: "Mitglieder",
    you: "Sie",
    upcoming: { one: "{n} bevorstehende Buchung", other: "{n} bevorstehende Buchungen" },
    none: "keine bevorstehenden Buchungen",
    manage: "Verwalten",
    manageLabel: "Verwalten: {name}",
    leave: "Verlassen",
    calendar: {
      "fresh": "Kalender aktuell",
      "stale": "Kalender nicht aktuell",
      "broken": "Kalender nicht lesbar",
      "signed-out": "Anmeldung beim Kalender nötig",
      "none": "Kein Kalender",
    },
    noHours: "Keine Zeiten",
    gone: "Konto gelöscht",
    former: "Ehemalige Mitglieder",
    formerText: "Diese Personen haben noch bevorstehende Buchungen mit dem Team.",
    unavailable:
      "{type} ist nicht buchbar. Nicht mehr im Team: {names}. Bearbeiten Sie den Termintyp, um das zu ändern.",
    nobody: "{type} ist nicht buchbar: Es gibt keine Mitglieder.",
  },

  invite: {
    title: "Jemanden einladen",
    who: "E-Mail-Adresse oder Benutzername",
    role: "Rolle",
    send: "Einladen",
    sent: "Eingeladen. Mitglied wird die Person, sobald sie annimmt.",
    again: "Erneut senden",
    againLabel: "Erneut senden: {who}",
    againDone: "Einladung erneut gesendet.",
    withdraw: "Zurückziehen",
    withdrawLabel: "Zurückziehen: {who}",
    withdrawn: "Einladung zurückgezogen.",
    open: "Offene Einladungen",
    until: "{role} · gültig bis {date}",
    expired: "{role} · abgelaufen",
  },

  /** Invitations that wait for the signed-in host, and the page of an emailed one. */
  invitation: {
    title: "{team} beitreten",
    waiting: "Einladungen",
    text: {
      admin: "{inviter} lädt Sie ein, Admin von {team} zu werden.",
      member: "{inviter} lädt Sie ein, Mitglied von {team} zu werden.",
    },
    someone: "Jemand",
    consent:
      "Gäste können Sie dann als Teil des Teams buchen. Die Mitglieder sehen, wann Sie belegt sind, aber nie, womit.",
    as: "Sie sind angemeldet als {name}.",
    accept: "Annehmen",
    acceptLabel: "Annehmen: {team}",
    decline: "Ablehnen",
    declineLabel: "Ablehnen: {team}",
    accepted: "Willkommen bei {team}.",
    declined: "Einladung abgelehnt.",
    signIn: "Zum Annehmen anmelden",
    new: "Neu hier?",
    newText:
      "Nehmen Sie an und Sie erhalten eine eigene Buchungsseite. Wöchentliche Zeiten und ein Termintyp werden für Sie eingerichtet.",
    name: "Ihr Name",
    acceptNew: "Annehmen und Buchungsseite erstellen",
    taken:
      "Zur eingeladenen E-Mail-Adresse gibt es hier bereits ein Konto. Bitte melden Sie sich an, um anzunehmen.",
    goneTitle: "Diese Einladung ist nicht mehr gültig",
    gone:
      "Die Einladung wurde beantwortet, zurückgezogen oder mit einem neuen Link erneut gesendet. Bitten Sie das Team um eine neue.",
    expired: "Die Einladung ist abgelaufen. Bitten Sie das Team, sie erneut zu senden.",
  },

  member: {
    back: "Zurück zu den Mitgliedern",
    role: "Rolle",
    saveRole: "Rolle ändern",
    roleSaved: "Rolle geändert.",
    leaveTitle: "{team} verlassen",
    removeTitle: "{name} entfernen",
    leave: "Team verlassen",
    remove: "Aus dem Team entfernen",
    lastOwner:
      "Ein Team braucht einen Inhaber. Machen Sie zuerst jemand anderen zum Inhaber oder löschen Sie das Team.",
    bookings: "Bevorstehende Buchungen mit dem Team",
    noBookings: "Keine bevorstehenden Buchungen mit dem Team.",
    question: "Was soll mit diesen Buchungen geschehen?",
    choices: {
      "hand-over": "An freie Mitglieder übergeben",
      cancel: "Absagen und die Gäste benachrichtigen",
      keep: "Behalten, bis sie vorbei sind",
    },
    handOverHint:
      "Buchungen, für die niemand frei ist, bleiben bestehen. Sie können sie dann absagen.",
    handOverOwn: "Buchungen, für die niemand frei ist, bleiben bestehen.",
    webhooks: "Webhooks, die {name} angelegt hat",
    webhooksOwn: "Webhooks, die Sie für das Team angelegt haben",
    webhooksHint:
      "Jeder sendet die Buchungen des Teams mit Namen und Notizen der Gäste an seine URL.",
    webhookChoices: {
      pause: "Pausieren",
      keep: "Weiter senden",
      delete: "Löschen",
    },
    webhooksOnRole: "Webhooks, falls die neue Rolle „Mitglied“ ist",
    formerTitle: "{name} hat das Team verlassen",
    settle: "Weiter",
    settling:
      "Das wird gerade erledigt. Laden Sie diese Seite neu, um zu sehen, was noch übrig ist.",
    left: "Sie haben {team} verlassen.",
    removed: "{name} ist kein Mitglied mehr.",
  },

  close: {
    title: "Team löschen",
    lead: "Löschen Sie dieses Team für alle.",
    open: "Team löschen",
    now: "Sofort:",
    nowList: [
      "die Seite des Teams und alle ihre Links funktionieren nicht mehr",
      "Termintypen, private Links und Einladungen des Teams werden gelöscht",
    ],
    nothingComing: "Es gibt keine bevorstehenden Buchungen, die abgesagt werden.",
    coming: {
      one:
        "{n} bevorstehende Buchung oder Anfrage wird abgesagt, und der Gast wird benachrichtigt.",
      other:
        "{n} bevorstehende Buchungen und Anfragen werden abgesagt, und die Gäste werden benachrichtigt.",
    },
    message: "Nachricht an Gäste, deren Buchungen abgesagt werden",
    messageHint: "Optional. Steht in den E-Mails an sie.",
    sure: "Ja, das Team löschen",
    action: "Team löschen",
    keep: "Team behalten",
    done: "{team} wurde gelöscht.",
  },

  bookings: {
    title: "Buchungen",
    with: "mit {names}",
    empty: "Hier gibt es keine Buchungen.",
    show: {
      label: "Anzeigen",
      upcoming: "Bevorstehend",
      pending: "Offen",
      past: "Vergangen",
      declined: "Abgelehnt",
      cancelled: "Abgesagt",
    },
  },

  /** On the page that deletes an account. */
  owned: {
    text:
      "Sie sind alleiniger Inhaber dieser Teams. Machen Sie zuerst jemand anderen zum Inhaber oder löschen Sie das Team:",
  },
};
