/** Emails about where a meeting takes place. */
export default {
  guestLocationChanged: {
    label: "Lugar",
    subject: "Dónde será: {title} con {host}, {when}",
    heading: "Dónde será tu reunión",
    body: "Ya se sabe el lugar de tu reunión. La hora no cambia.",
    calendar: "La invitación adjunta actualiza la reunión en tu calendario.",
    button: "Ver reserva",
  },

  hostLocationChanged: {
    label: "Lugar",
    subject: "Lugar nuevo: {title} con {guest}, {when}",
    heading: "Tu reunión con {guest} tiene un lugar nuevo",
    body: "Ya avisamos a {guest}. La hora no cambia.",
    calendar: "La invitación adjunta actualiza la reunión en tu calendario.",
    button: "Ver reserva",
  },

  hostConferenceFailed: {
    label: "Sin enlace de videollamada",
    subject: "Sin enlace de videollamada: {title} con {guest}, {when}",
    heading: "No se pudo crear el enlace de videollamada",
    body:
      "La reunión con {guest} está confirmada, pero tu calendario no creó ningún enlace de {conference}. {guest} sigue esperándolo.",
    next:
      "Abre la reserva para intentarlo otra vez o indicar otro lugar. Avisaremos a {guest} de inmediato.",
    button: "Indicar lugar",
  },
};
