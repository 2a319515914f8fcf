/** The guest's pages: verifying an email, the booking, cancelling and rescheduling. */
export default {
  /** The page behind the link of the email that verifies a guest's address. */
  verifyEmail: {
    title: "Confirma tu correo",
    text: "Confirma tu correo para enviar esta solicitud a {name}.",
    button: "Confirmar y enviar solicitud",
    notYou: "Si no hiciste esta solicitud, puedes cerrar esta página.",
    lateTitle: "Este enlace ha expirado",
    lateText:
      "La hora solo se guardó durante un tiempo breve y vuelve a estar disponible. Tu solicitud no se envió a {name}.",
    overTitle: "No hay nada que confirmar",
    overText: "Esta solicitud a {name} se retiró o se rechazó.",
    replacedTitle: "Hay un enlace más reciente",
    replacedText:
      "Se corrigió el correo de esta solicitud, así que este enlace ya no funciona. Abre el enlace del correo más reciente.",
    taken: "Mientras tanto, esta hora se ha ocupado.",
    again: "Elegir otra hora",
    /** Of a booking that is confirmed already. */
    toInvite: {
      title: "Invita a los demás participantes",
      text:
        "Confirma tu correo para invitar a las personas que añadiste a esta reunión con {name}.",
      button: "Confirmar e invitar",
      notYou: "Si no hiciste esta reserva, puedes cerrar esta página.",
    },
  },
  guest: {
    unverified: {
      title: "Revisa tu correo",
      lead:
        "Enviamos un enlace a {email}. Ábrelo para enviar tu solicitud a {name}. Hasta entonces te guardamos la hora.",
      state: "Correo por verificar",
      deadline: "Guardada hasta el",
      late:
        "No confirmaste tu correo a tiempo, así que la hora vuelve a estar disponible. Puedes enviar una solicitud nueva.",
    },
    /** What a guest can do while the email has not arrived. */
    verification: {
      title: "¿No te llegó el correo?",
      sent: "Último envío: a {email}, {time}. Puede estar en la carpeta de spam.",
      wait: {
        one: "Podrás enviarlo otra vez en {n} segundo.",
        other: "Podrás enviarlo otra vez en {n} segundos.",
      },
      sendAgain: "Enviar otra vez",
      correct: "Tu dirección de correo",
      correctHint:
        "Si tiene algún error, corrígelo aquí. Los enlaces enviados a la dirección anterior dejarán de funcionar.",
      correctButton: "Corregir y enviar",
      noMore:
        "No se enviarán más correos para esta solicitud. Si no llega ninguno, retírala y envía una nueva.",
    },
    titles: {
      pending: "Tu solicitud se envió a {name}",
      confirmed: "Tu reserva está confirmada",
      rejected: "{name} rechazó esta hora",
      expired: "Esta solicitud expiró",
      cancelled: "Esta reserva se canceló",
      withdrawn: "Retiraste esta solicitud",
    },
    leads: {
      pending:
        "Te guardamos la hora mientras {name} decide. Esta página se actualiza automáticamente.",
      confirmed: "{name} te espera.",
      rejected: "Si quieres, puedes elegir otra hora.",
      expired: "{name} no respondió a tiempo. Si quieres, puedes enviar una solicitud nueva.",
      cancelled: "La hora vuelve a estar disponible.",
      withdrawn: "La hora vuelve a estar disponible.",
    },
    states: {
      pending: "Pendiente",
      confirmed: "Confirmada",
      rejected: "Rechazada",
      expired: "Expirada",
      cancelled: "Cancelada",
      withdrawn: "Retirada",
    },
    approvalReason: {
      stale:
        "Este evento suele confirmarse de inmediato. El calendario de {name} estaba desactualizado, así que tu reserva requiere aprobación.",
      unreachable:
        "Este evento suele confirmarse de inmediato. No se pudo acceder al calendario de {name}, así que tu reserva requiere aprobación.",
    },
    deadline: "Expira el",
    left: "quedan {time}",
    when: "Cuándo",
    hostTime: "Hora de {name}",
    where: "Dónde",
    who: "Con",
    what: "Evento",
    you: "Tú",
    note: "Tus notas",
    message: "Mensaje de {name}",
    emailTo: "También enviaremos la respuesta a {email}.",
    dataStored:
      "{name} guarda los datos que escribiste y puede mostrártelos o borrarlos si lo pides.",
    test: "Esta es una reserva de prueba de {name}.",
    saveLink: "Guarda el enlace de esta página",
    saveLinkText:
      "Este sitio no puede enviar correos. Las novedades de esta reserva solo aparecen en esta página.",
    address: "Enlace a esta página",
    calendar: "Añadir al calendario",
    file: "Archivo de calendario (.ics)",
    google: "Google Calendar",
    outlook: "Outlook",
    again: "Elegir otra hora",
    changed: "El estado de esta reserva ha cambiado: {state}.",
    rescheduleRequest: "Pediste reprogramar",
    rescheduleText:
      "{when}. Hasta que {name} decida, tu hora actual sigue reservada y te guardamos las dos.",
    rescheduleDeadline: "Expira el",
    keepCurrentTime: "Mantener la hora actual",
    proposed: "{name} propuso otras horas",
    proposedText: "Tu solicitud sigue abierta hasta que elijas una.",
    change: "¿Necesitas cambiar algo?",
    reschedule: "Reprogramar",
    cancel: "Cancelar reserva",
    withdraw: "Retirar solicitud",
    late: {
      both: "Ya es tarde para reprogramar o cancelar aquí. Contacta con {name}.",
      cancel: "Ya es tarde para cancelar aquí. Contacta con {name}.",
      reschedule: "Ya es tarde para reprogramar aquí. Contacta con {name}.",
    },
    /** People whom the guest brings along. */
    extraGuests: {
      title: "Otros participantes",
      whenConfirmed: "Recibirán la invitación cuando se confirme la reserva.",
      whenVerified:
        "Recibirán la invitación cuando confirmes tu correo con el enlace que enviamos a {email}.",
      invited: "Reciben la invitación por correo. No pueden cambiar la reserva.",
      noMail: "Este sitio no puede enviar correos. Comparte tú los datos de la reunión.",
      notYet: "Puedes añadir hasta {n} personas. Recibirán la invitación por correo.",
      add: "Añadir participantes",
      addHint: "Direcciones de correo separadas por comas.",
      addButton: "Añadir",
      remove: "Quitar",
      removeOne: "Quitar a {email}",
    },
    series: "Reservadas juntas",
    keptTime: {
      one: "{n} fecha posterior mantiene su hora porque la nueva no está disponible.",
      many: "{n} fechas posteriores mantienen su hora porque la nueva no está disponible.",
      other: "{n} fechas posteriores mantienen su hora porque la nueva no está disponible.",
    },
    widgetOpen: "Ver reserva",
    widgetMore: "Reservar otra hora",
  },
  cancel: {
    title: "¿Cancelar esta reserva?",
    withdrawTitle: "¿Retirar esta solicitud?",
    text:
      "Avisaremos a {name} y otras personas podrán reservar esta hora. Esta acción no se puede deshacer.",
    which: "¿Qué fechas?",
    only: "Solo esta fecha",
    later: {
      one: "Esta y {n} fecha posterior",
      many: "Esta y {n} fechas posteriores",
      other: "Esta y {n} fechas posteriores",
    },
    reason: "Motivo",
    reasonHint: "Opcional. {name} lo verá.",
    cancel: "Cancelar reserva",
    withdraw: "Retirar solicitud",
    keep: "No, mantenerla",
    reschedule: "Prefiero reprogramar",
    changed: "Esta reserva ha cambiado desde que abriste la página. Revísala.",
    lateTitle: "Ya es tarde para cancelar aquí",
    lateText: "{name} pide más antelación. Contacta con {name}.",
    back: "Volver a la reserva",
  },
  reschedule: {
    /** Where a later date of a series has the chosen time. */
    together:
      "Una fecha posterior de esta serie está a esa hora, así que las fechas posteriores se cambian también.",
    title: "Reprogramar: {type} con {name}",
    lead: "Hora actual: {when}",
    heading: "¿Reprogramar a esta hora?",
    currentTime: "Hora actual",
    newTime: "Hora nueva",
    needsApproval:
      "{name} tiene que aprobar la hora nueva. Hasta entonces, tu hora actual sigue reservada y te guardamos las dos.",
    request: "Tu solicitud cambia a esta hora y avisaremos a {name}.",
    instant: "Tu reunión se reprogramará de inmediato y avisaremos a {name}.",
    requestTime: "Solicitar esta hora",
    confirm: "Reprogramar",
    back: "Elegir otra hora",
    keep: "Mantener la hora actual",
    changed: "Esta reserva ha cambiado desde que abriste la página. Revísala.",
    same: "Esta ya es tu hora actual.",
    lateTitle: "Ya es tarde para reprogramar aquí",
    lateText: "{name} pide más antelación. Contacta con {name}.",
    closedTitle: "No hay otras horas disponibles",
    closedText: "{name} no acepta reservas de este tipo en este momento. Contacta con {name}.",
    toBooking: "Volver a la reserva",
  },
};
