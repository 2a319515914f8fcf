/** Event types of a team: list, editor, and why a time is not offered. */
export default {
  title: "Tipos de evento",
  lead: "Las reuniones que se pueden reservar con este equipo.",
  empty: "Este equipo todavía no tiene tipos de evento.",
  emptyText: "Su propietario o un administrador puede crear el primero.",
  blocked: "Invitados bloqueados",
  with: "con {names}",
  more: { one: "{names} y {n} más", other: "{names} y {n} más" },
  former: "Ya no es miembro",

  mode: "Cómo se reserva con los miembros",
  modes: {
    "round-robin": {
      label: "Por turnos",
      text: "Cada reserva va a un miembro que esté libre, por turno.",
    },
    collective: {
      label: "Colectivo",
      text: "Todos los miembros imprescindibles asisten a cada reserva. Hasta 8 miembros.",
    },
  },
  members: "Miembros",
  weight: "Peso",
  weightOf: "Peso de {name}",
  priority: "Prioridad",
  priorityOf: "Prioridad de {name}",
  priorities: {
    5: "Muy alta",
    4: "Alta",
    3: "Normal",
    2: "Baja",
    1: "Muy baja",
  },
  robinHint:
    "Un miembro con peso 2 recibe el doble de reservas que uno con peso 1. Los miembros con menor prioridad solo reciben reservas cuando nadie por encima está libre.",
  presence: "Asistencia",
  presenceOf: "Asistencia de {name}",
  presences: { lead: "Responsable", required: "Imprescindible", optional: "Opcional" },
  presenceHint:
    "El nombre del responsable aparece primero. Los miembros opcionales reciben la invitación si están libres.",
  lacks: {
    left: "Ya no está en el equipo",
    calendar: "Sin calendario",
    hours: "Sin horario",
  },
  leftNotice:
    "No se ofrece ninguna hora porque alguien dejó el equipo: {names}. Quita o sustituye a esas personas abajo.",

  confirmedBy: "Las solicitudes necesitan la confirmación de",
  confirmedByOptions: {
    first: "Un miembro imprescindible",
    all: "Todos los miembros imprescindibles",
  },
  whenDeclined: "Cuando un miembro rechaza o no responde",
  whenDeclinedOptions: {
    end: "La solicitud termina",
    "next-member": "Preguntar una vez al siguiente miembro libre",
  },
  keepsHost: "Mantener al miembro al reprogramar",
  keepsHostHint: "Si está libre a la hora nueva.",
  prefersSameHost: "Mismo miembro para los invitados que vuelven",
  prefersSameHostHint:
    "Si tienen una reserva próxima de este tipo de evento y el miembro está libre.",

  start: {
    title: "Partir de",
    text:
      "Copia uno de tus propios tipos de evento. Los cambios posteriores no afectan a la copia.",
    empty: "Un tipo de evento vacío",
    go: "Empezar",
  },

  schedule: {
    title: "Tu horario",
    text: "Cuál de tus horarios se usa cuando te reservan para este tipo de evento.",
    label: "Horario",
    default: "Mi horario predeterminado",
    save: "Guardar horario",
    saved: "Tu horario se guardó.",
  },

  readOnly: "Solo los propietarios y administradores del equipo pueden cambiar esto.",

  troubleshoot: {
    title: "Diagnóstico",
    lead: "Elige una fecha para ver cuándo está disponible cada miembro.",
    none: "Este equipo todavía no tiene tipos de evento.",
    offered: "Horas de inicio ofrecidas",
    noStarts: "Este día no se ofrece ninguna hora de inicio.",
    unavailable: "No disponible",
    absent:
      "Ya no está en el equipo. No se ofrece ninguna hora hasta que lo quites o lo sustituyas.",
    absentOptional: "Ya no está en el equipo.",
    noHours: "Sin horario ningún día",
    noCalendar: "Ningún calendario conectado",
    calendars: {
      fresh: "Calendario al día",
      stale: "Calendario desactualizado",
      broken: "No se puede leer el calendario",
    },
    optional: "opcional",
    free: "Disponible todo el día",
    codes: { HOURS: "Fuera de horario", BUSY: "Ocupado", BOOKED: "Reservado" },
    at: "{time}: {reasons}",
    zone: "Horas en la zona {zone}",
  },
};
