/** The first minutes of a new host. */
export default {
  title: "Willkommen",
  lead:
    "Füllen Sie drei kurze Abschnitte aus, um Ihre Buchungsseite zu öffnen. Alles lässt sich später ändern.",
  you: "Über Sie",
  name: "Ihr Name",
  nameHint: "Für Gäste sichtbar.",
  username: "Benutzername",
  usernameHint: "Ihre Buchungsseite hat dann die Adresse {base}/…",
  zone: "Ihre Zeitzone",
  zoneHint: "In dieser Zeitzone gelten Ihre wöchentlichen Zeiten.",
  email: "Ihre E-Mail-Adresse",
  emailHint: "Für Buchungsanfragen und Kalendereinladungen. Sie können sie auch später hinzufügen.",
  hours: "Ihre Verfügbarkeit",
  weekdays: "Tage",
  from: "Von",
  to: "Bis",
  hoursHint:
    "Pausen und andere Zeiten für einzelne Tage können Sie später unter „Zeiten“ hinzufügen.",
  hoursAlreadySet: "Ihre wöchentlichen Zeiten sind bereits festgelegt: {summary}.",
  type: "Ihr erster Termintyp",
  typeTitle: "Titel",
  duration: "Dauer (Minuten)",
  decision: "Bestätigung",
  defaults:
    "Gäste buchen mindestens 4 Stunden im Voraus, und Sie erhalten beide am Tag davor eine Erinnerung. Das lässt sich später ändern.",
  done: "Meine Seite erstellen",
  ready: {
    title: "Ihre Seite ist bereit, {name}",
    lead: "Diesen Link können Sie teilen.",
    label: "Link zu Ihrer Buchungsseite",
    viewPage: "Als Gast ansehen",
    makeTestBooking: "Testbuchung vornehmen",
    calendar: {
      title: "Kalender verbinden",
      text: "Damit Gäste keine Zeiten buchen können, zu denen Sie belegt sind.",
      action: "Verbinden",
    },
    mailed:
      "Wir haben einen Link an Ihre E-Mail-Adresse gesendet. Öffnen Sie ihn, um die Adresse zu bestätigen. Bis dahin erhalten Sie keine Anfragen per E-Mail.",
    dashboard: "Zum Dashboard",
    test:
      "Sehen Sie, wie es funktioniert: Fragen Sie als Gast eine Zeit an und bestätigen Sie sie selbst.",
  },
};
