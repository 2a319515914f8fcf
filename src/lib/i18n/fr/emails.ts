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
  greeting: "Bonjour {name},",
  greetingNobody: "Bonjour,",
  /** Sender of emails to guests. */
  fromHost: "{host} via {service}",
  automatic: "Envoyé par {service}, car une réservation a été effectuée avec cette adresse e-mail.",
  automaticExtraGuest:
    "Envoyé par {service}, car {guest} a ajouté cette adresse e-mail à une réservation.",
  automaticHost: "Envoyé par {service}, car il s’agit de votre page de réservation.",
  replies: "Répondez à cet e-mail pour contacter {name}.",

  /** Less important links after the buttons. */
  links: {
    reschedule: "Déplacer",
    cancel: "Annuler",
    google: "Google Agenda",
    outlook: "Outlook",
    file: "Fichier d’agenda (.ics)",
  },

  /** Of several guests who share a time, or of many members. */
  andOthers: {
    one: "{name} et {n} autre",
    many: "{name} et {n} autres",
    other: "{name} et {n} autres",
  },

  series: {
    dates: { one: "{n} rendez-vous", many: "{n} rendez-vous", other: "{n} rendez-vous" },
    label: "Rendez-vous",
    when: {
      one: "{when}",
      many: "{n} dates à partir du {when}",
      other: "{n} dates à partir du {when}",
    },
    removal:
      "Le fichier joint indique que ces rendez-vous sont annulés. Tous les agendas ne les retirent pas pour autant : s’ils figurent encore dans le vôtre, supprimez-les à la main.",
  },

  labels: {
    guestTime: "Heure de l’invité",
    guest: "Invité",
    phone: "Téléphone",
    email: "E-mail",
    where: "Lieu",
    note: "Remarques",
    extraGuests: "Autres participants",
    message: "Message laissé par {name}",
    team: "Équipe",
    hosts: "Avec",
    together: "Avec vous",
  },

  ...toGuest,
  ...toExtraGuest,
  ...toHost,

  reminder: {
    label: "Rappel",
    subject: "Rappel : {title} avec {host}, {when}",
    heading: "Rappel : {title}",
    body: {
      one: "{host} se réjouit de vous rencontrer.",
      many: "{host} se réjouissent de vous rencontrer.",
      other: "{host} se réjouissent de vous rencontrer.",
    },
    button: "Voir la réservation",
    cannot:
      "Un empêchement ? Déplacez ou annulez le rendez-vous afin de libérer le créneau pour quelqu’un d’autre.",
    subjectHost: "Rappel : {title} avec {guest}, {when}",
    headingHost: "Rappel : rendez-vous avec {guest}",
    bodyHost: "Ce rendez-vous approche.",
    buttonHost: "Voir la réservation",
  },

  followUp: {
    label: "Suivi",
    subject: "Suite à votre rendez-vous : {title} avec {host}",
    heading: "Merci pour ce rendez-vous",
    body: {
      one:
        "{host} vous remercie du temps accordé. Vous souhaitez vous revoir ? Réservez un autre rendez-vous.",
      many:
        "{host} vous remercient du temps accordé. Vous souhaitez vous revoir ? Réservez un autre rendez-vous.",
      other:
        "{host} vous remercient du temps accordé. Vous souhaitez vous revoir ? Réservez un autre rendez-vous.",
    },
    button: "Réserver un autre rendez-vous",
    subjectHost: "Suite à votre rendez-vous : {title} avec {guest}",
    headingHost: "Votre rendez-vous avec {guest} est terminé",
    bodyHost: "{guest} n’était pas au rendez-vous ? Vous pouvez le marquer comme manqué.",
    buttonHost: "Voir la réservation",
  },

  ...alerts,
  ...signIn,

  teamInvitation,

  invitation: {
    summary: "{title} : {people}",
    with: "Avec {name}",
    manage: "Votre réservation : {link}",
  },

  errors,
  list,
  ...team,
  ...location,
};
