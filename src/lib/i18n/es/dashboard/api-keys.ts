/** The page of personal API keys. */
export default {
  title: "Claves de API",
  lead:
    "Permite que tus propios programas, n8n o un asistente usen tu cuenta a través de la API. Quien tenga una clave puede hacer lo que esta permita.",
  open: "Gestionar claves de API",
  back: "Ajustes",
  name: "Nombre",
  nameHint: "Para qué la usas. Solo lo ves tú.",
  scopes: "Qué puede hacer",
  scopeNames: {
    read: {
      label: "Leer",
      text: "Ver tus reservas con sus invitados, tipos de evento, calendarios y equipos.",
    },
    bookings: {
      label: "Reservas",
      text:
        "Reservar para invitados, y confirmar, rechazar, cancelar, reprogramar o reasignar reservas.",
    },
    settings: {
      label: "Ajustes",
      text: "Cambiar tipos de evento, disponibilidad, enlaces privados y tu perfil.",
    },
    connections: {
      label: "Calendarios",
      text: "Conectar, sincronizar y desconectar calendarios.",
    },
    webhooks: {
      label: "Webhooks",
      text: "Ver y cambiar webhooks, y enviar entregas otra vez.",
    },
    teams: {
      label: "Equipos",
      text: "Cambiar tus equipos, hasta donde lo permita tu rol en cada equipo en ese momento.",
    },
  },
  expires: "Expira",
  lifetimes: {
    "30": "A los 30 días",
    "90": "A los 90 días",
    "365": "Al cabo de un año",
    never: "Nunca",
    date: "En una fecha",
  },
  until: "Último día",
  make: "Crear clave",
  made: "Clave «{name}» creada",
  madeText: "Cópiala ahora. No se guarda y no se puede volver a mostrar.",
  secret: "Clave de API: {name}",
  use:
    "Envíala como «Authorization: Bearer …», nunca en una dirección web. Pruébala en una terminal:",
  try: "Comando curl con esta clave",
  docs: "Referencia de la API",
  newKey: "Clave nueva",
  revoked: "Clave revocada. Ya no funciona.",
  list: "Tus claves",
  none: "Todavía no hay claves de API",
  noneText: "Crea una abajo cuando un programa necesite acceso a tu cuenta.",
  states: { active: "Activa", expired: "Expirada", revoked: "Revocada" },
  exposed:
    "Se revocó automáticamente porque formaba parte de una dirección web. Comprueba que reconoces todos los cambios recientes.",
  lastDate: "Último día: {date}",
  noEnd: "No expira nunca",
  used: "Último uso: {date}, desde {from}",
  unused: "Sin usar",
  revoke: "Revocar",
  revokeLabel: "Revocar: {name}",
};
