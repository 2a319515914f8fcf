/** Event types of a team: list, editor, and why a time is not offered. */
export default {
  title: "Types de rendez-vous",
  lead: "Les rendez-vous que l’on peut réserver avec cette équipe.",
  empty: "Cette équipe n’a pas encore de type de rendez-vous.",
  emptyText: "Son propriétaire ou un administrateur peut créer le premier.",
  blocked: "Invités bloqués",
  with: "avec {names}",
  more: {
    one: "{names} et {n} autre",
    many: "{names} et {n} autres",
    other: "{names} et {n} autres",
  },
  former: "Ancien membre",

  mode: "Attribution des rendez-vous",
  modes: {
    "round-robin": {
      label: "À tour de rôle",
      text: "Chaque réservation revient à un membre libre, à tour de rôle.",
    },
    collective: {
      label: "Collectif",
      text: "Tous les membres obligatoires participent à chaque rendez-vous. Jusqu’à 8 membres.",
    },
  },
  members: "Membres",
  weight: "Poids",
  weightOf: "Poids : {name}",
  priority: "Priorité",
  priorityOf: "Priorité : {name}",
  priorities: {
    5: "La plus haute",
    4: "Haute",
    3: "Normale",
    2: "Basse",
    1: "La plus basse",
  },
  robinHint:
    "Un membre de poids 2 reçoit deux fois plus de réservations qu’un membre de poids 1. Les membres de priorité inférieure ne sont sollicités que si aucun de ceux qui les précèdent n’est libre.",
  presence: "Présence",
  presenceOf: "Présence : {name}",
  presences: { lead: "Principal", required: "Obligatoire", optional: "Facultatif" },
  presenceHint:
    "Le nom de l’organisateur principal figure en premier. Les membres facultatifs sont invités s’ils sont libres.",
  lacks: {
    left: "Ne fait plus partie de l’équipe",
    calendar: "Aucun agenda",
    hours: "Aucun horaire",
  },
  leftNotice:
    "Aucun créneau n’est proposé en raison de départs de l’équipe : {names}. Retirez ou remplacez ces membres ci-dessous.",

  confirmedBy: "Les demandes doivent être confirmées par",
  confirmedByOptions: {
    first: "Un membre obligatoire",
    all: "Chaque membre obligatoire",
  },
  whenDeclined: "Si un membre refuse ou ne répond pas",
  whenDeclinedOptions: {
    end: "La demande prend fin",
    "next-member": "Demander une fois au membre libre suivant",
  },
  keepsHost: "Garder le même membre en cas de changement d’horaire",
  keepsHostHint: "S’il est libre au nouvel horaire.",
  prefersSameHost: "Un invité qui revient retrouve le même membre",
  prefersSameHostHint:
    "S’il a une réservation à venir de ce type de rendez-vous et que le membre est libre.",

  start: {
    title: "Point de départ",
    text:
      "Copie l’un de vos propres types de rendez-vous. Ses modifications ultérieures ne changent pas la copie.",
    empty: "Un type de rendez-vous vide",
    go: "Commencer",
  },

  schedule: {
    title: "Votre planning",
    text: "Celui de vos plannings qui s’applique à vos rendez-vous de ce type.",
    label: "Planning",
    default: "Mon planning par défaut",
    save: "Enregistrer le planning",
    saved: "Votre planning a été enregistré.",
  },

  readOnly:
    "Seuls les propriétaires et les administrateurs de l’équipe peuvent modifier ces réglages.",

  troubleshoot: {
    title: "Diagnostic",
    lead: "Choisissez une date pour voir quand chaque membre est disponible.",
    none: "Cette équipe n’a pas encore de type de rendez-vous.",
    offered: "Heures de début proposées",
    noStarts: "Aucune heure de début n’est proposée ce jour-là.",
    unavailable: "Non disponible",
    absent:
      "Ne fait plus partie de l’équipe. Aucun créneau n’est proposé tant que ce membre n’est pas retiré ou remplacé.",
    absentOptional: "Ne fait plus partie de l’équipe.",
    noHours: "Aucun horaire, quel que soit le jour",
    noCalendar: "Aucun agenda connecté",
    calendars: {
      fresh: "Agenda à jour",
      stale: "Agenda pas à jour",
      broken: "Agenda illisible",
    },
    optional: "facultatif",
    free: "Disponible toute la journée",
    codes: { HOURS: "Hors horaires", BUSY: "Occupé", BOOKED: "Réservé" },
    at: "{time} : {reasons}",
    zone: "Heures : {zone}",
  },
};
