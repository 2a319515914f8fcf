/** Emails about a booking that only its guest gets. */
export default {
  verifyEmailAddress: {
    label: "Verifica tu correo",
    subject: "Confirma tu correo: {title} con {host}, {when}",
    heading: "Confirma tu correo para enviar tu solicitud",
    body:
      "Alguien, esperamos que tú, solicitó esta hora con {host} usando tu dirección de correo. La hora queda guardada hasta el {deadline}. Confirma tu correo para enviar la solicitud a {host}.",
    button: "Confirmar mi solicitud",
    after:
      "Si no lo pediste, ignora este correo. La hora quedará libre y no recibirás más correos sobre este tema.",
  },

  requestReceived: {
    label: "Solicitud recibida",
    subject: "Solicitud enviada: {title} con {host}, {when}",
    heading: "Tu solicitud se envió a {host}",
    body: {
      one: "{host} tiene hasta el {deadline} para responder. Mientras tanto, te guardamos la hora.",
      other:
        "{host} tienen hasta el {deadline} para responder. Mientras tanto, te guardamos la hora.",
    },
    stale:
      "Este evento suele confirmarse de inmediato, pero no se pudo comprobar el calendario de {host}, así que tu reserva requiere aprobación.",
    next: "Te escribiremos en cuanto haya una respuesta.",
    button: "Ver tu solicitud",
  },

  guestConfirmed: {
    label: "Confirmada",
    subject: "Confirmada: {title} con {host}, {when}",
    heading: "Tu reserva está confirmada",
    body: {
      one: "{host} te espera.",
      other: "{host} te esperan.",
    },
    calendar: "Usa la invitación adjunta para añadir la reunión a tu calendario.",
    button: "Ver reserva",
  },

  rejected: {
    label: "Rechazada",
    subject: "Rechazada: {title} con {host}, {when}",
    heading: "{host} rechazó esta hora",
    body: "Ya no te guardamos la hora.",
    button: "Elegir otra hora",
  },

  expired: {
    label: "Solicitud expirada",
    subject: "Solicitud expirada: {title} con {host}, {when}",
    heading: "Tu solicitud expiró",
    body: "{host} no respondió a tiempo, así que ya no te guardamos la hora.",
    button: "Elegir otra hora",
  },

  guestCancelled: {
    label: "Cancelada",
    subject: "Cancelada: {title} con {host}, {when}",
    heading: "Tu reunión se canceló",
    byHost: {
      one: "{host} la canceló. Ya no te guardamos la hora.",
      other: "{host} la cancelaron. Ya no te guardamos la hora.",
    },
    byYou: {
      one: "La cancelaste y ya avisamos a {host}.",
      other: "La cancelaste y ya avisamos a {host}.",
    },
    calendar: "La actualización adjunta quita la reunión de tu calendario.",
    button: "Reservar otra hora",
  },

  guestRescheduled: {
    label: "Reprogramada",
    subject: "Reprogramada: {title} con {host}, ahora {when}",
    heading: "Tu reunión se reprogramó",
    body: "Hora original: {was}. La hora nueva está abajo.",
    back: "Se reprogramó y ahora vuelve a la hora que ya conoces.",
    calendar: "La invitación adjunta actualiza la reunión en tu calendario.",
    button: "Ver reserva",
  },

  rescheduleRequestReceived: {
    label: "Solicitud de cambio recibida",
    subject: "Solicitud de cambio enviada: {title} con {host}",
    heading: "Tu solicitud de cambio se envió a {host}",
    body: {
      one:
        "Solicitaste esta hora: {to}. {host} tiene hasta el {deadline} para responder. Mientras tanto, tu reunión mantiene su hora actual y te guardamos las dos.",
      other:
        "Solicitaste esta hora: {to}. {host} tienen hasta el {deadline} para responder. Mientras tanto, tu reunión mantiene su hora actual y te guardamos las dos.",
    },
    button: "Ver reserva",
  },

  rescheduleDeclined: {
    label: "Solicitud de cambio rechazada",
    subject: "No reprogramada: {title} con {host}, {when}",
    heading: "Tu reunión mantiene su hora actual",
    body: "{host} rechazó la hora nueva que solicitaste.",
    button: "Ver reserva",
  },

  rescheduleExpired: {
    label: "Solicitud de cambio expirada",
    subject: "No reprogramada: {title} con {host}, {when}",
    heading: "Tu reunión mantiene su hora actual",
    body: "{host} no respondió a tiempo a tu solicitud de cambio.",
    button: "Ver reserva",
  },

  timesProposed: {
    label: "Otras horas propuestas",
    subject: "Otras horas propuestas: {title} con {host}",
    heading: "{host} propuso otras horas",
    body:
      "Tu solicitud para la hora de abajo sigue abierta hasta el {deadline}. Si alguna de estas horas te conviene más, elígela:",
    button: "Ver tu solicitud",
    after: "Podrás revisar la hora nueva antes de confirmarla.",
  },
};
