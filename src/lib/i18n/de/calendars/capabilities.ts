/** What a calendar server supports, and the test of write access. */
export default {
  title: "Was dieser Server unterstützt",
  changes: {
    name: "Erkennen von Änderungen",
    text: {
      reports: "Meldet genau, was sich geändert hat. Die Synchronisierung ist daher schnell.",
      marks: "Meldet, dass sich etwas geändert hat. Was, ermitteln wir durch Vergleichen.",
      none: "Nicht unterstützt. Jede Synchronisierung vergleicht alle Termine.",
      conditional: "Meldet, ob es etwas Neues gibt.",
    },
  },
  versions: {
    name: "Versionen von Terminen",
    yes: "Unterstützt. Ihre eigenen Änderungen werden nie überschrieben.",
    no: "Nicht unterstützt. Es gilt die jeweils letzte Änderung.",
  },
  freeBusy: {
    name: "Frei/Belegt-Abfragen",
    yes: "Unterstützt. Wir lesen die Termine selbst, das ist genauer.",
    no: "Nicht unterstützt und nicht nötig.",
  },
  scheduling: {
    name: "Einladungen",
    yes:
      "Der Server kann Einladungen senden. Wir unterbinden das, damit Gäste keine zwei erhalten.",
    no: "Der Server sendet keine Einladungen. Invito sendet sie per E-Mail.",
  },
  writing: {
    name: "Schreibzugriff",
    text: {
      one: "Beschreibbar: {writable} von {n} Kalender.",
      other: "Beschreibbar: {writable} von {n} Kalendern.",
    },
  },
  redirected: {
    name: "Adresse",
    text: "{entered} leitet weiter zu {host}.",
  },
  clock: {
    name: "Uhr",
    yes: "Geht richtig.",
    no: "Weicht um {seconds} Sekunden ab. Das hat keine Folgen für Ihre Buchungen.",
  },
  testHint:
    "Erstellt einen Termin in zwei Jahren, liest ihn zurück, ändert ihn und löscht ihn. Er besteht nur wenige Sekunden.",
  testButton: "Schreibzugriff testen",
  testing: "Wird getestet …",
  testedAt: "Getestet {ago}.",
  good: "Alles, was Buchungen brauchen, funktioniert",
  bad: "Einige Tests sind fehlgeschlagen",
  worked: "funktioniert",
  steps: {
    write: "Erstellt Termine",
    read: "Liest sie zurück",
    edit: "Aktualisiert Termine",
    conditions: "Erkennt gleichzeitige Änderungen",
    delete: "Löscht Termine",
  },
};
