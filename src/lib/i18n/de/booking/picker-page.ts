/** The page of a host or team, the picker and the booking form. */
export default {
  list: {
    title: "Termin mit {name} buchen",
    lead: "Wählen Sie einen Termintyp und danach eine Zeit.",
    none: "Derzeit gibt es nichts zu buchen",
    noneText:
      "{name} nimmt im Moment keine Buchungen an. Bitte schauen Sie später noch einmal vorbei.",
  },
  picker: {
    title: "{type} mit {name}",
    minutes: { one: "{n} Minute", other: "{n} Minuten" },
    hours: { one: "{n} Stunde", other: "{n} Stunden" },
    /** Who confirms a booking that is made now. */
    confirmation: {
      "instant": "Sofort bestätigt",
      "by-email": "Bestätigt, sobald Sie Ihre E-Mail-Adresse bestätigt haben",
      "by-host": "Wird von {name} bestätigt",
      "by-host-now": "Wird derzeit von {name} bestätigt",
    },
    group: "Gruppentermin, bis zu {n} Gäste",
    spotsLeft: { one: "Noch {n} Platz frei", other: "Noch {n} Plätze frei" },
    duration: "Dauer",
    chooseDay: "Tag wählen",
    chooseTime: "Zeit wählen",
    previous: "Voriger Monat",
    next: "Nächster Monat",
    dayFree: { one: "{day}, {n} Zeit frei", other: "{day}, {n} Zeiten frei" },
    dayFull: "{day}, keine Zeiten frei",
    today: "heute",
    picked: "ausgewählt",
    zone: "Zeitzone",
    zoneChange: "Zeitzone ändern",
    zoneSearch: "Stadt oder Region suchen",
    zoneFind: "Suchen",
    zoneClose: "Schließen",
    zoneNone: "Keine Zeitzone gefunden. Versuchen Sie es mit der nächstgelegenen großen Stadt.",
    parts: { morning: "Vormittag", afternoon: "Nachmittag", evening: "Abend" },
    zoneFromHost:
      "Dies ist die Zeitzone von {name}. Wählen Sie Ihre eigene, um die Zeiten in Ihrer Ortszeit zu sehen.",
    hostClock: "Zeitzone von {name}: {zone}. Dort ist es jetzt {time}.",
    teamClock: "Zeitzone von {name}: {zone}. Dort ist es jetzt {time}.",
    clock: "Zeitformat",
    clock12: "12 Std.",
    clock24: "24 Std.",
    dayEmpty: "An diesem Tag sind keine Zeiten frei",
    dayEmptyText: "Wählen Sie einen anderen Tag. An fett gedruckten Tagen sind Zeiten frei.",
    live: { one: "{n} Zeit frei", other: "{n} Zeiten frei" },
  },
  /** Who may be met on the page of a team. */
  people: {
    with: "Mit {names}",
    /** The last of the names above: "Mit Ada, Ben und 3 weiteren Personen". */
    others: { one: "{n} weiteren Person", other: "{n} weiteren Personen" },
  },
  empty: {
    month: "{month}: keine Zeiten frei",
    monthText: "Der nächste freie Tag ist {day}.",
    monthGo: "{day} anzeigen",
    over: "Nach diesem Datum sind keine Zeiten frei",
    overText:
      "Buchen können Sie nur für die nächsten Wochen. An früheren Tagen sind vielleicht noch Zeiten frei.",
    overGo: "Zurück zu den ersten freien Tagen",
    "no-hours": "Keine Verfügbarkeit festgelegt",
    "no-hoursText":
      "{name} hat noch keine verfügbaren Zeiten festgelegt. Bitte schauen Sie später noch einmal vorbei.",
    ended: "Keine Buchungen mehr möglich",
    endedText: "Das letzte Datum für einen Termin mit {name} ist vorbei.",
    full: "Ausgebucht",
    fullText:
      "Alle Zeiten der nächsten Wochen sind vergeben. Wird ein Termin abgesagt, erscheint seine Zeit wieder hier.",
    away: "{name} ist abwesend",
    awayText:
      "In den nächsten Wochen sind keine Zeiten frei. Bitte schauen Sie später noch einmal vorbei.",
    awayUntil: "Ab {day} ist {name} wieder da.",
    calendar: "Kalender nicht erreichbar",
    calendarText:
      "Der Kalender von {name} antwortet nicht, deshalb können wir keine freien Zeiten anzeigen. Bitte versuchen Sie es später noch einmal.",
    teamCalendarText:
      "Ein Kalender von {name} antwortet nicht, deshalb können wir keine freien Zeiten anzeigen. Bitte versuchen Sie es später noch einmal.",
  },
  closed: {
    inactive: {
      title: "Derzeit nicht buchbar",
      text:
        "{name} hat diesen Termintyp deaktiviert. Andere Termintypen sind vielleicht weiterhin buchbar.",
    },
    missing: {
      title: "Derzeit nicht buchbar",
      text:
        "Jemand, der für diesen Termintyp gebraucht wird, gehört nicht mehr zu {name}. Andere Termintypen sind vielleicht weiterhin buchbar.",
    },
    "link-used": {
      title: "Dieser Link wurde bereits verwendet",
      text:
        "Damit wurde eine Zeit gebucht. Um diesen Termin zu verschieben oder abzusagen, öffnen Sie die Seite der Buchung. Für einen weiteren Termin bitten Sie {name} um einen neuen Link.",
    },
    "link-expired": {
      title: "Dieser Link ist nicht mehr gültig",
      text:
        "Er ist abgelaufen oder wurde von {name} widerrufen. Bitten Sie {name} um einen neuen Link.",
    },
    otherTypes: "Alle Termintypen von {name} ansehen",
  },
  form: {
    honeypot: "Dieses Feld bitte leer lassen",
    title: "Ihre Angaben",
    name: "Ihr Name",
    email: "Ihre E-Mail-Adresse",
    emailHint: "Wird nur für diese Buchung verwendet.",
    choose: "Bitte auswählen",
    optional: "optional",
    questionsChanged: "{name} hat diese Fragen geändert. Bitte prüfen Sie Ihre Antworten.",
    note: "Anmerkungen",
    location: "Wo möchten Sie sich treffen?",
    phone: "Telefonnummer",
    phoneHint: "{name} ruft Sie unter dieser Nummer an.",
    noteHint: "Optional. {name} sieht das vor dem Termin.",
    guests: "Weitere Gäste",
    guestsHint:
      "Optional. E-Mail-Adressen der Personen, die Sie mitbringen, durch Kommas getrennt, höchstens {n}. Alle werden eingeladen, sobald die Buchung bestätigt ist.",
    guestsHintVerified:
      "Optional. E-Mail-Adressen der Personen, die Sie mitbringen, durch Kommas getrennt, höchstens {n}. Alle werden eingeladen, sobald Sie Ihre eigene E-Mail-Adresse bestätigt haben.",
    series: {
      repeat: "Wiederholen",
      never: "Wiederholt sich nicht",
      rhythms: {
        weekly: "Jede Woche",
        fortnightly: "Alle zwei Wochen",
        monthly: "Jeden Monat",
      },
      count: "Anzahl der Termine",
      dates: { one: "{n} Termin", other: "{n} Termine" },
      check: "Termine anzeigen",
      title: "Ihre Termine",
      free: "Frei",
      taken: "Nicht frei",
      someTaken: "Einige dieser Termine sind nicht frei",
      choices: {
        free: "Nur die freien Termine buchen",
        all: "Alle buchen oder keinen",
      },
    },
    sendRequest: "Anfrage senden",
    sendBooking: "Diese Zeit buchen",
    emailTo: "Die Antwort senden wir an {email}.",
    noMail: {
      request:
        "Diese Website kann keine E-Mails versenden. Speichern Sie den Link zur nächsten Seite: Nur dort erscheint die Antwort.",
      booking:
        "Diese Website kann keine E-Mails versenden. Speichern Sie den Link zur nächsten Seite: Nur dort erscheinen Neuigkeiten.",
    },
    bookingFor: "Diese Buchung ist für {email}.",
    change: "Andere Zeit wählen",
    forHost: "Ortszeit von {name}: {when}",
    taken: "Diese Zeit ist nicht mehr frei",
    takenText: "Ihre Angaben sind noch da. Wählen Sie eine dieser Zeiten, um sie abzusenden:",
    takenNone:
      "Kurz davor und danach ist nichts frei. Bitte versuchen Sie es an einem anderen Tag.",
    nearest: "Das sind die nächsten freien Zeiten:",
    checkFields: "Bitte prüfen Sie die markierten Felder",
    alreadySubmitted: "Sie haben dieses Formular bereits abgesendet",
    alreadySubmittedText:
      "Wenn Sie es mit denselben Angaben noch einmal absenden, öffnet sich dieselbe Buchung. Eine zweite entsteht dadurch nicht.",
    submittedWithOtherDetails:
      "Sie haben dieses Formular bereits mit anderen Angaben abgesendet. Senden Sie es noch einmal ab, um eine weitere Buchung vorzunehmen.",
  },
  /** The page between a booking and the redirect. */
  redirect: {
    text: "{name} leitet Sie zu {place} weiter.",
    continue: "Weiter zu {place}",
    viewBooking: "Buchung ansehen",
    saveLink: "Link zu Ihrer Buchung speichern",
    saveLinkText:
      "Diese Website kann keine E-Mails versenden. Kopieren Sie diesen Link oder setzen Sie ein Lesezeichen, bevor Sie weitergehen: Nur damit können Sie Ihre Buchung ansehen, verschieben oder absagen.",
  },
  /** How the answer of a checkbox is stored. */
  answers: { yes: "Ja", no: "Nein" },
};
