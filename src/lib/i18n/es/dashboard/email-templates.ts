/** Emails of an event type: reminders, follow-ups, and the host's own templates. */
export default {
  noServer:
    "Este sitio no tiene servidor de correo, así que no se envían recordatorios ni seguimientos. Tus ajustes se aplicarán cuando haya uno.",
  reminders: {
    title: "Recordatorios y seguimientos",
    lead:
      "Hasta 20, desde un minuto hasta una semana antes de que empiece la reunión o después de que termine. No se envían para reuniones canceladas, y las reprogramadas usan su hora nueva.",
    booked:
      "Las reservas existentes conservan los tiempos de recordatorio con los que se hicieron. Los recordatorios que quites aquí ya no se les envían, y los cambios de texto también les afectan.",
    none: "Todavía no hay ninguno.",
    amount: "Cuánto tiempo",
    unit: "Unidad",
    side: "Cuándo",
    to: "Destinatario",
    units: { minutes: "minutos", hours: "horas", days: "días" },
    sides: { before: "antes de empezar", after: "después de terminar" },
    recipients: { guest: "al invitado", host: "a mí", both: "a ambos" },
    one: "Recordatorio {n}",
    add: "Añadir recordatorio",
    remove: "Quitar",
    removeOne: "Quitar recordatorio {n}",
    editText: "Editar texto",
    editTextOf: "Editar texto del recordatorio {n}",
    alarm: "Alerta en mi propio calendario",
    alarmUnit: "minutos antes",
    alarmHint:
      "Se añade al evento cuando se crea. Déjalo vacío para usar el valor predeterminado de tu calendario. Los cambios que hagas en tu calendario se mantienen.",
    alarmTeam: "Alerta en los calendarios de los miembros",
    alarmTeamHint:
      "Se añade al evento cuando se crea. Déjalo vacío para usar el valor predeterminado de cada calendario. Los cambios que los miembros hagan en sus calendarios se mantienen.",
    changed:
      "Esto se cambió en otra ventana después de que lo abrieras. Tus cambios siguen abajo, pero aún no se han guardado.",
    overwrite: "Sobrescribir con mis cambios",
  },
  emails: {
    title: "Correos a los invitados",
    lead: "Personaliza el comienzo de cada correo. Los datos de la reserva siempre se incluyen.",
    customized: "Personalizado",
    edit: "Editar",
    editOne: "Editar: {email}",
  },
  /** The texts for all event types of a host. */
  general: {
    title: "Textos de los correos",
    lead:
      "Para todos tus tipos de evento. Si un tipo de evento tiene su propio texto, usa ese; el texto de los recordatorios está en cada tipo de evento.",
    teamLead:
      "Para todos los tipos de evento del equipo. Si un tipo de evento tiene su propio texto, usa ese; el texto de los recordatorios está en cada tipo de evento.",
    open: "Editar",
    link: "Textos para todos los tipos de evento",
  },
  template: {
    back: "Todos los correos de {title}",
    languages: "Idioma del correo",
    languagesHint:
      "Un punto marca los idiomas con un texto propio. En los demás se envía el texto predeterminado en el idioma de quien lee.",
    subject: "Asunto",
    subjectHint: "Predeterminado: {standard}",
    text: "Texto inicial",
    textHint:
      "Déjalo vacío para usar el texto predeterminado. Una línea en blanco empieza un párrafo nuevo.",
    placeholders: "Puedes usar estas variables en ambos:",
    placeholderMeanings: {
      guest: "el nombre del invitado",
      host: "tu nombre",
      type: "el título del tipo de evento",
      time: "fecha y hora, en la zona horaria de quien lee",
      location: "el lugar",
      deadline: "el plazo para responder",
      previous: "la hora anterior",
      requested: "la hora que pidió el invitado",
    },
    preview: "Vista previa",
    previewHint: "Un correo de ejemplo, tal como se enviaría.",
    showPreview: "Mostrar vista previa",
    save: "Guardar",
    reset: "Restaurar texto predeterminado",
    saved: "Guardado.",
    wasReset: "Texto predeterminado restaurado.",
  },
  sample: { name: "Grace Hopper" },
  unknownPlaceholder: "Este correo no admite {unknown}. Puedes usar {known}.",
};
