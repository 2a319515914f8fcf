/** Times that guests wanted and could not book, why, and which change would offer most of them. */
export default {
  title: "Gewünscht, aber nicht verfügbar",
  text:
    "Zeiten, die Gäste buchen wollten und nicht buchen konnten: über einen Link zu einer nicht verfügbaren Zeit, mit einer abgewiesenen Anfrage oder an einem geöffneten Tag ohne Zeiten. Jede zählt je Gast und Stunde einmal.",
  sum: {
    one: "{n} Zeit war gewünscht und nicht verfügbar.",
    other: "{n} Zeiten waren gewünscht und nicht verfügbar.",
  },
  none: "In diesem Zeitraum hat niemand nach einer Zeit gefragt, die Sie nicht anbieten.",
  few: "In diesem Zeitraum weniger als 3, daher nicht aufgeschlüsselt.",
  left: {
    one: "{n} weitere ist nicht aufgeschlüsselt: An ihrem Tag gab es zu viele verschiedene Zeiten.",
    other:
      "{n} weitere sind nicht aufgeschlüsselt: An ihren Tagen gab es zu viele verschiedene Zeiten.",
  },
  change: {
    title: "Was die meisten davon ermöglichen würde",
    offers: "{n} von {all} gewünschten Zeiten wären verfügbar gewesen.",
    none: "Keine einzelne Änderung Ihrer Einstellungen hätte 3 oder mehr davon ermöglicht.",
    noneBusy:
      "Keine einzelne Änderung Ihrer Einstellungen hätte 3 oder mehr davon ermöglicht. Meist war die Zeit schon vergeben.",
    opensAt: "{weekday} ab {time}",
    closesAt: "{weekday} bis {time}",
    open: "{weekday} von {from} bis {to}",
    openBetween: "{weekday} auch von {from} bis {to}",
    notice: "Mindestvorlauf von {time}",
    noNotice: "Kein Mindestvorlauf",
    window: { one: "Buchungszeitraum von {n} Tag", other: "Buchungszeitraum von {n} Tagen" },
    lastDate: "Buchungen bis {date}",
    limit: {
      day: { one: "Bis zu {n} Termin pro Tag", other: "Bis zu {n} Termine pro Tag" },
      week: { one: "Bis zu {n} Termin pro Woche", other: "Bis zu {n} Termine pro Woche" },
      month: { one: "Bis zu {n} Termin pro Monat", other: "Bis zu {n} Termine pro Monat" },
    },
    buffer: {
      before: { none: "Kein Puffer vor Terminen", some: "Puffer vor Terminen: {time}" },
      after: { none: "Kein Puffer nach Terminen", some: "Puffer nach Terminen: {time}" },
    },
    days: { one: "{n} Tag", other: "{n} Tagen" },
    inSchedule: "{change}, im Zeitplan „{schedule}“",
    ofType: "{change}, für „{type}“",
    ofHost: "{change}, für alle Termintypen",
  },
  reasons: {
    title: "Warum sie nicht verfügbar waren",
    text: "Am häufigsten: {reason}.",
    reason: "Grund",
    count: "Anzahl",
    tip: "{reason}: {n}",
    names: {
      notice: "Innerhalb des Mindestvorlaufs",
      window: "Außerhalb des Buchungszeitraums",
      hours: "Außerhalb des Zeitplans",
      off: "Abwesenheit oder Feiertag",
      busy: "Schon gebucht oder belegt",
      buffer: "Innerhalb eines Puffers",
      limit: "Buchungslimit erreicht",
      unknown: "Kalender nicht aktuell",
      member: "Kein Teammitglied verfügbar",
    },
  },
  times: {
    title: "Welche Zeiten gewünscht waren",
    text: "Am häufigsten gewünscht: {slot}.",
    at: "{weekday} um {time}",
    anyTime: "{weekday}, beliebige Zeit",
    slot: "Zeit",
    count: "Anzahl",
    reasons: "Gründe",
    reason: "{reason} ({n})",
    tip: "{weekday}, {time}: {n}",
  },
};
