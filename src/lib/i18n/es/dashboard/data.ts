/** Data and privacy: export, retention, guest data requests and deleting the account. */
export default {
  title: "Datos y privacidad",
  lead:
    "Exporta tus datos, decide cuánto tiempo se conservan los de los invitados o elimina tu cuenta.",
  open: "Gestionar datos",
  toSettings: "Ajustes",
  erasedGuest: "Invitado borrado",
  saved: "Guardado.",
  exportData: {
    title: "Exportar tus datos",
    text:
      "Descarga todo lo que hay en tu cuenta como JSON: perfil, disponibilidad, tipos de evento, calendarios (sin contraseñas) y todas las reservas con su historial. O descarga solo tus reuniones para usarlas en una aplicación de calendario.",
    json: "Todo (JSON)",
    ics: "Reuniones (.ics)",
    csv: "Reservas (CSV)",
    progress: {
      look: "Ver cómo va la descarga",
      running:
        "{done} de {total} reservas están en el archivo ({percent}). La descarga continúa aunque salgas de esta página.",
      done: {
        one: "Completo: {n} reserva, {time}.",
        many: "Completo: {n} reservas, {time}.",
        other: "Completo: {n} reservas, {time}.",
      },
      stopped:
        "La descarga se detuvo en {done} de {total} reservas, {time}. El archivo está incompleto: descárgalo de nuevo.",
      failed:
        "Se produjo un error en {done} de {total} reservas, {time}. El archivo está incompleto: descárgalo de nuevo.",
    },
  },
  retention: {
    title: "Conservación de los datos de invitados",
    text:
      "Los nombres, direcciones, notas, respuestas y correos de los invitados se borran cuando pasan estos días desde su reunión. La hora y el resultado se conservan para tus estadísticas.",
    label: "Días después de la reunión",
    hint: "Déjalo vacío para conservar los datos indefinidamente.",
    save: "Guardar",
  },
  lookUp: {
    title: "Solicitudes de datos de invitados",
    text: "Si un invitado lo pide, puedes consultar o borrar los datos que tienes de esa persona.",
    label: "La dirección de correo del invitado",
    action: "Consultar",
  },
  guest: {
    title: "Datos del invitado",
    none: "No se encontraron reservas de {email}.",
    found: {
      one: "{n} reserva encontrada de {email}.",
      other: "{n} reservas encontradas de {email}.",
    },
    download: "Descargar como JSON",
    erase: {
      title: "Borrar a este invitado",
      text:
        "El nombre, la dirección, las notas, las respuestas, los correos y los mensajes se borran de todas las reservas de este invitado, y sus enlaces dejan de funcionar. Esta acción no se puede deshacer. Tus propios calendarios y tu buzón no cambian.",
      sure: "Entiendo que esta acción no se puede deshacer",
      action: "Borrar invitado",
    },
    coming: "Estas reservas aún no han tenido lugar. Cancélalas primero y luego podrás borrarlas:",
    inProgress: {
      one:
        "Un correo o un cambio en el calendario sigue en curso para {n} reserva. Inténtalo más tarde.",
      other:
        "Hay correos o cambios en el calendario en curso para {n} reservas. Inténtalo más tarde.",
    },
    erased: {
      one: "Datos del invitado borrados de {n} reserva.",
      other: "Datos del invitado borrados de {n} reservas.",
    },
  },
  deleteAccount: {
    title: "Eliminar cuenta",
    text: "Elimina para siempre tu página de reservas, tus reservas y todos los demás datos.",
    action: "Eliminar cuenta…",
  },
  close: {
    title: "Eliminar cuenta",
    now: "De inmediato:",
    nowList: [
      "tu página de reservas y todos tus enlaces dejan de funcionar",
      "tu sesión se cierra en todos los dispositivos",
      "tus enlaces de suscripción e invitaciones dejan de funcionar, y tus calendarios ya no se sincronizan",
    ],
    nothingComing: "No tienes reservas próximas que cancelar.",
    coming: {
      one: "{n} reunión o solicitud próxima se cancela y se avisa a su invitado.",
      other: "{n} reuniones y solicitudes próximas se cancelan y se avisa a sus invitados.",
    },
    comingNoMail: {
      one:
        "{n} reunión o solicitud próxima se cancela. Este sitio no puede enviar correos, así que avisa tú al invitado.",
      other:
        "{n} reuniones y solicitudes próximas se cancelan. Este sitio no puede enviar correos, así que avisa tú a los invitados.",
    },
    then:
      "Todos los datos, incluidos los calendarios y sus contraseñas, se borran cuando se hayan enviado los correos y quitado los eventos de tus calendarios, como máximo en siete días. Nadie más podrá usar nunca tu nombre de usuario.",
    exportFirst: "Exportar tus datos antes",
    message: "Mensaje para los invitados cuyas reservas se cancelan",
    messageHint: "Opcional. Se incluye en sus correos.",
    username: "Para confirmar, escribe {username}",
    sure: "Sí, borrar todo para siempre",
    action: "Eliminar cuenta",
    keep: "Conservar la cuenta",
  },
  closed: {
    title: "Tu cuenta se está eliminando",
    text:
      "Tu página de reservas ya no existe. Las reservas próximas se están cancelando y después se borran todos los datos, como máximo en siete días.",
    erased: "Tu cuenta se ha eliminado",
    erasedText: "Se han borrado todos los datos de tu cuenta. No tienes que hacer nada más.",
    progress: {
      label: "Progreso",
      steps: {
        cancelling: "Cancelar las reservas próximas",
        sending: "Enviar los correos y quitar los eventos de tus calendarios",
        erasing: "Borrar todos los datos",
      },
      cancelled: "{done} de {total} canceladas",
      sending: {
        one: "Queda {n} correo o cambio por enviar",
        many: "Quedan {n} correos o cambios por enviar",
        other: "Quedan {n} correos o cambios por enviar",
      },
      waiting: "Todo está en camino. El borrado empieza en un minuto aproximadamente.",
      erasing: {
        one: "Queda {n} reserva",
        many: "Quedan {n} reservas",
        other: "Quedan {n} reservas",
      },
      problem: {
        one: "El último intento falló. El siguiente será en {n} minuto, no tienes que hacer nada.",
        many:
          "El último intento falló. El siguiente será en {n} minutos, no tienes que hacer nada.",
        other:
          "El último intento falló. El siguiente será en {n} minutos, no tienes que hacer nada.",
      },
    },
  },
};
