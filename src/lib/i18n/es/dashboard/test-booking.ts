/** A newcomer makes a test booking. */
export default {
  title: "Reserva de prueba",
  lead:
    "Solicita una hora como lo haría un invitado y luego confírmala o recházala como anfitrión. Después puedes quitar la prueba.",
  back: "Primeros pasos",
  request: {
    title: "1. Solicita una hora como invitado",
    text: "{type}, {minutes} minutos. Los invitados ven las mismas horas.",
    times: "Elige una hora",
    email: "Tu dirección de correo",
    emailHint: "Los correos del invitado de esta prueba llegan a esta dirección.",
    emailHintNoMail:
      "No hay servidor de correo, así que no se envía nada. Sirve cualquier dirección.",
    action: "Solicitar esta hora",
  },
  none: {
    noType: {
      title: "Todavía no hay nada que reservar",
      text:
        "Crea un tipo de evento que acepte reservas, sea público y no tenga preguntas obligatorias.",
      action: "Ir a los tipos de evento",
    },
    noTime: {
      title: "No hay horas disponibles en las próximas tres semanas",
      text: "Revisa tu horario semanal o averigua por qué una hora no está disponible.",
      action: "Cambiar horario semanal",
      why: "Diagnóstico",
    },
  },
  decide: {
    title: "2. Responde como anfitrión",
    text: "{name} solicitó esta hora: {when}. Queda guardada hasta que respondas.",
    guest: "Ver la página del invitado",
    emailsSent: "Te enviamos ambos correos.",
    noEmails: "No hay servidor de correo, así que encontrarás ambos correos en Correos.",
  },
  done: {
    confirmed: {
      title: "Funciona",
      text: "Hora confirmada: {when}. Así de sencillo.",
    },
    rejected: {
      title: "Rechazada",
      text: "Se avisó al invitado y la hora vuelve a estar disponible.",
    },
    over: { title: "Esta prueba está cerrada", text: "La hora vuelve a estar disponible." },
    calendar: "Se añadió a tu calendario.",
    again: "Probar otra vez",
    erase: "Quitar prueba",
    keep: "Conservarla",
  },
  erased: "Prueba quitada.",
  erasing: "Prueba cancelada. Se quitará cuando su evento ya no esté en tu calendario.",
  eraseHint: "Borra sus registros y correos y quita su evento de tu calendario.",
  badge: "Prueba",
};
