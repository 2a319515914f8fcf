/** Frame of every page, landing and error pages. Plain texts with `{places}`; see `../format.ts`. */
export default {
  product: "Invito",
  toContent: "Zum Hauptinhalt springen",
  home: "Startseite",
  widget: "Terminbuchung von Invito",
  /** The cross of a dialog that shows the widget. */
  close: "Schließen",
  footer: "Terminbuchung auf eigenem Server mit Invito",
  powered: "Bereitgestellt mit Invito",
  menu: "Hauptmenü",
  nav: {
    bookings: "Buchungen",
    "event-types": "Termintypen",
    availability: "Zeiten",
    calendars: "Kalender",
    teams: "Teams",
    settings: "Einstellungen",
    status: "Status",
  },
  waiting: { one: "{n} offen", other: "{n} offen" },
  needs: {
    one: "{n} Sache braucht Sie",
    other: "{n} Sachen brauchen Sie",
  },
  languages: "Sprachen",
  signIn: "Anmelden",
  signOut: "Abmelden",
  signedInAs: "Angemeldet als {name}",
  dashboard: "Dashboard",
  yourPage: "Ihre Buchungsseite",
  theme: { label: "Darstellung", light: "Hell", dark: "Dunkel", system: "System" },
  copy: {
    button: "Kopieren",
    done: "Kopiert",
    failed: "Bitte manuell kopieren",
    share: "Teilen",
  },
  countdown: {
    over: "0 Sek.",
    days: { one: "{n} Tag", other: "{n} Tage" },
    hours: "{n} Std.",
    minutes: "{n} Min.",
    seconds: "{n} Sek.",
  },
  error: {
    notFoundTitle: "Seite nicht gefunden",
    notFound: "Der Link ist vielleicht unvollständig oder nicht mehr gültig.",
    title: "Etwas ist schiefgelaufen",
    text:
      "Der Fehler liegt bei uns. Alles, was Sie bisher gespeichert haben, ist sicher. Bitte versuchen Sie es gleich noch einmal.",
    errorId:
      "Wenn es wieder passiert, wenden Sie sich an den Betreiber dieser Website. Fehler-ID: {id}.",
    back: "Zur Startseite",
    formKept: "Ihre Eingaben sind noch da: Sie können sie von hier aus erneut senden.",
    tryAgain: "Erneut versuchen",
    tryAgainIn: {
      inSeconds: {
        one: "Das waren zu viele Anfragen. In {n} Sekunde können Sie es erneut versuchen.",
        other: "Das waren zu viele Anfragen. In {n} Sekunden können Sie es erneut versuchen.",
      },
      inMinutes: {
        one: "Das waren zu viele Anfragen. In {n} Minute können Sie es erneut versuchen.",
        other: "Das waren zu viele Anfragen. In {n} Minuten können Sie es erneut versuchen.",
      },
    },
    refused: {
      "too-many": "Zu viele Anfragen",
      "forbidden": "Anfrage blockiert",
      "overloaded": "Derzeit überlastet",
      "cannot-save": "Speichern derzeit nicht möglich",
      "busy": "Derzeit ausgelastet",
    } as Record<string, string>,
    method: "Diese Methode ist nicht erlaubt.",
  },
};
