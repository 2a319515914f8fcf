/** Teams: members, invitations, roles and leaving. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  title: "Equipos",
  lead: "Los invitados reservan con cada miembro por turnos o con todos a la vez.",
  new: "Equipo nuevo",
  empty: {
    title: "Todavía no hay equipos",
    text:
      "Un equipo son varios anfitriones con una sola página de reservas. Cada reserva va a quien esté libre y tenga el turno, o necesita a todos.",
  },
  members: { one: "{n} miembro", other: "{n} miembros" },
  roles: { owner: "Propietario", admin: "Administrador", member: "Miembro" },
  rolesHint:
    "Los miembros tienen sus propias reservas. Los administradores también gestionan los tipos de evento, los miembros y todas las reservas del equipo. Los propietarios además cambian roles y eliminan el equipo.",

  tabs: {
    label: "Equipo",
    members: "Miembros",
    eventTypes: "Tipos de evento",
    bookings: "Reservas",
    analytics: "Estadísticas",
    troubleshoot: "Diagnóstico",
    settings: "Ajustes",
  },
  link: "Enlace a la página de {team}",

  form: {
    title: "Equipo nuevo",
    name: "Nombre",
    slug: "URL",
    slugHint:
      "De 3 a 64 letras minúsculas sin acentos, números y guiones no consecutivos. Déjala vacía para usar el nombre.",
    slugChange: "Si la cambias, los enlaces que hayas compartido dejan de funcionar.",
    description: "Descripción",
    descriptionHint: "Aparece en la página del equipo.",
    colour: "Color",
    zone: "Zona horaria",
    zoneHint: "Los plazos y límites de los tipos de evento del equipo se cuentan en ella.",
    language: "Idioma",
    languageHint: "El de las páginas del equipo, salvo que el navegador del invitado pida otro.",
    sites: "Sitios web que pueden insertar la página del equipo",
    sitesHint:
      "Uno por línea, como https://example.org. Usa * para cualquier sitio web. Cada tipo de evento tiene su propia lista.",
    create: "Crear equipo",
    save: "Guardar",
    saved: "Guardado.",
    created: "Tu equipo está listo. Invita a sus miembros.",
  },

  list: {
    title: "Miembros",
    you: "tú",
    upcoming: { one: "{n} reserva próxima", other: "{n} reservas próximas" },
    none: "sin reservas próximas",
    manage: "Gestionar",
    manageLabel: "Gestionar: {name}",
    leave: "Salir",
    calendar: {
      "fresh": "Calendario al día",
      "stale": "Calendario desactualizado",
      "broken": "No se puede leer el calendario",
      "signed-out": "El calendario necesita que inicie sesión",
      "none": "Sin calendario",
    },
    noHours: "Sin horario",
    gone: "Cuenta eliminada",
    former: "Antiguos miembros",
    formerText: "Todavía tienen reservas próximas con el equipo.",
    unavailable:
      "{type} no se puede reservar: {names} ya no forma parte del equipo. Edítalo para quitar o sustituir a quien falta.",
    nobody: "{type} no se puede reservar: no tiene miembros.",
  },

  invite: {
    title: "Invitar a alguien",
    who: "Dirección de correo o nombre de usuario",
    role: "Rol",
    send: "Invitar",
    sent: "Invitación enviada. Será miembro cuando la acepte.",
    again: "Enviar otra vez",
    againLabel: "Enviar otra vez: {who}",
    againDone: "Invitación enviada otra vez.",
    withdraw: "Retirar",
    withdrawLabel: "Retirar: {who}",
    withdrawn: "Invitación retirada.",
    open: "Invitaciones abiertas",
    until: "{role} · válida hasta el {date}",
    expired: "{role} · expirada",
  },

  /** Invitations that wait for the signed-in host, and the page of an emailed one. */
  invitation: {
    title: "Únete a {team}",
    waiting: "Invitaciones",
    text: {
      admin: "{inviter} te invita a administrar {team}.",
      member: "{inviter} te invita a ser miembro de {team}.",
    },
    someone: "Alguien",
    consent:
      "Los invitados podrán reservar contigo como parte del equipo. Sus miembros ven qué horas tienes ocupadas, nunca con qué.",
    as: "Sesión iniciada como {name}.",
    accept: "Aceptar",
    acceptLabel: "Aceptar: {team}",
    decline: "Rechazar",
    declineLabel: "Rechazar: {team}",
    accepted: "Te damos la bienvenida a {team}.",
    declined: "Invitación rechazada.",
    signIn: "Iniciar sesión para aceptar",
    new: "¿No tienes cuenta?",
    newText:
      "Acepta y tendrás tu propia página de reservas. Ya te dejamos listos un horario semanal y un tipo de evento.",
    name: "Tu nombre",
    acceptNew: "Aceptar y crear mi página de reservas",
    taken:
      "La dirección de correo invitada ya pertenece a un anfitrión de este sitio. Inicia sesión para aceptar.",
    goneTitle: "Esta invitación ya no es válida",
    gone:
      "Ya se respondió, se retiró o se envió otra vez con un enlace nuevo. Pide una nueva al equipo.",
    expired: "Ha expirado. Pide al equipo que la envíe otra vez.",
  },

  member: {
    back: "Volver a los miembros",
    role: "Rol",
    saveRole: "Cambiar rol",
    roleSaved: "Rol cambiado.",
    leaveTitle: "Salir de {team}",
    removeTitle: "Quitar a {name}",
    leave: "Salir del equipo",
    remove: "Quitar del equipo",
    lastOwner:
      "Un equipo necesita un propietario. Da ese rol a otra persona primero o elimina el equipo.",
    bookings: "Reservas próximas con el equipo",
    noBookings: "No hay reservas próximas con el equipo.",
    question: "¿Qué hacer con estas reservas?",
    choices: {
      "hand-over": "Pasarlas a miembros que estén libres",
      cancel: "Cancelarlas y avisar a los invitados",
      keep: "Mantenerlas hasta que terminen",
    },
    handOverHint:
      "Las reservas para las que nadie esté libre se mantienen. Después puedes cancelarlas.",
    handOverOwn: "Las reservas para las que nadie esté libre se mantienen.",
    webhooks: "Webhooks creados por {name}",
    webhooksOwn: "Webhooks que creaste para el equipo",
    webhooksHint:
      "Cada uno envía a su URL las reservas del equipo, con los nombres y las notas de los invitados.",
    webhookChoices: {
      pause: "Ponerlos en pausa",
      keep: "Seguir enviando",
      delete: "Eliminarlos",
    },
    webhooksOnRole: "Webhooks, si el rol nuevo es «Miembro»",
    formerTitle: "{name} dejó el equipo",
    settle: "Continuar",
    settling: "Está en curso. Vuelve a cargar esta página para ver qué falta.",
    left: "Has salido de {team}.",
    removed: "{name} ya no es miembro.",
  },

  close: {
    title: "Eliminar equipo",
    lead: "Elimina este equipo para todos.",
    open: "Eliminar equipo",
    now: "De inmediato:",
    nowList: [
      "la página del equipo y todos sus enlaces dejan de funcionar",
      "se eliminan sus tipos de evento, enlaces privados e invitaciones",
    ],
    nothingComing: "No hay reservas próximas que cancelar.",
    coming: {
      one: "{n} reunión o solicitud próxima se cancela y se avisa a su invitado.",
      other: "{n} reuniones y solicitudes próximas se cancelan y se avisa a sus invitados.",
    },
    message: "Mensaje para los invitados cuyas reservas se cancelan",
    messageHint: "Opcional. Se incluye en sus correos.",
    sure: "Sí, eliminar el equipo",
    action: "Eliminar equipo",
    keep: "Conservar el equipo",
    done: "{team} se eliminó.",
  },

  bookings: {
    title: "Reservas",
    with: "con {names}",
    empty: "No hay reservas aquí.",
    show: {
      label: "Mostrar",
      upcoming: "Próximas",
      pending: "Pendientes",
      past: "Pasadas",
      declined: "Rechazadas",
      cancelled: "Canceladas",
    },
  },

  /** On the page that deletes an account. */
  owned: {
    text:
      "Eres la única persona propietaria de estos equipos. Da ese rol a otra persona primero o elimina el equipo:",
  },
};
