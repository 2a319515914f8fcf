import capabilities from "./calendars/capabilities.ts";
import connect from "./calendars/connect.ts";
import problems from "./calendars/problems.ts";
import tiles from "./calendars/tiles.ts";

/** Calendars page, connection errors, and the text of a calendar event. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Kalender",
  intro:
    "Invito prüft Ihre Kalender auf Konflikte und trägt bestätigte Buchungen in einen davon ein. Gäste sehen nur Ihre freien Zeiten, nie Ihre Termine.",
  none:
    "Nur Buchungen, die hier entstehen, sperren Ihre Zeit. Verbinden Sie einen Kalender, damit auch Ihre anderen Termine zählen.",
  tiles,
  connect,
  providers: {
    google: "Google Kalender",
    microsoft: "Microsoft 365 oder Outlook.com",
  },
  consentHint:
    "Bei Google und Microsoft melden Sie sich dort an und erlauben Invito, Ihre Kalender zu sehen und Termine anzusehen und zu bearbeiten. Sie können den Zugriff jederzeit widerrufen.",
  feed: {
    address: "Kalenderadresse (ICS)",
    hint:
      "Die geheime oder öffentliche Adresse aus einer anderen Kalender-App, zum Beispiel webcal://example.org/you.ics. Wir speichern sie verschlüsselt.",
    button: "Abonnieren",
    busy: "Wird abonniert …",
  },
  /** Feeds that other programs read. */
  feeds: {
    title: "Kalender-Feeds",
    text:
      "Abonnieren Sie Ihre Buchungen über einen geheimen Link in einer anderen Kalender-App. Wer den Link hat, kann sie sehen; geben Sie ihn also mit Bedacht weiter. Sie können den Link jederzeit ersetzen.",
    lead: "Kalender-Feeds",
    back: "Kalender",
    kinds: {
      bookings: {
        title: "Alle Details",
        text: "Mit Gast, Anmerkungen und Ort. Für Ihre eigenen Kalender-Apps.",
      },
      "free-busy": {
        title: "Nur frei/belegt",
        text: "Zeigt nur, wann Sie einen Termin haben, ohne Namen und Titel.",
      },
    },
    busy: "Belegt",
    link: "Feed-Link",
    open: "Link erstellen",
    replace: "Link ersetzen",
    replaceHint: "In beiden Fällen funktioniert der jetzige Link sofort nicht mehr.",
    close: "Feed deaktivieren",
    feedback: {
      opened: "Feed erstellt.",
      closed: "Feed deaktiviert. Der Link funktioniert nicht mehr.",
    },
  },
  /** After an action. */
  feedback: {
    connected: "Verbunden. Belegte Zeiten in Ihren Kalendern sperren jetzt Buchungen.",
    saved: "Gespeichert.",
    synced: "Gerade synchronisiert.",
    syncing: "Die Synchronisierung läuft noch. Diese Seite zeigt den Fortschritt.",
    connecting:
      "Verbunden. Ihre Kalender werden noch synchronisiert. Bis dahin müssen Sie auch Sofortbuchungen bestätigen.",
    connectedPartly:
      "Verbunden, aber es konnte noch nicht alles synchronisiert werden. Näheres steht unten beim Konto.",
    entriesRestored: "Die Einträge werden in Ihrem Kalender wiederhergestellt.",
    writeChecked: "Schreibzugriff getestet. Das Ergebnis steht beim Konto.",
    disconnected: "Getrennt. Passwort und belegte Zeiten wurden gelöscht.",
  },
  state: {
    fresh: "Aktuell",
    partial: "Teilweise synchronisiert",
    stale: "Nicht aktuell",
    broken: "Funktioniert nicht",
    failing: "Letzte Synchronisierung fehlgeschlagen",
    unsynced: "Noch nicht synchronisiert",
    syncing: "Wird synchronisiert",
    idle: "Nicht auf Konflikte geprüft",
  },
  syncedAt: "Synchronisiert {ago}",
  progress: { one: "{done} von {of} Termin gelesen", other: "{done} von {of} Terminen gelesen" },
  readSoFar: { one: "{n} Termin gelesen", other: "{n} Termine gelesen" },
  firstSync: {
    title: "Ihre Kalender werden zum ersten Mal gelesen",
    text:
      "Bis das abgeschlossen ist, müssen Sie Sofortbuchungen bestätigen. Sie können diese Seite verlassen.",
    waiting: "Wird gestartet …",
  },
  neverSynced: "Noch nicht synchronisiert. Bis dahin müssen Sie auch Sofortbuchungen bestätigen.",
  failingSince:
    "Das begann {ago}. Die bei der letzten Synchronisierung belegten Zeiten bleiben gesperrt.",
  failingUnsynced: "Das begann {ago}.",
  events: { one: "{n} Termin synchronisiert", other: "{n} Termine synchronisiert" },
  skipped: {
    one: "{n} Termin konnte nicht gelesen werden und wird wie gewünscht ignoriert.",
    other: "{n} Termine konnten nicht gelesen werden und werden wie gewünscht ignoriert.",
  },
  /** Events that could not be read, until the host ignores them. */
  unreadable: {
    title: {
      one: "Ein Termin in {name} konnte nicht gelesen werden",
      other: "{n} Termine in {name} konnten nicht gelesen werden",
    },
    text:
      "Es ist nicht genau bekannt, wann sie stattfinden. Die Tage, die darin genannt sind, werden nicht angeboten, und vorerst müssen Sie auch Sofortbuchungen bestätigen. Korrigieren oder löschen Sie sie in Ihrem Kalender, oder ignorieren Sie sie, wenn sie keine Rolle spielen. Ändert sich ein ignorierter Termin, fragen wir noch einmal.",
    untitled: "Termin ohne Titel",
    more: { one: "und {n} weiterer", other: "und {n} weitere" },
    button: "Ignorieren",
  },
  approximate: {
    one: "{n} Termin konnte nicht genau gelesen werden, deshalb sperren wir mehr Zeit.",
    other: "{n} Termine konnten nicht genau gelesen werden, deshalb sperren wir mehr Zeit.",
  },
  transparent: "auf dem Server als nicht sperrend markiert",
  sharedBy: "freigegeben von {owner}",
  /** Calendars that others share with a person. */
  shared: {
    text:
      "Sie haben einen Kalender gewählt, den jemand anderes für Sie freigegeben hat. Um ihn zu lesen, brauchen wir Ihre Erlaubnis. Bis dahin ist nicht bekannt, wann Sie dort belegt sind, deshalb müssen Sie auch Sofortbuchungen bestätigen.",
    button: "Freigegebene Kalender erlauben",
  },
  code: "Fehlercode: {code}.",
  readOnly: "nur lesbar",
  /** Meetings whose entries disappeared with most of their calendar. */
  lostEntries: {
    title: {
      one: "Der Eintrag einer Buchung ist {ago} aus {name} verschwunden",
      other: "Die Einträge von {n} Buchungen sind {ago} aus {name} verschwunden",
    },
    text:
      "Der Kalender wurde vielleicht geleert, wiederhergestellt oder ersetzt, oder die Einträge wurden gelöscht, bevor sie gelesen wurden. Ihre Buchungen sind unverändert, und kein Gast wurde benachrichtigt. Stellen Sie die Einträge wieder her, oder lassen Sie den Kalender, wie er ist, und sagen Sie nicht mehr gewünschte Termine auf ihrer eigenen Seite ab.",
    restore: "Alle wiederherstellen",
    keepAsIs: "So lassen",
  },
  capabilities,
  table: {
    title: "Ihre Kalender",
    text:
      "Belegte Zeiten der ausgewählten Kalender sperren Buchungen. Bestätigte Buchungen werden in einen davon eingetragen.",
    calendar: "Kalender",
    blocks: "Zählt als belegt",
    target: "Erhält Buchungen",
    noCalendar: "Buchungen in keinen Kalender eintragen",
    noTarget: "Bestätigte Buchungen werden in keinen Kalender eingetragen.",
    button: "Speichern",
  },
  needsAction: "Bitte prüfen",
  accounts: "Konten",
  actions: {
    sync: "Jetzt synchronisieren",
    syncing: "Wird synchronisiert …",
    disconnect: "Trennen",
    disconnectQuestion:
      "{name} trennen? Die belegten Zeiten sperren dann sofort keine Buchungen mehr, und Buchungen, die noch eingetragen werden sollten, werden es nicht mehr.",
    disconnectConfirm: "Ja, trennen",
    password: "Neues Passwort",
    signInAgain: "Erneut anmelden",
    connectAgain: "Neu verbinden",
  },
  ago: {
    now: "gerade eben",
    minutes: { one: "vor {n} Minute", other: "vor {n} Minuten" },
    hours: { one: "vor {n} Stunde", other: "vor {n} Stunden" },
    days: { one: "vor {n} Tag", other: "vor {n} Tagen" },
  },
  problems,
  /** What stands on the event in the host's calendar. */
  event: {
    title: "{type}: {name}",
    with: "Mit {name} ({email})",
    extraGuests: "Weitere Gäste: {guests}",
    members: "{team}: {names}",
    declined: "Abgelehnt: {names}",
    shared: "{type}: {guests}",
    guests: { one: "{n} Gast", other: "{n} Gäste" },
  },
};
