/** Emails about who of a team meets the guest. */
export default {
  /** Why a member gets emails. */
  automaticMember: "Enviado por {service} porque formas parte de {team}.",

  guestReassigned: {
    label: "Cambio de anfitrión",
    subject: "Ahora te reúnes con {host}: {title}, {when}",
    heading: "Ahora te reúnes con {host}",
    body: "La hora y el lugar no cambian.",
    calendar: "La invitación adjunta actualiza la reunión en tu calendario.",
    subjectPending: "Solicitud pasada a {host}: {title}, {when}",
    headingPending: "Tu solicitud pasó a {host}",
    button: "Ver reserva",
  },

  hostAssigned: {
    label: "Reunión asignada a ti",
    subject: "Reunión nueva: {title} con {guest}, {when}",
    heading: "Te reúnes con {guest}",
    body: "{team} te asignó esta reunión. Ya avisamos a {guest}.",
    bodyTogether: "Ahora participas en esta reunión de {team}. Ya avisamos a {guest}.",
    calendar: "Se adjunta una invitación de calendario.",
    button: "Ver reserva",
  },

  hostReleased: {
    label: "Reunión asignada a otra persona",
    subject: "Ya no es tuya: {title} con {guest}, {when}",
    heading: "Esta reunión ya no es tuya",
    body: "Se asignó a {host}. La hora vuelve a estar disponible.",
    bodyTogether: "Ya no participas en ella. La hora vuelve a estar disponible.",
    calendar: "La actualización adjunta quita la reunión de tu calendario.",
    button: "Ver tus reservas",
  },

  memberWithdrew: {
    label: "Un miembro no asistirá",
    subject: "{member} no asistirá: {title} con {guest}, {when}",
    heading: "{member} no asistirá",
    body: "{member} ya no participa. La reunión sigue adelante.",
    calendar: "Se adjunta una invitación actualizada.",
    button: "Ver reserva",
  },

  /** Beside the email about a calendar change that was not applied, for a member of a collective. */
  changeForAll: {
    body:
      "En tu calendario moviste esta reunión a otra hora: {was}. Pero no todas las personas que participan están libres entonces.",
    stays:
      "La reunión mantiene la hora de abajo y no se avisó a {guest}. Tu calendario recuperará el evento a esa hora.",
  },
};
