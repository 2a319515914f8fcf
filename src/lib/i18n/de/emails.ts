import alerts from "./emails/alerts.ts";
import errors from "./emails/errors.ts";
import list from "./emails/list.ts";
import location from "./emails/location.ts";
import signIn from "./emails/sign-in.ts";
import teamInvitation from "./emails/team-invitation.ts";
import team from "./emails/team.ts";
import toExtraGuest from "./emails/to-extra-guest.ts";
import toGuest from "./emails/to-guest.ts";
import toHost from "./emails/to-host.ts";

/** Emails, mail server errors and the page that lists emails. Plain texts with `{places}`; see `../format.ts`. */
export default {
  greeting: "Guten Tag {name},",
  greetingNobody: "Guten Tag,",
  /** Sender of emails to guests. */
  fromHost: "{host} über {service}",
  automatic: "Gesendet von {service}, weil jemand mit dieser E-Mail-Adresse gebucht hat.",
  automaticExtraGuest:
    "Gesendet von {service}, weil {guest} diese E-Mail-Adresse bei einer Buchung angegeben hat.",
  automaticHost: "Gesendet von {service}, weil dies Ihre Buchungsseite ist.",
  replies: "Antworten Sie auf diese E-Mail, um {name} zu erreichen.",

  /** Less important links after the buttons. */
  links: {
    reschedule: "Verschieben",
    cancel: "Absagen",
    google: "Google Kalender",
    outlook: "Outlook",
    file: "Kalenderdatei (.ics)",
  },

  /** Of several guests who share a time, or of many members; it stands in any case, so without a word that would be inflected. */
  andOthers: { one: "{name} (+{n})", other: "{name} (+{n})" },

  series: {
    dates: { one: "{n} Termin", other: "{n} Termine" },
    label: "Termine",
    when: { one: "{when}", other: "{n} Termine ab {when}" },
    removal:
      "Die angehängte Datei kennzeichnet diese Termine als abgesagt. Nicht jeder Kalender entfernt sie damit: Wenn sie noch in Ihrem stehen, löschen Sie sie bitte von Hand.",
  },

  labels: {
    guestTime: "Ortszeit des Gastes",
    guest: "Gast",
    phone: "Telefon",
    email: "E-Mail",
    where: "Ort",
    note: "Anmerkungen",
    extraGuests: "Weitere Gäste",
    message: "Nachricht von {name}",
    team: "Team",
    hosts: "Mit",
    together: "Mit Ihnen",
  },

  ...toGuest,
  ...toExtraGuest,
  ...toHost,

  reminder: {
    label: "Erinnerung",
    subject: "Erinnerung: {title} mit {host}, {when}",
    heading: "Erinnerung: {title}",
    body: {
      one: "{host} freut sich auf den Termin mit Ihnen.",
      other: "{host} freuen sich auf den Termin mit Ihnen.",
    },
    button: "Buchung ansehen",
    cannot:
      "Sie sind verhindert? Bitte verschieben Sie den Termin oder sagen Sie ihn ab, damit jemand anderes die Zeit nutzen kann.",
    subjectHost: "Erinnerung: {title} mit {guest}, {when}",
    headingHost: "Erinnerung: Termin mit {guest}",
    bodyHost: "Dieser Termin steht bevor.",
    buttonHost: "Buchung ansehen",
  },

  followUp: {
    label: "Follow-up",
    subject: "Nach Ihrem Termin: {title} mit {host}",
    heading: "Vielen Dank für Ihre Zeit",
    body: {
      one:
        "{host} dankt Ihnen für den Termin. Wenn Sie sich wieder treffen möchten, buchen Sie gern eine weitere Zeit.",
      other:
        "{host} danken Ihnen für den Termin. Wenn Sie sich wieder treffen möchten, buchen Sie gern eine weitere Zeit.",
    },
    button: "Weitere Zeit buchen",
    subjectHost: "Nach Ihrem Termin: {title} mit {guest}",
    headingHost: "Ihr Termin mit {guest} ist vorbei",
    bodyHost: "Falls {guest} nicht gekommen ist, können Sie das in der Buchung vermerken.",
    buttonHost: "Buchung ansehen",
  },

  ...alerts,
  ...signIn,

  teamInvitation,

  invitation: {
    summary: "{title}: {people}",
    with: "Mit {name}",
    manage: "Ihre Buchung: {link}",
  },

  errors,
  list,
  ...team,
  ...location,
};
