/** Where a meeting takes place, for guests and hosts. Plain texts with `{places}`; see `../format.ts`. */
export default {
  /** How a meeting is joined. */
  kinds: {
    link: "Reunión en línea",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Llamada telefónica",
  },
  /** The buttons of a host for a meeting with a link or a number. */
  join: { go: "Unirse", copyLink: "Copiar enlace", call: "Llamar", copyNumber: "Copiar número" },
  /** What a guest reads before booking, in place of what only a confirmed booking shows. */
  before: {
    link: "En línea, con enlace tras la confirmación",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Llamada telefónica",
    "call-guest": "Llamada telefónica",
    later: "Lugar por decidir",
    choice: "Tú eliges dónde",
  },
  /** The places to choose from; the number is asked beside the last. */
  choices: {
    link: "Reunión en línea",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "Llamada telefónica: llamas tú",
    "call-guest": "Llamada telefónica: te llaman",
  },
  /** The same, for a host who books for a guest. */
  forGuest: {
    choice: "El invitado elige el lugar",
    phone: "Llamada telefónica: llama el invitado",
    "call-guest": "Llamada telefónica: se llama al invitado",
  },
  guest: {
    phone: "Llama al {number}",
    callGuest: "Te llamarán al {number}",
    callGuestWithout: "Te llamarán",
    later: "Por decidir. Te avisaremos.",
    awaited: "{name}. El enlace llegará después.",
  },
  host: {
    phone: "Tu invitado llama al {number}",
    callGuest: "Llama al {number}",
    callGuestWithout: "Llama a tu invitado",
    later: "Por decidir",
    awaited: "{name}. El enlace se está creando.",
    failed: "{name}. No se pudo crear el enlace.",
  },
};
