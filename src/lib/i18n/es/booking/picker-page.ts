/** The page of a host or team, the picker and the booking form. */
export default {
  list: {
    title: "Reserva una hora con {name}",
    lead: "Elige un tipo de evento y luego una hora.",
    none: "No hay nada que reservar por ahora",
    noneText: "{name} no acepta reservas en este momento. Vuelve más adelante.",
  },
  picker: {
    title: "{type} con {name}",
    minutes: { one: "{n} minuto", other: "{n} minutos" },
    hours: { one: "{n} hora", other: "{n} horas" },
    /** Who confirms a booking that is made now. */
    confirmation: {
      "instant": "Confirmación inmediata",
      "by-email": "Se confirma cuando verifiques tu correo",
      "by-host": "Requiere la aprobación de {name}",
      "by-host-now": "Por ahora requiere la aprobación de {name}",
    },
    group: "Evento de grupo, hasta {n} invitados",
    spotsLeft: { one: "Queda {n} plaza", other: "Quedan {n} plazas" },
    duration: "Duración",
    chooseDay: "Elige un día",
    chooseTime: "Elige una hora",
    previous: "Mes anterior",
    next: "Mes siguiente",
    dayFree: { one: "{day}, {n} hora disponible", other: "{day}, {n} horas disponibles" },
    dayFull: "{day}, sin horas disponibles",
    today: "hoy",
    picked: "elegida",
    zone: "Zona horaria",
    zoneChange: "cambiar zona horaria",
    zoneSearch: "Busca una ciudad o región",
    zoneFind: "Buscar",
    zoneClose: "Cerrar",
    zoneNone: "No se encontró ninguna zona horaria. Prueba con la ciudad grande más cercana.",
    parts: { morning: "Mañana", afternoon: "Tarde", evening: "Noche" },
    zoneFromHost: "Esta es la zona horaria de {name}. Elige la tuya para ver las horas en tu zona.",
    hostClock: "{name} está en {zone}. Hora actual allí: {time}.",
    teamClock: "{name} trabaja en {zone}. Hora actual allí: {time}.",
    clock: "Formato de hora",
    clock12: "12 h",
    clock24: "24 h",
    dayEmpty: "No hay horas disponibles este día",
    dayEmptyText: "Elige otro día. Los días en negrita tienen horas disponibles.",
    live: { one: "{n} hora disponible", other: "{n} horas disponibles" },
  },
  /** Who may be met on the page of a team. */
  people: {
    with: "Con {names}",
    others: { one: "{n} persona más", other: "{n} personas más" },
  },
  empty: {
    month: "No hay horas disponibles en {month}",
    monthText: "El próximo día disponible es el {day}.",
    monthGo: "Ir al {day}",
    over: "No hay horas disponibles después de esta fecha",
    overText:
      "Solo se puede reservar para las próximas semanas. Puede que queden horas en días anteriores.",
    overGo: "Volver a los primeros días disponibles",
    "no-hours": "Sin disponibilidad definida",
    "no-hoursText": "{name} todavía no ha indicado sus horas disponibles. Vuelve más adelante.",
    ended: "Las reservas están cerradas",
    endedText: "Ya pasó la última fecha para reservar una hora con {name}.",
    full: "Todo reservado",
    fullText:
      "Todas las horas de las próximas semanas están reservadas. Si alguien cancela, su hora vuelve a aparecer aquí.",
    away: "{name} no está disponible",
    awayText: "No hay horas disponibles en las próximas semanas. Vuelve más adelante.",
    awayUntil: "{name} vuelve el {day}.",
    calendar: "Calendario no disponible",
    calendarText:
      "El calendario de {name} no responde y no podemos mostrar las horas disponibles. Inténtalo más tarde.",
    teamCalendarText:
      "Un calendario de {name} no responde y no podemos mostrar las horas disponibles. Inténtalo más tarde.",
  },
  closed: {
    inactive: {
      title: "No acepta reservas",
      text:
        "{name} ha desactivado este tipo de evento. Puede que otros tipos de evento sigan disponibles.",
    },
    missing: {
      title: "No acepta reservas",
      text:
        "Alguien imprescindible para este tipo de evento ya no está en {name}. Puede que otros tipos de evento sigan disponibles.",
    },
    "link-used": {
      title: "Este enlace ya se usó",
      text:
        "Ya se reservó una hora con él. Para reprogramar o cancelar esa reserva, abre su propia página. Para otra reunión, pide un enlace nuevo a {name}.",
    },
    "link-expired": {
      title: "Este enlace ya no es válido",
      text: "Ha expirado o {name} lo ha revocado. Pide uno nuevo a {name}.",
    },
    otherTypes: "Ver todos los tipos de evento de {name}",
  },
  form: {
    honeypot: "Deja este campo vacío",
    title: "Tus datos",
    name: "Tu nombre",
    email: "Tu correo",
    emailHint: "Solo se usa para esta reserva.",
    choose: "Elige una opción",
    optional: "opcional",
    questionsChanged: "{name} ha cambiado estas preguntas. Revisa tus respuestas.",
    note: "Notas adicionales",
    location: "¿Dónde quieres reunirte?",
    phone: "Número de teléfono",
    phoneHint: "{name} te llamará a este número.",
    noteHint: "Opcional. {name} lo verá antes de la reunión.",
    guests: "Otros participantes",
    guestsHint:
      "Opcional. Correos de las personas que quieras sumar, separados por comas ({n} como máximo). Recibirán la invitación cuando se confirme la reserva.",
    guestsHintVerified:
      "Opcional. Correos de las personas que quieras sumar, separados por comas ({n} como máximo). Recibirán la invitación cuando hayas confirmado tu propio correo.",
    series: {
      repeat: "Repetir",
      never: "No se repite",
      rhythms: {
        weekly: "Cada semana",
        fortnightly: "Cada dos semanas",
        monthly: "Cada mes",
      },
      count: "Número de fechas",
      dates: { one: "{n} fecha", many: "{n} fechas", other: "{n} fechas" },
      check: "Mostrar fechas",
      title: "Tus fechas",
      free: "Disponible",
      taken: "No disponible",
      someTaken: "Algunas de estas fechas no están disponibles",
      choices: {
        free: "Reservar solo las fechas disponibles",
        all: "Reservar todas o ninguna",
      },
    },
    sendRequest: "Enviar solicitud",
    sendBooking: "Reservar esta hora",
    emailTo: "Enviaremos la respuesta a {email}.",
    noMail: {
      request:
        "Este sitio no puede enviar correos. Guarda el enlace de la página siguiente: la respuesta solo aparecerá allí.",
      booking:
        "Este sitio no puede enviar correos. Guarda el enlace de la página siguiente: las novedades solo aparecerán allí.",
    },
    bookingFor: "Esta reserva es para {email}.",
    change: "Elegir otra hora",
    forHost: "Hora de {name}: {when}",
    taken: "Esa hora ya no está disponible",
    takenText: "Conservamos tus datos. Elige una de estas horas para enviarlos:",
    takenNone: "No hay horas disponibles cercanas. Prueba con otro día.",
    nearest: "Estas son las horas disponibles más cercanas:",
    checkFields: "Revisa los campos marcados abajo",
    alreadySubmitted: "Ya enviaste este formulario",
    alreadySubmittedText:
      "Si lo envías otra vez con los mismos datos, se abre la misma reserva. No se crea otra.",
    submittedWithOtherDetails:
      "Ya enviaste este formulario con otros datos. Envíalo otra vez para crear otra reserva.",
  },
  /** The page between a booking and the redirect. */
  redirect: {
    text: "{name} te dirige a {place}.",
    continue: "Continuar a {place}",
    viewBooking: "Ver tu reserva",
    saveLink: "Guarda el enlace a tu reserva",
    saveLinkText:
      "Este sitio no puede enviar correos. Copia este enlace o guárdalo en tus marcadores antes de continuar: es la única forma de ver, reprogramar o cancelar tu reserva.",
  },
  /** How the answer of a checkbox is stored. */
  answers: { yes: "Sí", no: "No" },
};
