/** Whom a host takes no bookings from. */
export default {
  title: "Invités bloqués",
  lead:
    "Les invités bloqués ne peuvent pas prendre rendez-vous avec vous. Ils voient que la réservation n’a pas abouti, mais pas pourquoi. Les réservations et demandes existantes sont maintenues.",
  teamLead:
    "Les invités bloqués ne peuvent pas prendre rendez-vous avec cette équipe. Ils voient que la réservation n’a pas abouti, mais pas pourquoi. Les réservations et demandes existantes sont maintenues.",
  open: "Gérer les invités bloqués",
  back: "Paramètres",
  add: "Bloquer des invités",
  entries: "Adresses e-mail ou domaines",
  hint:
    "Un par ligne ou séparés par des virgules : nom@example.org, ou example.org pour toutes les adresses de ce domaine.",
  button: "Bloquer",
  list: "Bloqués",
  none: "Personne n’est bloqué.",
  since: "depuis le {date}",
  remove: "Débloquer",
  removeLabel: "Débloquer {entry}",
  added: {
    one: "{n} entrée bloquée.",
    many: "{n} entrées bloquées.",
    other: "{n} entrées bloquées.",
  },
  addedNone: "Ces entrées étaient déjà bloquées.",
  removed: "{entry} peut de nouveau réserver.",
  /** On a booking's page. */
  guest: {
    open: "Bloquer {name}",
    text:
      "Cette personne ne pourra plus prendre rendez-vous avec vous. Elle verra que la réservation n’a pas abouti, mais pas pourquoi. Cette réservation reste inchangée.",
    address: "Cette adresse : {address}",
    domain: "Toutes les adresses en {domain}",
    button: "Bloquer",
    done: "Bloqué. Vous pouvez gérer la liste dans les paramètres.",
  },
};
