/** Emails about bookings that only their hosts get. */
export default {
  hostRequested: {
    label: "Requiere aprobación",
    subject: "Requiere aprobación: {title} con {guest}, {when}",
    heading: "{guest} solicita una reunión",
    body: "Responde antes del {deadline}. Hasta entonces, la hora queda guardada.",
    stale:
      "Este evento suele confirmarse de inmediato, pero no se pudo comprobar uno de tus calendarios. Revisa si hay conflictos antes de confirmar.",
    confirm: "Confirmar",
    reject: "Rechazar",
    after:
      "Ambos botones muestran primero la solicitud y tu agenda de ese día. No hace falta iniciar sesión.",
  },

  hostConfirmed: {
    label: "Confirmada",
    subject: "Confirmada: {title} con {guest}, {when}",
    heading: "Tu reunión con {guest} está confirmada",
    body: "Ya avisamos a {guest}.",
    calendar: "Se adjunta una invitación de calendario.",
    button: "Ver reserva",
  },

  hostCancelled: {
    label: "Cancelada",
    subject: "Cancelada: {title} con {guest}, {when}",
    heading: "{guest} canceló",
    headingByYou: "Cancelaste la reunión con {guest}",
    withdrawn: "{guest} retiró la solicitud. La hora vuelve a estar disponible.",
    body: "La reunión se canceló. La hora vuelve a estar disponible.",
    byYou: "Ya avisamos a {guest}. La hora vuelve a estar disponible.",
    byCalendar:
      "Esta reunión se eliminó de tu calendario y diez minutos después seguía sin aparecer, así que la cancelamos y avisamos a {guest}. La hora vuelve a estar disponible.",
    notMeant: "Si no querías cancelarla, envía de nuevo tu página de reservas a {guest}.",
    button: "Ver tus reservas",
  },

  hostRescheduled: {
    label: "Reprogramada",
    subject: "Reprogramada: {title} con {guest}, ahora {when}",
    heading: "Tu reunión con {guest} se reprogramó",
    body: "Hora original: {was}. La hora nueva está abajo.",
    back: "Se reprogramó y ahora vuelve a la hora que ya conoces.",
    calendar: "Se adjunta una invitación actualizada.",
    button: "Ver tus reservas",
  },

  calendarChangeNotApplied: {
    label: "Cambio del calendario no aplicado",
    subject: "No reprogramada: {title} con {guest}, {when}",
    heading: "Tu cambio en el calendario no se aplicó",
    body:
      "En tu calendario moviste esta reunión a otra hora: {was}. Esa hora está ocupada por otra reserva o ya pasó.",
    stays:
      "La reunión mantiene la hora de abajo y no se avisó a {guest}. Devuelve el evento a su hora, muévelo a una hora disponible o cancela la reunión.",
    button: "Ver reserva",
  },

  hostRescheduleRequested: {
    label: "Cambio de hora por aprobar",
    subject: "Requiere aprobación: {guest} pide reprogramar {title}",
    heading: "{guest} pide reprogramar",
    body:
      "{guest} prefiere esta hora en lugar de la de abajo: {to}. Responde antes del {deadline}. Hasta entonces, ambas horas quedan guardadas. Si no respondes, la reunión mantiene su hora actual.",
    confirm: "Reprogramar",
    reject: "Mantener la hora actual",
  },

  rescheduleWithdrawn: {
    label: "Solicitud de cambio retirada",
    subject: "No reprogramada: {title} con {guest}, {when}",
    heading: "{guest} mantiene la hora actual",
    body: "{guest} retiró la solicitud de cambio. No tienes que hacer nada.",
    button: "Ver reserva",
  },

  agenda: {
    subject: "Agenda del {day}: {many}",
    meetings: { one: "{n} reunión", other: "{n} reuniones" },
    body: "Hoy tienes {many}.",
    entry: "{title}: {guests}",
    zone: "Las horas están en la zona {zone}.",
    button: "Ver tus reservas",
  },
};
