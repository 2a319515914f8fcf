/** Emails about extra guests: to them, and to the guest who brings them along. */
export default {
  verifyToInvite: {
    label: "Verifica tu correo para invitar",
    subject: "Confirma tu correo para invitar a los demás: {title}, {when}",
    heading: "Confirma tu correo para invitar a los demás",
    body:
      "Tu reserva está confirmada. Las personas que añadiste recibirán la invitación cuando confirmes que esta dirección de correo es tuya.",
    button: "Enviar las invitaciones",
    after: "Si no hiciste esta reserva, ignora este correo. No se invitará a nadie.",
  },

  extraGuestInvited: {
    label: "Invitación",
    subject: "Invitación: {title} con {host}, {when}",
    heading: "{guest} te invita a una reunión",
    body: {
      one: "{guest} te añadió a una reunión con {host}.",
      other: "{guest} te añadió a una reunión con {host}.",
    },
    calendar: "Usa la invitación adjunta para añadir la reunión a tu calendario.",
    changes:
      "¿No puedes asistir o no sabes de qué se trata? Díselo a {guest}, que puede quitarte de la lista.",
  },

  extraGuestUpdated: {
    label: "Reunión modificada",
    subject: "Modificada: {title} con {host}, {when}",
    heading: "Tu reunión ha cambiado",
    body: {
      one: "Te reúnes con {host}.",
      other: "Te reúnes con {host}.",
    },
    calendar: "La invitación adjunta actualiza la reunión en tu calendario.",
  },

  extraGuestCancelled: {
    label: "Cancelada",
    subject: "Cancelada: {title} con {host}, {when}",
    heading: "Esta reunión se canceló",
    body: {
      one: "Tu reunión con {host} no se celebrará.",
      other: "Tu reunión con {host} no se celebrará.",
    },
    calendar: "La actualización adjunta quita la reunión de tu calendario.",
  },

  extraGuestRemoved: {
    label: "Invitación retirada",
    subject: "Invitación retirada: {title} con {host}, {when}",
    heading: "Tu invitación a esta reunión se retiró",
    body: "{guest} te quitó de la reunión con {host}.",
    calendar: "La actualización adjunta quita la reunión de tu calendario.",
  },
};
