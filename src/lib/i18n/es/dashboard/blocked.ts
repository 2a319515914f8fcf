/** Whom a host takes no bookings from. */
export default {
  title: "Invitados bloqueados",
  lead:
    "Los invitados bloqueados no pueden reservar contigo. Ven que la reserva no funcionó, pero no por qué. Las reservas y solicitudes existentes se mantienen.",
  teamLead:
    "Los invitados bloqueados no pueden reservar con este equipo. Ven que la reserva no funcionó, pero no por qué. Las reservas y solicitudes existentes se mantienen.",
  open: "Gestionar invitados bloqueados",
  back: "Ajustes",
  add: "Bloquear invitados",
  entries: "Direcciones de correo o dominios",
  hint:
    "Uno por línea o separados por comas: nombre@example.org, o example.org para todo el dominio.",
  button: "Bloquear",
  list: "Bloqueados",
  none: "No has bloqueado a nadie.",
  since: "desde el {date}",
  remove: "Desbloquear",
  removeLabel: "Desbloquear {entry}",
  added: { one: "{n} entrada bloqueada.", other: "{n} entradas bloqueadas." },
  addedNone: "Ya estaban bloqueadas.",
  removed: "{entry} puede volver a reservar.",
  /** On a booking's page. */
  guest: {
    open: "Bloquear a {name}",
    text:
      "No podrá volver a reservar contigo. Verá que la reserva no funcionó, pero no por qué. Esta reserva queda como está.",
    address: "Esta dirección: {address}",
    domain: "Todo el dominio {domain}",
    button: "Bloquear",
    done: "Bloqueado. Puedes gestionar la lista en Ajustes.",
  },
};
