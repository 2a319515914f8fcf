/** The first page of an installation. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Terminbuchung auf dem eigenen Server",
  head: "Link teilen. Termine bestätigen, die Ihnen passen.",
  lead:
    "Ihre Gäste wählen eine Zeit, die in Ihrem Kalender frei ist. Sie bestätigen, und der Termin steht in beiden Kalendern.",
  signIn: "Anmelden",
  open: "Dashboard öffnen",
  page: "Ihre Buchungsseite ansehen",
  card: {
    label: "Beispiel einer Buchungsanfrage",
    eyebrow: "Bestätigung erforderlich",
    title: "Kennenlernen mit Mina Okafor",
    when: "Dienstag, 24. November, 14:30–15:00",
    note: "„Mich würde interessieren, wie Sie den Lesesaal eingerichtet haben.“",
    yes: "Bestätigen",
    no: "Ablehnen",
    held: "Diese Zeit ist reserviert, bis Sie antworten.",
  },
  steps: {
    head: "So funktioniert es",
    ask: {
      title: "Ein Gast fragt eine Zeit an",
      text:
        "Gäste sehen nur Ihre freien Zeiten, in ihrer eigenen Zeitzone. Name und E-Mail-Adresse genügen.",
    },
    decide: {
      title: "Sie bestätigen oder lehnen ab",
      text:
        "Sie antworten aus der E-Mail oder im Dashboard. Die Zeit bleibt reserviert, bis Sie antworten oder die Anfrage abläuft.",
    },
    meet: {
      title: "Sie treffen sich",
      text:
        "Der Termin wird in Ihren Kalender eingetragen, und Sie erhalten beide eine Kalendereinladung.",
    },
  },
  promises: {
    head: "Darauf können Sie sich verlassen",
    once: {
      title: "Keine Doppelbuchungen",
      text:
        "Eine Zeit kann nur einmal gebucht werden, über alle Termintypen, Längen und Puffer hinweg, auch wenn mehrere Personen im selben Moment buchen.",
    },
    known: {
      title: "Kalenderprobleme geben keine Zeiten frei",
      text:
        "Ist Ihr Kalender nicht erreichbar, bleiben die zuletzt bekannten belegten Zeiten gesperrt, und das Dashboard weist Sie darauf hin.",
    },
    yours: {
      title: "Ihr Server, Ihre Daten",
      text:
        "Ein Programm und ein Datenordner. Kein Tracking, keine Anfragen an Dritte und keine Nutzungsberichte.",
    },
  },
  newcomer:
    "Zum ersten Mal hier? Ihr Anmeldelink steht im Terminal, in dem Invito gestartet wurde.",
};
