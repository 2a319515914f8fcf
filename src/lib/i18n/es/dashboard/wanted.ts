/** Times that guests wanted and could not book, why, and which change would offer most of them. */
export default {
  title: "Horas buscadas, pero no disponibles",
  text:
    "Horas que tus invitados quisieron reservar y no pudieron: con un enlace a una hora no disponible, con una solicitud rechazada o al abrir un día sin horas. Cada una cuenta una vez por invitado y hora.",
  sum: {
    one: "Se buscó {n} hora que no estaba disponible.",
    many: "Se buscaron {n} de horas que no estaban disponibles.",
    other: "Se buscaron {n} horas que no estaban disponibles.",
  },
  none: "En estas fechas nadie buscó una hora que no ofrecieras.",
  few: "Menos de 3 en estas fechas, así que no se desglosan.",
  left: {
    one: "{n} más no se desglosa: ese día hubo demasiadas horas distintas.",
    many: "{n} de más no se desglosan: esos días hubo demasiadas horas distintas.",
    other: "{n} más no se desglosan: esos días hubo demasiadas horas distintas.",
  },
  change: {
    title: "Qué cambio ofrecería la mayoría de ellas",
    offers: "{n} de las {all} horas buscadas habrían estado disponibles.",
    none: "Ningún cambio en tus ajustes habría ofrecido por sí solo 3 o más de ellas.",
    noneBusy:
      "Ningún cambio en tus ajustes habría ofrecido por sí solo 3 o más de ellas. Casi siempre la hora ya estaba ocupada.",
    opensAt: "El {weekday} desde las {time}",
    closesAt: "El {weekday} hasta las {time}",
    open: "El {weekday} de {from} a {to}",
    openBetween: "El {weekday} también de {from} a {to}",
    notice: "Antelación mínima de {time}",
    noNotice: "Sin antelación mínima",
    window: {
      one: "Plazo de reserva de {n} día",
      many: "Plazo de reserva de {n} de días",
      other: "Plazo de reserva de {n} días",
    },
    lastDate: "Reservas hasta el {date}",
    limit: {
      day: {
        one: "Hasta {n} reunión al día",
        many: "Hasta {n} de reuniones al día",
        other: "Hasta {n} reuniones al día",
      },
      week: {
        one: "Hasta {n} reunión por semana",
        many: "Hasta {n} de reuniones por semana",
        other: "Hasta {n} reuniones por semana",
      },
      month: {
        one: "Hasta {n} reunión al mes",
        many: "Hasta {n} de reuniones al mes",
        other: "Hasta {n} reuniones al mes",
      },
    },
    buffer: {
      before: {
        none: "Sin margen antes de las reuniones",
        some: "Margen de {time} antes de las reuniones",
      },
      after: {
        none: "Sin margen después de las reuniones",
        some: "Margen de {time} después de las reuniones",
      },
    },
    days: { one: "{n} día", many: "{n} de días", other: "{n} días" },
    inSchedule: "{change}, en el horario «{schedule}»",
    ofType: "{change}, para «{type}»",
    ofHost: "{change}, para todos los tipos de evento",
  },
  reasons: {
    title: "Por qué no estaban disponibles",
    text: "Lo más frecuente: {reason}.",
    reason: "Motivo",
    count: "Veces",
    tip: "{reason}: {n}",
    names: {
      notice: "Sin la antelación mínima",
      window: "Fuera del plazo de reserva",
      hours: "Fuera de horario",
      off: "Ausencia o día festivo",
      busy: "Ya reservada u ocupada",
      buffer: "Dentro de un margen",
      limit: "Límite de reservas alcanzado",
      unknown: "Calendario desactualizado",
      member: "Ningún miembro del equipo disponible",
    },
  },
  times: {
    title: "Qué horas se buscaron",
    text: "La más buscada: {slot}.",
    at: "{weekday} a las {time}",
    anyTime: "{weekday}, a cualquier hora",
    slot: "Hora",
    count: "Veces",
    reasons: "Motivos",
    reason: "{reason} ({n})",
    tip: "{weekday}, {time}: {n}",
  },
};
