/** Event types of a team: list, editor, and why a time is not offered. */
export default {
  title: "Termintypen",
  lead: "Die Termine, die man bei diesem Team buchen kann.",
  empty: "Dieses Team hat noch keine Termintypen.",
  emptyText: "Den ersten kann ein Inhaber oder Admin erstellen.",
  blocked: "Blockierte Gäste",
  with: "mit {names}",
  /** After "mit". */
  more: { one: "{names} und {n} weiteren", other: "{names} und {n} weiteren" },
  former: "Ehemaliges Mitglied",

  mode: "So werden Mitglieder gebucht",
  modes: {
    "round-robin": {
      label: "Reihum",
      text: "Jede Buchung geht an ein freies Mitglied, der Reihe nach.",
    },
    collective: {
      label: "Gemeinsam",
      text: "Alle erforderlichen Mitglieder nehmen an jedem Termin teil. Bis zu 8 Mitglieder.",
    },
  },
  members: "Mitglieder",
  weight: "Gewichtung",
  weightOf: "Gewichtung von {name}",
  priority: "Priorität",
  priorityOf: "Priorität von {name}",
  priorities: {
    5: "Höchste",
    4: "Hoch",
    3: "Normal",
    2: "Niedrig",
    1: "Niedrigste",
  },
  robinHint:
    "Ein Mitglied mit Gewichtung 2 erhält doppelt so viele Buchungen wie eines mit Gewichtung 1. Mitglieder mit niedrigerer Priorität werden nur gebucht, wenn darüber niemand frei ist.",
  presence: "Teilnahme",
  presenceOf: "Teilnahme von {name}",
  presences: { lead: "Leitung", required: "Erforderlich", optional: "Optional" },
  presenceHint:
    "Der Name der Leitung steht an erster Stelle. Optionale Mitglieder werden eingeladen, wenn sie frei sind.",
  lacks: {
    left: "Nicht mehr im Team",
    calendar: "Kein Kalender",
    hours: "Keine Zeiten",
  },
  leftNotice:
    "Es werden keine Zeiten angeboten, denn nicht mehr im Team sind: {names}. Entfernen oder ersetzen Sie sie unten.",

  confirmedBy: "Anfragen brauchen die Bestätigung durch",
  confirmedByOptions: {
    first: "Ein erforderliches Mitglied",
    all: "Jedes erforderliche Mitglied",
  },
  whenDeclined: "Wenn ein Mitglied ablehnt oder nicht antwortet",
  whenDeclinedOptions: {
    end: "Die Anfrage endet",
    "next-member": "Einmal das nächste freie Mitglied fragen",
  },
  keepsHost: "Beim Verschieben bleibt das Mitglied dasselbe",
  keepsHostHint: "Sofern es zur neuen Zeit frei ist.",
  prefersSameHost: "Wiederkehrende Gäste erhalten dasselbe Mitglied",
  prefersSameHostHint:
    "Sofern sie eine bevorstehende Buchung dieses Termintyps haben und das Mitglied frei ist.",

  start: {
    title: "Ausgangspunkt",
    text:
      "Kopiert einen Ihrer eigenen Termintypen. Spätere Änderungen an ihm wirken sich nicht auf die Kopie aus.",
    empty: "Ein leerer Termintyp",
    go: "Beginnen",
  },

  schedule: {
    title: "Ihr Zeitplan",
    text: "Welcher Ihrer Zeitpläne gilt, wenn Sie für diesen Termintyp gebucht werden.",
    label: "Zeitplan",
    default: "Mein Standardzeitplan",
    save: "Zeitplan speichern",
    saved: "Ihr Zeitplan wurde gespeichert.",
  },

  readOnly: "Das können nur Inhaber und Admins des Teams ändern.",

  troubleshoot: {
    title: "Zeiten prüfen",
    lead: "Wählen Sie ein Datum, um zu sehen, wann welches Mitglied verfügbar ist.",
    none: "Dieses Team hat noch keine Termintypen.",
    offered: "Angebotene Startzeiten",
    noStarts: "An diesem Tag werden keine Startzeiten angeboten.",
    unavailable: "Nicht verfügbar",
    absent:
      "Nicht mehr im Team. Es werden keine Zeiten angeboten, bis das Mitglied entfernt oder ersetzt ist.",
    absentOptional: "Nicht mehr im Team.",
    noHours: "An keinem Tag Zeiten",
    noCalendar: "Kein Kalender verbunden",
    calendars: {
      fresh: "Kalender aktuell",
      stale: "Kalender nicht aktuell",
      broken: "Kalender nicht lesbar",
    },
    optional: "optional",
    free: "Den ganzen Tag verfügbar",
    codes: { HOURS: "Außerhalb der Zeiten", BUSY: "Belegt", BOOKED: "Gebucht" },
    at: "{time}: {reasons}",
    zone: "Zeiten in {zone}",
  },
};
