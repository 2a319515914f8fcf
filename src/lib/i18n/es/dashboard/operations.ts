/** The status page: what needs a host, their tasks, calendars and webhooks, what is coming up and what was done. */
export default {
  title: "Estado",
  lead: "Lo que requiere tu atención y lo que Invito hace por ti.",
  open: "Ver estado",
  fine: {
    title: "Todo funciona",
    text: "Ahora mismo nada requiere tu atención.",
  },
  needs: {
    title: "Requiere tu atención",
    signedOut: "{name}: vuelve a iniciar sesión",
    outdated: "{name} no está al día",
    emails: {
      one: "{n} correo no ha llegado",
      other: "{n} correos no han llegado",
    },
    entries: {
      one: "{n} cambio aún no está en tu calendario",
      other: "{n} cambios aún no están en tu calendario",
    },
    other: {
      one: "{n} tarea no se pudo completar",
      other: "{n} tareas no se pudieron completar",
    },
    mailDown:
      "Ahora mismo no se puede contactar con el servidor de correo. Si sigue así, pregunta a quien administra este sitio.",
    webhook: "{name} no acepta lo que enviamos",
    webhookOff: "{name} se desactivó tras demasiados fallos",
    stopped: {
      one: "{n} entrega falló y no se volverá a intentar.",
      other: "{n} entregas fallaron y no se volverán a intentar.",
    },
    waiting: {
      one: "{n} entrega espera su próximo intento.",
      other: "{n} entregas esperan su próximo intento.",
    },
    next: "Lo intentaremos de nuevo automáticamente. Próximo intento: {when}.",
    untilThen:
      "Hasta que se vuelva a leer este calendario, las horas ocupadas de la última sincronización bloquean tu tiempo y las reservas inmediatas requieren tu aprobación.",
  },
  actions: {
    run: "Ejecutar ahora",
    runLabel: "Ejecutar ahora: {name}",
    retryAll: "Reintentar todo",
    sendAgain: "Enviar de nuevo ahora",
    sendAgainLabel: "Enviar de nuevo ahora: {name}",
    drop: "Descartar…",
    dropLabel: "Descartar: {name}",
    sure: "Descartar definitivamente",
    deliveries: "Ver entregas",
    calendars: "Ver calendarios",
    emails: "Ver correos",
  },
  drop: {
    email:
      "No se enviará nunca. Avisa tú a la persona si es importante. El historial de la reserva dirá que lo descartaste.",
    entry:
      "Tu calendario se queda como está, así que el evento puede faltar o estar desactualizado. La reserva no cambia y su historial dirá que lo descartaste.",
  },
  feedback: {
    run: "Se está ejecutando.",
    dropped: "Descartado. No se volverá a intentar.",
    retried: {
      one: "Se vuelve a intentar {n} tarea.",
      other: "Se vuelven a intentar {n} tareas.",
    },
    retriedNone: "No había nada que reintentar.",
    signedIn: "Sesión iniciada. Se está leyendo tu calendario.",
    syncing: "Se está leyendo tu calendario.",
  },
  work: {
    title: "Tareas",
    text: "Correos, eventos del calendario y plazos que aún están pendientes.",
    show: "Mostrar tareas",
    all: "Pendientes",
    none: "No hay tareas pendientes",
    noneText: "Todo lo que había que hacer está hecho.",
    noneOf: "Ninguna tarea coincide",
    since: "Desde el {when}",
    next: "Próximo intento: {when}",
    planned: "Previsto para el {when}",
    older: "Tareas anteriores",
    newest: "Tareas más recientes",
    states: {
      failed: "Fallido",
      unsent: "No enviado",
      retrying: "Reintentando",
      running: "En curso",
      due: "En espera",
      scheduled: "Previsto",
    },
    kinds: {
      "send-agenda-email": "Agenda diaria",
      "send-calendar-alert": "Correo sobre un calendario",
      "send-webhook-alert": "Correo sobre un webhook",
      "send-key-alert": "Correo sobre una clave de API",
      "send-team-invitation": "Invitación a un equipo",
      expire: "Fin del plazo de una solicitud",
      "notify-seats": "Avisar a un grupo",
      "schedule-reminders": "Próximos recordatorios",
      "schedule-agenda-email": "Próxima agenda diaria",
      "send-unsent": "Enviar correos en espera",
      "fan-out-event": "Avisar a los webhooks",
      sync: "Leer un calendario",
      "erase-account": "Cerrar una cuenta",
      "erase-test-booking": "Eliminar una reserva de prueba",
      "leave-team": "Salir de un equipo",
      "close-team": "Eliminar un equipo",
      "empty-webhooks": "Borrar datos de un invitado de los webhooks",
    },
  },
  calendars: {
    title: "Calendarios",
    none: "Ningún calendario conectado",
    noneText: "Solo las reservas hechas aquí bloquean tu tiempo.",
    took: "La última sincronización tardó {time}.",
    reads: {
      one: "{n} sincronización en las últimas 24 horas",
      other: "{n} sincronizaciones en las últimas 24 horas",
    },
    failed: {
      one: "{n} con error",
      other: "{n} con error",
    },
  },
  webhooks: {
    title: "Webhooks",
    ofTeam: "Equipo {team}",
    rate: "{done} enviados y {failed} fallidos en las últimas 24 horas ({percent} de fallos)",
    allSent: {
      one: "{n} enviado en las últimas 24 horas, ninguno falló",
      other: "{n} enviados en las últimas 24 horas, ninguno falló",
    },
    quiet: "Nada enviado en las últimas 24 horas",
  },
  deadlines: {
    title: "Próximamente",
    none: "Nada expira en las próximas dos semanas.",
    kinds: {
      request: "Expira la solicitud de {name}",
      reschedule: "Expira la solicitud de cambio de {name}",
      verification: "{name} debe confirmar su correo",
      "private-link": "Expira el enlace privado: {name}",
      "api-key": "Expira la clave de API: {name}",
      invitation: "Expira tu invitación a este sitio",
      "webhook-secret": "Expira el secreto de firma anterior: {name}",
    },
  },
  day: {
    title: "En las últimas 24 horas",
    none: "No había nada que hacer.",
    confirmations: {
      one: "{n} confirmación enviada",
      other: "{n} confirmaciones enviadas",
    },
    reminders: {
      one: "{n} recordatorio enviado",
      other: "{n} recordatorios enviados",
    },
    otherEmails: {
      one: "{n} correo más enviado",
      other: "{n} correos más enviados",
    },
    entries: {
      one: "{n} cambio en tu calendario",
      other: "{n} cambios en tu calendario",
    },
    reads: {
      one: "Tus calendarios leídos {n} vez",
      other: "Tus calendarios leídos {n} veces",
    },
    deliveries: {
      one: "{n} evento enviado a webhooks",
      other: "{n} eventos enviados a webhooks",
    },
    atLeast: "Hubo más; estos son los más recientes.",
  },
};
