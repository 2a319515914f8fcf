import capabilities from "./calendars/capabilities.ts";
import connect from "./calendars/connect.ts";
import problems from "./calendars/problems.ts";
import tiles from "./calendars/tiles.ts";

/** Calendars page, connection errors, and the text of a calendar event. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Calendarios",
  intro:
    "Invito busca conflictos en tus calendarios y añade las reservas confirmadas a uno de ellos. Tus invitados solo ven tus horas disponibles, nunca tus eventos.",
  none:
    "Solo las reservas hechas aquí bloquean tu tiempo. Conecta un calendario para que también lo hagan tus demás eventos.",
  tiles,
  connect,
  providers: {
    google: "Google Calendar",
    microsoft: "Microsoft 365 o Outlook.com",
  },
  consentHint:
    "Con Google y Microsoft, inicias sesión allí y permites que Invito vea tus calendarios y pueda ver y editar eventos. Puedes revocar el acceso cuando quieras.",
  feed: {
    address: "Dirección del calendario (ICS)",
    hint:
      "La dirección secreta o pública de otra aplicación de calendario, como webcal://example.org/you.ics. La guardamos cifrada.",
    button: "Suscribirse",
    busy: "Suscribiendo…",
  },
  /** Feeds that other programs read. */
  feeds: {
    title: "Calendarios para suscribirse",
    text:
      "Consulta tus reservas en otra aplicación de calendario con un enlace secreto. Cualquiera que tenga el enlace puede verlas, así que compártelo con cuidado. Puedes sustituirlo cuando quieras.",
    lead: "Calendarios para suscribirse",
    back: "Calendarios",
    kinds: {
      bookings: {
        title: "Todos los detalles",
        text: "Incluye invitado, notas y lugar. Para tus propias aplicaciones de calendario.",
      },
      "free-busy": {
        title: "Solo libre u ocupado",
        text: "Muestra solo cuándo tienes una reunión, sin nombres ni títulos.",
      },
    },
    busy: "Ocupado",
    link: "Enlace de suscripción",
    open: "Crear enlace",
    replace: "Sustituir enlace",
    replaceHint: "En ambos casos, el enlace actual deja de funcionar de inmediato.",
    close: "Desactivar",
    feedback: {
      opened: "Enlace creado.",
      closed: "Desactivado. El enlace ya no funciona.",
    },
  },
  /** After an action. */
  feedback: {
    connected: "Conectado. Las horas ocupadas de tus calendarios ya bloquean reservas.",
    saved: "Guardado.",
    synced: "Sincronizado ahora mismo.",
    syncing: "Todavía se está sincronizando. Esta página muestra el progreso.",
    connecting:
      "Conectado. Tus calendarios todavía se están sincronizando. Hasta que terminen, las reservas inmediatas requieren tu aprobación.",
    connectedPartly:
      "Conectado, pero aún no se pudo sincronizar todo. Los detalles están abajo, en la cuenta.",
    entriesRestored: "Los eventos se están restaurando en tu calendario.",
    writeChecked: "Acceso de escritura probado. El resultado está en la cuenta.",
    disconnected: "Desconectado. Eliminamos su contraseña y sus horas ocupadas.",
  },
  state: {
    fresh: "Al día",
    partial: "Sincronizado en parte",
    stale: "Desactualizado",
    broken: "No funciona",
    failing: "Falló la última sincronización",
    unsynced: "Sin sincronizar",
    syncing: "Sincronizando",
    idle: "No se buscan conflictos",
  },
  syncedAt: "Sincronizado {ago}",
  progress: { one: "{done} de {of} evento leído", other: "{done} de {of} eventos leídos" },
  readSoFar: { one: "{n} evento leído", other: "{n} eventos leídos" },
  firstSync: {
    title: "Primera lectura de tus calendarios en curso",
    text:
      "Hasta que termine, las reservas inmediatas requieren tu aprobación. Puedes salir de esta página.",
    waiting: "Empezando…",
  },
  neverSynced:
    "Todavía sin sincronizar. Hasta entonces, las reservas inmediatas requieren tu aprobación.",
  failingSince:
    "Comenzó {ago}. Las horas ocupadas de la última sincronización siguen bloqueando reservas.",
  failingUnsynced: "Comenzó {ago}.",
  events: { one: "{n} evento sincronizado", other: "{n} eventos sincronizados" },
  skipped: {
    one: "{n} evento no se pudo leer y se ignora, como elegiste.",
    other: "{n} eventos no se pudieron leer y se ignoran, como elegiste.",
  },
  /** Events that could not be read, until the host ignores them. */
  unreadable: {
    title: {
      one: "Un evento de {name} no se pudo leer",
      other: "{n} eventos de {name} no se pudieron leer",
    },
    text:
      "No sabemos con exactitud cuándo tienen lugar. Las fechas que mencionan quedan bloqueadas y, por ahora, las reservas inmediatas requieren tu aprobación. Corrígelos o elimínalos en tu calendario, o ignóralos si no importan. Si un evento ignorado cambia, volveremos a preguntar.",
    untitled: "Evento sin título",
    more: { one: "y {n} más", other: "y {n} más" },
    button: "Ignorarlos",
  },
  approximate: {
    one: "{n} evento no se pudo leer con exactitud, así que bloqueamos tiempo de más.",
    other: "{n} eventos no se pudieron leer con exactitud, así que bloqueamos tiempo de más.",
  },
  transparent: "marcado en el servidor como no bloqueante",
  sharedBy: "compartido por {owner}",
  /** Calendars that others share with a person. */
  shared: {
    text:
      "Elegiste un calendario que otra persona comparte contigo. Necesitamos tu permiso para leerlo. Hasta que lo des, no sabemos qué horas tienes ocupadas ahí, así que las reservas inmediatas requieren tu aprobación.",
    button: "Permitir calendarios compartidos",
  },
  code: "Código de error: {code}.",
  readOnly: "solo lectura",
  /** Meetings whose entries disappeared with most of their calendar. */
  lostEntries: {
    title: {
      one: "El evento de una reserva desapareció de {name} {ago}",
      other: "Los eventos de {n} reservas desaparecieron de {name} {ago}",
    },
    text:
      "Puede que el calendario se haya vaciado, restaurado o sustituido, o que los eventos se hayan eliminado antes de leerlos. Tus reservas no han cambiado y no se avisó a ningún invitado. Restaura los eventos, o deja el calendario como está y cancela en su propia página las reservas que ya no quieras.",
    restore: "Restaurar todos",
    keepAsIs: "Dejar como está",
  },
  capabilities,
  table: {
    title: "Tus calendarios",
    text:
      "Las horas ocupadas de los calendarios que marques bloquean reservas. Las reservas confirmadas se añaden a uno de ellos.",
    calendar: "Calendario",
    blocks: "Cuenta como ocupado",
    target: "Recibe reservas",
    noCalendar: "No añadir reservas a ningún calendario",
    noTarget: "Las reservas confirmadas no se añaden a ningún calendario.",
    button: "Guardar",
  },
  needsAction: "Necesita tu atención",
  accounts: "Cuentas",
  actions: {
    sync: "Sincronizar ahora",
    syncing: "Sincronizando…",
    disconnect: "Desconectar",
    disconnectQuestion:
      "¿Desconectar {name}? Sus horas ocupadas dejan de bloquear reservas de inmediato y las reservas que esperan para añadirse no se añadirán.",
    disconnectConfirm: "Sí, desconectar",
    password: "Contraseña nueva",
    signInAgain: "Iniciar sesión otra vez",
    connectAgain: "Volver a conectar",
  },
  ago: {
    now: "ahora mismo",
    minutes: { one: "hace {n} minuto", other: "hace {n} minutos" },
    hours: { one: "hace {n} hora", other: "hace {n} horas" },
    days: { one: "hace {n} día", other: "hace {n} días" },
  },
  problems,
  /** What stands on the event in the host's calendar. */
  event: {
    title: "{type}: {name}",
    with: "Con {name} ({email})",
    extraGuests: "Otros participantes: {guests}",
    members: "{team}: {names}",
    declined: "No asisten: {names}",
    shared: "{type}: {guests}",
    guests: { one: "{n} invitado", other: "{n} invitados" },
  },
};
