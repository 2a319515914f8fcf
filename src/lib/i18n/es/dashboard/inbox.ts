import booking from "./booking.ts";

/** The inbox: tabs, search, requests, first steps and notices. */
export default {
  title: "Reservas",
  lead: "Las horas están en tu zona horaria: {zone}.",
  book: "Reservar para un invitado",
  show: {
    label: "Filtrar reservas",
    now: "Resumen",
    pending: "Pendientes",
    upcoming: "Próximas",
    past: "Pasadas",
    declined: "Rechazadas",
    cancelled: "Canceladas",
  },
  search: {
    open: "Buscar y filtrar",
    query: "Buscar",
    hint: "Palabras completas o su comienzo, en nombres, correos y notas.",
    type: "Tipo de evento",
    status: "Estado",
    all: "Todos",
    go: "Buscar",
    found: { one: "{n} reserva encontrada.", other: "{n} reservas encontradas." },
    more: "Hay más resultados. Añade una palabra para acotar la búsqueda.",
    clear: "Borrar búsqueda",
    csv: "Descargar todo (CSV)",
  },
  /** A meeting that can be joined now. */
  soon: { title: "A continuación", starts: "Empieza en {time}", running: "En curso" },
  headings: { pending: "Esperan tu respuesta", upcoming: "Próximas" },
  guests: { one: "{n} invitado", other: "{n} invitados" },
  today: "Hoy",
  tomorrow: "Mañana",
  more: "Mostrar más",
  toStart: "Volver al principio",
  allUpcoming: "Todas las próximas",
  allPending: "Todas las solicitudes",
  empty: {
    now: {
      title: "No tienes nada pendiente",
      text: "Las solicitudes nuevas aparecen aquí de inmediato.",
    },
    pending: {
      title: "No hay solicitudes pendientes",
      text: "Has respondido a todas las solicitudes.",
    },
    upcoming: {
      title: "No hay reservas próximas",
      text: "Las reuniones confirmadas aparecen aquí.",
    },
    past: {
      title: "No hay reservas pasadas",
      text: "Las reuniones aparecen aquí cuando terminan.",
    },
    declined: {
      title: "No hay solicitudes rechazadas",
      text: "Las solicitudes que rechaces aparecen aquí.",
    },
    cancelled: {
      title: "No hay reservas canceladas",
      text: "Las reuniones canceladas y las solicitudes expiradas aparecen aquí.",
    },
    ofType: {
      title: "No hay reservas de este tipo de evento",
      text: "Puede que haya de otros tipos.",
    },
  },
  emptyPage: "Ver tu página de reservas",
  status: {
    PENDING: "Pendiente",
    CONFIRMED: "Confirmada",
    REJECTED: "Rechazada",
    CANCELLED: "Cancelada",
    expired: "Expirada",
    withdrawn: "Retirada",
  },
  approvalReason: {
    stale:
      "Requiere tu aprobación porque uno de tus calendarios estaba desactualizado o sincronizado solo en parte.",
    unreachable: "Requiere tu aprobación porque no se pudo acceder a tu calendario.",
  },
  decide: {
    left: "Tiempo para responder:",
    confirm: "Confirmar",
    reject: "Rechazar",
    message: "Añadir un mensaje para {name}",
    messageHint: "Se incluye en el correo, tanto si confirmas como si rechazas.",
    forceConfirm: "Confirmar de todos modos",
    forAll: "Confirmar por todos los miembros",
    conflict: "Tu calendario tiene otro evento a esta hora:",
    unreachable: "Ahora mismo no se pudieron comprobar estos calendarios:",
    busy: "ocupado",
    over: "Esta solicitud ya no espera respuesta",
    overText: "Tu mensaje no se envió. Se queda aquí hasta que salgas de la página.",
    requestedTime: "Hora solicitada:",
    reschedule: {
      confirm: "Reprogramar",
      reject: "Mantener la hora actual",
      forceConfirm: "Reprogramar de todos modos",
      messageHint: "Se incluye en el correo si mantienes la hora actual.",
    },
    done: {
      confirmed: "Confirmada: {name}, {when}.",
      "partly-confirmed":
        "Confirmaste: {name}, {when}. Todavía falta que confirmen otros miembros.",
      "passed-on": "Rechazada: {name}, {when}. Pasó a otro miembro del equipo.",
      rejected: "Rechazada: {name}, {when}. La hora vuelve a estar disponible.",
      rescheduled: "Reprogramada: {name}, ahora {when}.",
      "reschedule-declined": "Se mantiene la hora actual: {name}, {when}.",
    },
  },
  /** Beside a booking that its host made to try things. */
  test: "Prueba",
  firstSteps: {
    title: "Primeros pasos",
    text: "Unos pocos pasos rápidos para terminar la configuración.",
    done: "Hecho",
    continueSetup: "Continuar con la configuración",
    calendar: {
      title: "Conecta un calendario",
      text:
        "Así nadie puede reservar en tus horas ocupadas, y las reuniones confirmadas se añaden a él.",
      action: "Conectar",
      skip: "Omitir por ahora",
      skipped: "Omitido por ahora",
      done: "Conectado",
    },
    hours: {
      title: "Define tu disponibilidad",
      text: "{summary}",
      action: "Cambiar horario",
    },
    type: {
      title: "Configura un tipo de evento",
      text: "{title}, {minutes} minutos. {decision}",
      none: "Todavía no tienes ningún tipo de evento.",
      create: "Crear",
      action: "Editar",
      approval: "Requiere aprobación.",
      instant: "Confirmación inmediata.",
    },
    link: {
      title: "Comparte tu enlace",
      text: "Tu página de reservas muestra todos tus tipos de evento.",
      label: "Enlace de tu página de reservas",
    },
    test: {
      title: "Haz una reserva de prueba",
      text: "Solicita una hora como invitado y luego confírmala o recházala como anfitrión.",
      action: "Empezar prueba",
      again: "Probar otra vez",
    },
    hide: "Ocultar estos pasos",
  },
  notices: {
    overlaps: {
      title: { one: "Dos reservas se solapan", other: "{n} pares de reservas se solapan" },
      text:
        "Se reservaron a la misma hora por error. No se canceló ninguna ni se avisó a ningún invitado. Reprograma o cancela una de ellas.",
      /** After the guest's name. */
      details: " · {type} · {when}",
    },
    address: {
      title: "Tus enlaces usan otra dirección",
      text:
        "Abriste esta página en {here}, pero los enlaces de los correos y de esta página empiezan por {base}. Pon en INVITO_BASE_URL la dirección a la que puedan acceder los invitados y reinicia Invito.",
    },
    noMail: {
      title: "No hay servidor de correo configurado",
      text:
        "Los correos no se envían. Los encontrarás en Correos. Se pide a los invitados que guarden el enlace de la página de su reserva. Para enviar correos, define INVITO_SMTP_HOST.",
      action: "Ver correos",
    },
    noCalendar: {
      text:
        "No hay ningún calendario conectado, así que solo las reservas hechas aquí bloquean tu tiempo.",
      action: "Conectar un calendario",
    },
    stale: {
      title: "Un calendario está desactualizado",
      text:
        "No se ha sincronizado recientemente, o solo en parte. Las horas ocupadas de la última sincronización siguen bloqueando reservas y las reservas inmediatas requieren tu aprobación.",
      action: "Ver calendarios",
    },
    lostEvents: {
      title: "Los eventos de tus reservas desaparecieron de un calendario",
      text:
        "Tus reservas no han cambiado y no se avisó a ningún invitado. Elige si quieres restaurar los eventos.",
      action: "Ver calendarios",
    },
    broken: {
      title: "Un calendario necesita atención",
      text:
        "Ya no se puede sincronizar. Las horas ocupadas de la última sincronización siguen bloqueando reservas y las reservas inmediatas requieren tu aprobación.",
      action: "Solucionar",
    },
    noEmail: {
      text:
        "Todavía no has añadido una dirección de correo, así que no podemos enviarte las solicitudes.",
      action: "Añadir tu dirección de correo",
    },
    unconfirmed: {
      title: "Confirma tu dirección de correo",
      text:
        "Enviamos un enlace a {email}. Ábrelo para recibir las solicitudes por correo. Hasta entonces, solo aparecen aquí.",
      again: "Enviar otra vez",
      change: "Cambiar dirección",
      sent: "Enviamos otro enlace a {email}. Funciona durante 24 horas.",
    },
  },
  booking,
};
