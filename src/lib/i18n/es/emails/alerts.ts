/** Emails to a host about something that needs attention. */
export default {
  calendarBroken: {
    subject: "Un calendario necesita atención: {calendar}",
    heading: "Un calendario necesita atención",
    body: "Tu calendario {calendar} no se sincroniza desde el {since}.",
    meanwhile:
      "Las horas ocupadas de la última sincronización siguen bloqueando reservas. Hasta que el calendario vuelva a funcionar, las reservas inmediatas requieren tu aprobación, salvo que hayas cambiado este ajuste.",
    button: "Solucionar",
  },

  keyRevoked: {
    subject: "Tu clave de API {key} se revocó",
    heading: "Se revocó una clave de API",
    body:
      "Tu clave de API {key} formaba parte de una dirección web. Esas direcciones acaban en registros e historiales de navegación, así que revocamos la clave de inmediato.",
    next:
      "Crea una clave nueva y envíala en la cabecera Authorization: «Authorization: Bearer …». Comprueba también que reconoces todos los cambios recientes de tu cuenta.",
    button: "Ver claves de API",
  },

  webhookFailing: {
    subject: "Un webhook necesita atención: {webhook}",
    heading: "Un webhook necesita atención",
    preview: "Los eventos no se están entregando.",
    body: "{receiver} no acepta ningún evento desde el {since}.",
    tryingOn:
      "Los eventos nuevos se siguen enviando. Si no se acepta ninguno en cinco días, el webhook se desactivará.",
    failing: "El webhook se desactivó. Puedes activarlo y enviar otra vez los eventos perdidos.",
    gone:
      "El receptor respondió 410 Gone, así que el webhook se desactivó. Puedes activarlo y enviar otra vez los eventos perdidos.",
    button: "Ver entregas",
  },

  departure: {
    subject: "{member} ya no está en {team}",
    someone: "Un miembro",
    preview: "Quedan webhooks que creó ese miembro.",
    previewStopped: "Hay tipos de evento que no se pueden reservar.",
    stopped: "Estos tipos de evento no se pueden reservar hasta que los edites: {types}.",
    paused:
      "Estos webhooks creados por {member} están en pausa: {webhooks}. Reanuda los que el equipo aún necesite y elimina los demás.",
    active:
      "Estos webhooks creados por {member} siguen recibiendo reservas: {webhooks}. Comprueba quién los lee.",
    button: "Ver equipo",
  },
};
