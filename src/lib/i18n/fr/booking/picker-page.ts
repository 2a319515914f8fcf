/** The page of a host or team, the picker and the booking form. */
export default {
  list: {
    title: "Réserver un rendez-vous avec {name}",
    lead: "Choisissez un type de rendez-vous, puis un créneau.",
    none: "Rien à réserver pour le moment",
    noneText: "{name} n’accepte pas de réservations actuellement. Revenez plus tard.",
  },
  picker: {
    title: "{type} avec {name}",
    minutes: { one: "{n} minute", many: "{n} minutes", other: "{n} minutes" },
    hours: { one: "{n} heure", many: "{n} heures", other: "{n} heures" },
    /** Who confirms a booking that is made now. */
    confirmation: {
      "instant": "Confirmation immédiate",
      "by-email": "Confirmation après vérification de votre e-mail",
      "by-host": "À valider par {name}",
      "by-host-now": "Pour le moment, à valider par {name}",
    },
    group: "Rendez-vous de groupe, jusqu’à {n} invités",
    spotsLeft: {
      one: "{n} place restante",
      many: "{n} places restantes",
      other: "{n} places restantes",
    },
    duration: "Durée",
    chooseDay: "Choisissez un jour",
    chooseTime: "Choisissez un créneau",
    previous: "Mois précédent",
    next: "Mois suivant",
    dayFree: {
      one: "{day}, {n} créneau disponible",
      many: "{day}, {n} créneaux disponibles",
      other: "{day}, {n} créneaux disponibles",
    },
    dayFull: "{day}, aucun créneau disponible",
    today: "aujourd’hui",
    picked: "choisi",
    zone: "Fuseau horaire",
    zoneChange: "changer de fuseau horaire",
    zoneSearch: "Rechercher une ville ou une région",
    zoneFind: "Rechercher",
    zoneClose: "Fermer",
    zoneNone: "Aucun fuseau horaire trouvé. Essayez la grande ville la plus proche.",
    parts: { morning: "Matin", afternoon: "Après-midi", evening: "Soir" },
    zoneFromHost:
      "Les heures affichées sont celles du fuseau horaire choisi par {name}. Choisissez le vôtre pour les voir à votre heure.",
    hostClock: "Chez {name} ({zone}), il est {time}.",
    teamClock: "Chez {name} ({zone}), il est {time}.",
    clock: "Format de l’heure",
    clock12: "12 h",
    clock24: "24 h",
    dayEmpty: "Aucun créneau disponible ce jour-là",
    dayEmptyText: "Choisissez un autre jour. Les jours en gras ont des créneaux disponibles.",
    live: {
      one: "{n} créneau disponible",
      many: "{n} créneaux disponibles",
      other: "{n} créneaux disponibles",
    },
  },
  /** Who may be met on the page of a team. */
  people: {
    with: "Avec {names}",
    others: {
      one: "{n} autre personne",
      many: "{n} autres personnes",
      other: "{n} autres personnes",
    },
  },
  empty: {
    month: "Aucun créneau disponible en {month}",
    monthText: "Prochain jour disponible : {day}.",
    monthGo: "Aller au {day}",
    over: "Aucun créneau disponible après cette date",
    overText:
      "Les réservations ne sont ouvertes que pour les prochaines semaines. Des jours plus proches sont peut-être encore disponibles.",
    overGo: "Retour aux premiers jours disponibles",
    "no-hours": "Aucune disponibilité définie",
    "no-hoursText": "{name} n’a pas encore indiqué d’horaires. Revenez plus tard.",
    ended: "Les réservations sont closes",
    endedText: "La dernière date pour réserver un rendez-vous avec {name} est passée.",
    full: "Complet",
    fullText:
      "Tous les créneaux des prochaines semaines sont réservés. Les créneaux annulés réapparaissent ici.",
    away: "{name} s’absente pour le moment",
    awayText: "Aucun créneau n’est disponible dans les prochaines semaines. Revenez plus tard.",
    awayUntil: "{name} sera de retour le {day}.",
    calendar: "Agenda indisponible",
    calendarText:
      "L’agenda utilisé par {name} ne répond pas, nous ne pouvons donc pas afficher les créneaux disponibles. Réessayez plus tard.",
    teamCalendarText:
      "Un agenda utilisé par {name} ne répond pas, nous ne pouvons donc pas afficher les créneaux disponibles. Réessayez plus tard.",
  },
  closed: {
    inactive: {
      title: "Réservations suspendues",
      text:
        "{name} a désactivé ce type de rendez-vous. D’autres sont peut-être encore disponibles.",
    },
    missing: {
      title: "Réservations suspendues",
      text:
        "Une personne nécessaire à ce type de rendez-vous ne fait plus partie de {name}. D’autres types sont peut-être encore disponibles.",
    },
    "link-used": {
      title: "Ce lien a déjà été utilisé",
      text:
        "Il a servi à réserver un rendez-vous. Pour déplacer ou annuler celui-ci, ouvrez la page de la réservation. Pour un autre rendez-vous, demandez un nouveau lien à {name}.",
    },
    "link-expired": {
      title: "Ce lien n’est plus valable",
      text: "Il a expiré, ou {name} l’a révoqué. Demandez un nouveau lien à {name}.",
    },
    otherTypes: "Voir tous les rendez-vous proposés par {name}",
  },
  form: {
    honeypot: "Laissez ce champ vide",
    title: "Vos coordonnées",
    name: "Votre nom",
    email: "Votre e-mail",
    emailHint: "Uniquement utilisé pour cette réservation.",
    choose: "Sélectionnez une option",
    optional: "facultatif",
    questionsChanged: "{name} a modifié ces questions. Veuillez vérifier vos réponses.",
    note: "Remarques",
    location: "Où le rendez-vous doit-il avoir lieu ?",
    phone: "Numéro de téléphone",
    phoneHint: "{name} vous appellera à ce numéro.",
    noteHint: "Facultatif. {name} lira ce texte avant le rendez-vous.",
    guests: "Autres participants",
    guestsHint:
      "Facultatif. Adresses e-mail des personnes qui vous accompagnent, séparées par des virgules, {n} au maximum. Elles seront invitées dès que la réservation sera confirmée.",
    guestsHintVerified:
      "Facultatif. Adresses e-mail des personnes qui vous accompagnent, séparées par des virgules, {n} au maximum. Elles seront invitées dès que vous aurez confirmé votre propre adresse.",
    series: {
      repeat: "Répéter",
      never: "Ne se répète pas",
      rhythms: {
        weekly: "Chaque semaine",
        fortnightly: "Toutes les deux semaines",
        monthly: "Chaque mois",
      },
      count: "Nombre de dates",
      dates: { one: "{n} rendez-vous", many: "{n} rendez-vous", other: "{n} rendez-vous" },
      check: "Afficher les dates",
      title: "Vos dates",
      free: "Disponible",
      taken: "Indisponible",
      someTaken: "Certaines de ces dates ne sont pas disponibles",
      choices: {
        free: "Réserver uniquement les dates disponibles",
        all: "Réserver toutes les dates ou aucune",
      },
    },
    sendRequest: "Envoyer la demande",
    sendBooking: "Réserver ce créneau",
    emailTo: "Nous enverrons la réponse à {email}.",
    noMail: {
      request:
        "Ce site ne peut pas envoyer d’e-mails. Enregistrez le lien de la page suivante : la réponse n’apparaîtra que là.",
      booking:
        "Ce site ne peut pas envoyer d’e-mails. Enregistrez le lien de la page suivante : les mises à jour n’apparaîtront que là.",
    },
    bookingFor: "Cette réservation est destinée à {email}.",
    change: "Choisir un autre créneau",
    forHost: "Heure chez {name} : {when}",
    taken: "Ce créneau n’est plus disponible",
    takenText:
      "Nous avons conservé vos informations. Choisissez l’un de ces créneaux pour les envoyer :",
    takenNone: "Aucun créneau proche n’est disponible. Essayez un autre jour.",
    nearest: "Voici les créneaux disponibles les plus proches :",
    checkFields: "Veuillez vérifier les champs signalés ci-dessous",
    alreadySubmitted: "Vous avez déjà envoyé ce formulaire",
    alreadySubmittedText:
      "Le renvoyer avec les mêmes informations ouvre la même réservation, sans en créer une autre.",
    submittedWithOtherDetails:
      "Vous avez déjà envoyé ce formulaire avec d’autres informations. Renvoyez-le pour créer une autre réservation.",
  },
  /** The page between a booking and the redirect. */
  redirect: {
    text: "{name} vous redirige vers {place}.",
    continue: "Continuer vers {place}",
    viewBooking: "Voir votre réservation",
    saveLink: "Enregistrez le lien vers votre réservation",
    saveLinkText:
      "Ce site ne peut pas envoyer d’e-mails. Copiez ce lien ou ajoutez-le à vos favoris avant de continuer : c’est le seul moyen de voir, déplacer ou annuler votre réservation.",
  },
  /** How the answer of a checkbox is stored. */
  answers: { yes: "Oui", no: "Non" },
};
