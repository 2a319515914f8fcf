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
  greeting: "Hola, {name}:",
  greetingNobody: "Hola:",
  /** Sender of emails to guests. */
  fromHost: "{host} vía {service}",
  automatic: "Enviado por {service} porque alguien hizo una reserva con esta dirección de correo.",
  automaticExtraGuest:
    "Enviado por {service} porque {guest} añadió esta dirección de correo a una reserva.",
  automaticHost: "Enviado por {service} porque esta es tu página de reservas.",
  replies: "Responde a este correo para escribir a {name}.",

  /** Less important links after the buttons. */
  links: {
    reschedule: "Reprogramar",
    cancel: "Cancelar",
    google: "Google Calendar",
    outlook: "Outlook",
    file: "Archivo de calendario (.ics)",
  },

  /** Of several guests who share a time, or of many members. */
  andOthers: { one: "{name} y {n} más", other: "{name} y {n} más" },

  series: {
    dates: { one: "{n} fecha", many: "{n} fechas", other: "{n} fechas" },
    label: "Fechas",
    when: { one: "{when}", many: "{n} fechas desde {when}", other: "{n} fechas desde {when}" },
    removal:
      "El archivo adjunto marca estas fechas como canceladas. No todos los calendarios las quitan con él: si siguen en el tuyo, bórralas a mano.",
  },

  labels: {
    guestTime: "Hora del invitado",
    guest: "Invitado",
    phone: "Teléfono",
    email: "Correo",
    where: "Lugar",
    note: "Notas",
    extraGuests: "Otros participantes",
    message: "Mensaje de {name}",
    team: "Equipo",
    hosts: "Con",
    together: "Contigo",
  },

  ...toGuest,
  ...toExtraGuest,
  ...toHost,

  reminder: {
    label: "Recordatorio",
    subject: "Recordatorio: {title} con {host}, {when}",
    heading: "Recordatorio: {title}",
    body: {
      one: "{host} te espera.",
      other: "{host} te esperan.",
    },
    button: "Ver reserva",
    cannot:
      "¿No puedes asistir? Reprograma o cancela la reserva para que otra persona pueda aprovechar la hora.",
    subjectHost: "Recordatorio: {title} con {guest}, {when}",
    headingHost: "Recordatorio: reunión con {guest}",
    bodyHost: "Esta reunión se acerca.",
    buttonHost: "Ver reserva",
  },

  followUp: {
    label: "Seguimiento",
    subject: "Después de tu reunión: {title} con {host}",
    heading: "Gracias por asistir",
    body: {
      one: "{host} te agradece tu tiempo. Si quieres otra reunión, reserva otra hora.",
      other: "{host} te agradecen tu tiempo. Si quieres otra reunión, reserva otra hora.",
    },
    button: "Reservar otra hora",
    subjectHost: "Después de tu reunión: {title} con {guest}",
    headingHost: "Tu reunión con {guest} ha terminado",
    bodyHost: "Si {guest} no se presentó, puedes indicarlo en la reserva.",
    buttonHost: "Ver reserva",
  },

  ...alerts,
  ...signIn,

  teamInvitation,

  invitation: {
    summary: "{title}: {people}",
    with: "Con {name}",
    manage: "Tu reserva: {link}",
  },

  errors,
  list,
  ...team,
  ...location,
};
