import booking from "./booking.ts";

/** The inbox: tabs, search, requests, first steps and notices. */
export default {
  title: "Réservations",
  lead: "Les heures sont indiquées dans votre fuseau horaire : {zone}.",
  book: "Réserver pour un invité",
  show: {
    label: "Filtrer les réservations",
    now: "Aperçu",
    pending: "En attente",
    upcoming: "À venir",
    past: "Passées",
    declined: "Refusées",
    cancelled: "Annulées",
  },
  search: {
    open: "Rechercher et filtrer",
    query: "Recherche",
    hint: "Mots entiers ou débuts de mots, dans les noms, e-mails et remarques.",
    type: "Type de rendez-vous",
    status: "État",
    all: "Tous",
    go: "Rechercher",
    found: {
      one: "{n} réservation trouvée.",
      many: "{n} réservations trouvées.",
      other: "{n} réservations trouvées.",
    },
    more: "Il y a d’autres résultats. Ajoutez un mot pour préciser votre recherche.",
    clear: "Effacer la recherche",
    csv: "Tout télécharger (CSV)",
  },
  /** A meeting that can be joined now. */
  soon: { title: "À suivre", starts: "Commence dans {time}", running: "En cours" },
  headings: { pending: "En attente de votre réponse", upcoming: "À venir" },
  guests: { one: "{n} invité", many: "{n} invités", other: "{n} invités" },
  today: "Aujourd’hui",
  tomorrow: "Demain",
  more: "Afficher plus",
  toStart: "Retour au début",
  allUpcoming: "Toutes les réservations à venir",
  allPending: "Toutes les demandes",
  empty: {
    now: {
      title: "Vous êtes à jour",
      text: "Les nouvelles demandes apparaissent ici aussitôt.",
    },
    pending: {
      title: "Aucune demande en attente",
      text: "Vous avez répondu à toutes les demandes.",
    },
    upcoming: {
      title: "Aucune réservation à venir",
      text: "Les rendez-vous confirmés apparaissent ici.",
    },
    past: {
      title: "Aucune réservation passée",
      text: "Les rendez-vous apparaissent ici une fois terminés.",
    },
    declined: {
      title: "Aucune demande refusée",
      text: "Les demandes que vous refusez apparaissent ici.",
    },
    cancelled: {
      title: "Aucune réservation annulée",
      text: "Les rendez-vous annulés et les demandes expirées apparaissent ici.",
    },
    ofType: {
      title: "Aucune réservation de ce type de rendez-vous",
      text: "Il y en a peut-être pour d’autres types.",
    },
  },
  emptyPage: "Voir votre page de réservation",
  status: {
    PENDING: "En attente",
    CONFIRMED: "Confirmée",
    REJECTED: "Refusée",
    CANCELLED: "Annulée",
    expired: "Expirée",
    withdrawn: "Retirée",
  },
  approvalReason: {
    stale:
      "Votre validation est requise, car l’un de vos agendas n’était pas à jour ou seulement synchronisé en partie.",
    unreachable: "Votre validation est requise, car votre agenda était injoignable.",
  },
  decide: {
    left: "Temps restant pour répondre :",
    confirm: "Confirmer",
    reject: "Refuser",
    message: "Ajouter un message pour {name}",
    messageHint: "Repris dans l’e-mail, que vous confirmiez ou refusiez.",
    forceConfirm: "Confirmer quand même",
    forAll: "Confirmer pour tous les membres",
    conflict: "Votre agenda contient un autre événement à ce moment-là :",
    unreachable: "Ces agendas n’ont pas pu être vérifiés à l’instant :",
    busy: "occupé",
    over: "Cette demande n’attend plus de réponse",
    overText:
      "Votre message n’a pas été envoyé. Il reste ici jusqu’à ce que vous quittiez la page.",
    requestedTime: "Horaire demandé :",
    reschedule: {
      confirm: "Déplacer",
      reject: "Garder l’horaire actuel",
      forceConfirm: "Déplacer quand même",
      messageHint: "Repris dans l’e-mail si vous gardez l’horaire actuel.",
    },
    done: {
      confirmed: "Confirmé : {name}, {when}.",
      "partly-confirmed":
        "Vous avez confirmé : {name}, {when}. D’autres membres doivent encore confirmer.",
      "passed-on": "Refusé : {name}, {when}. La demande passe à un autre membre de l’équipe.",
      rejected: "Refusé : {name}, {when}. Le créneau est de nouveau disponible.",
      rescheduled: "Déplacé : {name}, désormais {when}.",
      "reschedule-declined": "Horaire inchangé : {name}, {when}.",
    },
  },
  /** Beside a booking that its host made to try things. */
  test: "Test",
  firstSteps: {
    title: "Premiers pas",
    text: "Quelques étapes rapides pour terminer la configuration.",
    done: "Terminé",
    continueSetup: "Poursuivre la configuration",
    calendar: {
      title: "Connecter un agenda",
      text:
        "Les invités ne peuvent pas réserver quand vous êtes occupé, et les rendez-vous confirmés y sont ajoutés.",
      action: "Connecter",
      skip: "Passer pour l’instant",
      skipped: "Passé pour l’instant",
      done: "Connecté",
    },
    hours: {
      title: "Définir vos disponibilités",
      text: "{summary}",
      action: "Modifier les horaires",
    },
    type: {
      title: "Préparer un type de rendez-vous",
      text: "{title}, {minutes} minutes. {decision}",
      none: "Vous n’avez pas encore de type de rendez-vous.",
      create: "Créer",
      action: "Modifier",
      approval: "Validation requise.",
      instant: "Confirmation immédiate.",
    },
    link: {
      title: "Partager votre lien",
      text: "Votre page de réservation présente tous vos types de rendez-vous.",
      label: "Lien de votre page de réservation",
    },
    test: {
      title: "Faire une réservation de test",
      text:
        "Demandez un créneau en tant qu’invité, puis confirmez ou refusez en tant qu’organisateur.",
      action: "Commencer le test",
      again: "Tester à nouveau",
    },
    hide: "Masquer ces étapes",
  },
  notices: {
    overlaps: {
      title: {
        one: "{n} paire de réservations se chevauche",
        many: "{n} paires de réservations se chevauchent",
        other: "{n} paires de réservations se chevauchent",
      },
      text:
        "Elles ont été réservées au même moment par erreur. Aucune n’a été annulée, et aucun invité n’a été prévenu. Déplacez ou annulez l’une d’elles.",
      /** After the guest's name. */
      details: " · {type} · {when}",
    },
    address: {
      title: "Vos liens utilisent une autre adresse",
      text:
        "Vous avez ouvert cette page à l’adresse {here}, mais les liens des e-mails et de cette page commencent par {base}. Définissez INVITO_BASE_URL sur l’adresse accessible aux invités, puis redémarrez Invito.",
    },
    noMail: {
      title: "Aucun serveur de messagerie configuré",
      text:
        "Les e-mails ne sont pas envoyés. Vous les trouverez sous E-mails. Les invités sont priés d’enregistrer le lien de leur page de réservation. Pour envoyer des e-mails, définissez INVITO_SMTP_HOST.",
      action: "Voir les e-mails",
    },
    noCalendar: {
      text:
        "Aucun agenda n’est connecté, seules les réservations faites ici vous rendent donc indisponible.",
      action: "Connecter un agenda",
    },
    stale: {
      title: "Un agenda n’est pas à jour",
      text:
        "Il n’a pas été synchronisé récemment, ou seulement en partie. Les plages occupées de la dernière synchronisation restent bloquées, et les réservations à confirmation immédiate nécessitent votre validation.",
      action: "Voir les agendas",
    },
    lostEvents: {
      title: "Des événements de vos réservations ont disparu d’un agenda",
      text:
        "Vos réservations n’ont pas changé, et aucun invité n’a été prévenu. Choisissez s’il faut rétablir les événements.",
      action: "Voir les agendas",
    },
    broken: {
      title: "Un agenda requiert votre attention",
      text:
        "Il ne peut plus être synchronisé. Les plages occupées de la dernière synchronisation restent bloquées, et les réservations à confirmation immédiate nécessitent votre validation.",
      action: "Résoudre le problème",
    },
    noEmail: {
      text:
        "Vous n’avez pas encore ajouté d’adresse e-mail, les demandes ne peuvent donc pas vous être envoyées.",
      action: "Ajouter votre adresse e-mail",
    },
    unconfirmed: {
      title: "Confirmez votre adresse e-mail",
      text:
        "Nous avons envoyé un lien à {email}. Ouvrez-le pour recevoir les demandes par e-mail. D’ici là, elles n’apparaissent qu’ici.",
      again: "Renvoyer",
      change: "Modifier l’adresse",
      sent: "Nous avons envoyé un autre lien à {email}. Il est valable 24 heures.",
    },
  },
  booking,
};
