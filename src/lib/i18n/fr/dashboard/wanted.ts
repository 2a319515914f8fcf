/** Times that guests wanted and could not book, why, and which change would offer most of them. */
export default {
  title: "Créneaux souhaités, mais indisponibles",
  text:
    "Les créneaux que des invités voulaient réserver sans le pouvoir : par un lien vers un créneau indisponible, par une demande refusée ou en ouvrant un jour sans créneau. Chacun compte une fois par invité et par heure.",
  sum: {
    one: "{n} créneau souhaité n’était pas disponible.",
    many: "{n} de créneaux souhaités n’étaient pas disponibles.",
    other: "{n} créneaux souhaités n’étaient pas disponibles.",
  },
  none: "Pendant cette période, personne n’a demandé un créneau que vous ne proposiez pas.",
  few: "Moins de 3 pendant cette période : ils ne sont pas détaillés.",
  left: {
    one: "{n} autre n’est pas détaillé : il y avait trop de créneaux différents ce jour-là.",
    many:
      "{n} d’autres ne sont pas détaillés : il y avait trop de créneaux différents ces jours-là.",
    other:
      "{n} autres ne sont pas détaillés : il y avait trop de créneaux différents ces jours-là.",
  },
  change: {
    title: "Ce qui en rendrait le plus disponibles",
    offers: "{n} des {all} créneaux souhaités auraient été disponibles.",
    none: "Aucun changement de vos réglages n’en aurait rendu au moins 3 disponibles à lui seul.",
    noneBusy:
      "Aucun changement de vos réglages n’en aurait rendu au moins 3 disponibles à lui seul. Le plus souvent, le créneau était déjà pris.",
    opensAt: "Le {weekday} à partir de {time}",
    closesAt: "Le {weekday} jusqu’à {time}",
    open: "Le {weekday} de {from} à {to}",
    openBetween: "Le {weekday} aussi de {from} à {to}",
    notice: "Préavis minimum de {time}",
    noNotice: "Aucun préavis minimum",
    window: {
      one: "Période de réservation de {n} jour",
      many: "Période de réservation de {n} de jours",
      other: "Période de réservation de {n} jours",
    },
    lastDate: "Réservations jusqu’au {date}",
    limit: {
      day: {
        one: "Jusqu’à {n} rendez-vous par jour",
        many: "Jusqu’à {n} de rendez-vous par jour",
        other: "Jusqu’à {n} rendez-vous par jour",
      },
      week: {
        one: "Jusqu’à {n} rendez-vous par semaine",
        many: "Jusqu’à {n} de rendez-vous par semaine",
        other: "Jusqu’à {n} rendez-vous par semaine",
      },
      month: {
        one: "Jusqu’à {n} rendez-vous par mois",
        many: "Jusqu’à {n} de rendez-vous par mois",
        other: "Jusqu’à {n} rendez-vous par mois",
      },
    },
    buffer: {
      before: {
        none: "Aucun temps tampon avant les rendez-vous",
        some: "Temps tampon de {time} avant les rendez-vous",
      },
      after: {
        none: "Aucun temps tampon après les rendez-vous",
        some: "Temps tampon de {time} après les rendez-vous",
      },
    },
    days: { one: "{n} jour", many: "{n} de jours", other: "{n} jours" },
    inSchedule: "{change}, dans le planning « {schedule} »",
    ofType: "{change}, pour « {type} »",
    ofHost: "{change}, pour tous les types de rendez-vous",
  },
  reasons: {
    title: "Pourquoi ils n’étaient pas disponibles",
    text: "Le plus souvent : {reason}.",
    reason: "Raison",
    count: "Nombre",
    tip: "{reason} : {n}",
    names: {
      notice: "Préavis minimum non respecté",
      window: "Hors période de réservation",
      hours: "Hors planning",
      off: "Absence ou jour férié",
      busy: "Déjà réservé ou occupé",
      buffer: "Dans un temps tampon",
      limit: "Limite de réservations atteinte",
      unknown: "Agenda pas à jour",
      member: "Aucun membre de l’équipe disponible",
    },
  },
  times: {
    title: "Quels créneaux étaient souhaités",
    text: "Le plus souhaité : {slot}.",
    at: "{weekday} à {time}",
    anyTime: "{weekday}, à toute heure",
    slot: "Créneau",
    count: "Nombre",
    reasons: "Raisons",
    reason: "{reason} ({n})",
    tip: "{weekday}, {time} : {n}",
  },
};
