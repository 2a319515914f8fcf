/** Data and privacy: export, retention, guest data requests and deleting the account. */
export default {
  title: "Données et confidentialité",
  lead:
    "Exportez vos données, fixez la durée de conservation des données d’invités ou supprimez votre compte.",
  open: "Gérer les données",
  toSettings: "Paramètres",
  erasedGuest: "Invité effacé",
  saved: "Enregistré.",
  exportData: {
    title: "Exporter vos données",
    text:
      "Téléchargez tout le contenu de votre compte au format JSON : profil, disponibilités, types de rendez-vous, agendas (sans mots de passe) et toutes les réservations avec leur historique. Ou téléchargez uniquement vos rendez-vous pour une application d’agenda.",
    json: "Tout (JSON)",
    ics: "Rendez-vous (.ics)",
    csv: "Réservations (CSV)",
    progress: {
      look: "Voir l’avancement du téléchargement",
      running:
        "{done} réservations sur {total} sont dans le fichier ({percent}). Le téléchargement continue si vous quittez cette page.",
      done: {
        one: "Terminé : {n} réservation, {time}.",
        many: "Terminé : {n} réservations, {time}.",
        other: "Terminé : {n} réservations, {time}.",
      },
      stopped:
        "Le téléchargement s’est arrêté à {done} réservations sur {total}, {time}. Le fichier est incomplet : veuillez le télécharger à nouveau.",
      failed:
        "Une erreur est survenue à {done} réservations sur {total}, {time}. Le fichier est incomplet : veuillez le télécharger à nouveau.",
    },
  },
  retention: {
    title: "Conservation des données d’invités",
    text:
      "Les noms, adresses, remarques, réponses et e-mails des invités sont effacés ce nombre de jours après leur rendez-vous. L’horaire et l’issue sont conservés pour vos statistiques.",
    label: "Jours après le rendez-vous",
    hint: "Laissez vide pour conserver les données d’invités sans limite de durée.",
    save: "Enregistrer",
  },
  lookUp: {
    title: "Demandes relatives aux données d’invités",
    text:
      "Si un invité le demande, vous pouvez rechercher ou effacer les données que vous avez à son sujet.",
    label: "Adresse e-mail de l’invité",
    action: "Rechercher",
  },
  guest: {
    title: "Données de l’invité",
    none: "Aucune réservation trouvée pour {email}.",
    found: {
      one: "{n} réservation trouvée pour {email}.",
      many: "{n} réservations trouvées pour {email}.",
      other: "{n} réservations trouvées pour {email}.",
    },
    download: "Télécharger en JSON",
    erase: {
      title: "Effacer cet invité",
      text:
        "Le nom, l’adresse, les remarques, les réponses, les e-mails et les messages sont effacés de toutes les réservations de cet invité, et ses liens cessent de fonctionner. Cette action est irréversible. Vos propres agendas et votre messagerie restent inchangés.",
      sure: "Je comprends que cette action est irréversible",
      action: "Effacer l’invité",
    },
    coming:
      "Ces réservations sont encore à venir. Annulez-les d’abord, vous pourrez ensuite les effacer aussi :",
    inProgress: {
      one:
        "Un e-mail ou une mise à jour d’agenda est encore en cours pour {n} réservation. Veuillez réessayer plus tard.",
      many:
        "Des e-mails ou des mises à jour d’agenda sont encore en cours pour {n} réservations. Veuillez réessayer plus tard.",
      other:
        "Des e-mails ou des mises à jour d’agenda sont encore en cours pour {n} réservations. Veuillez réessayer plus tard.",
    },
    erased: {
      one: "Données de l’invité effacées de {n} réservation.",
      many: "Données de l’invité effacées de {n} réservations.",
      other: "Données de l’invité effacées de {n} réservations.",
    },
  },
  deleteAccount: {
    title: "Supprimer le compte",
    text:
      "Supprimez définitivement votre page de réservation, vos réservations et toutes les autres données.",
    action: "Supprimer le compte…",
  },
  close: {
    title: "Supprimer le compte",
    now: "Immédiatement :",
    nowList: [
      "votre page de réservation et tous vos liens cessent de fonctionner",
      "vous êtes déconnecté sur tous les appareils",
      "vos flux d’agenda et vos invitations cessent de fonctionner, et vos agendas ne sont plus synchronisés",
    ],
    nothingComing: "Vous n’avez aucune réservation à venir à annuler.",
    coming: {
      one: "{n} rendez-vous ou demande à venir est annulé, et son invité est prévenu.",
      many: "{n} rendez-vous et demandes à venir sont annulés, et leurs invités sont prévenus.",
      other: "{n} rendez-vous et demandes à venir sont annulés, et leurs invités sont prévenus.",
    },
    comingNoMail: {
      one:
        "{n} rendez-vous ou demande à venir est annulé. Ce site ne peut pas envoyer d’e-mails : veuillez prévenir l’invité vous-même.",
      many:
        "{n} rendez-vous et demandes à venir sont annulés. Ce site ne peut pas envoyer d’e-mails : veuillez prévenir les invités vous-même.",
      other:
        "{n} rendez-vous et demandes à venir sont annulés. Ce site ne peut pas envoyer d’e-mails : veuillez prévenir les invités vous-même.",
    },
    then:
      "Toutes les données, y compris les agendas et leurs mots de passe, sont effacées dès que les e-mails sont envoyés et les événements retirés de vos agendas, au plus tard après sept jours. Personne d’autre ne pourra jamais utiliser votre nom d’utilisateur.",
    exportFirst: "Exporter d’abord vos données",
    message: "Message aux invités dont les réservations sont annulées",
    messageHint: "Facultatif. Repris dans leurs e-mails.",
    username: "Pour confirmer, saisissez {username}",
    sure: "Oui, tout effacer définitivement",
    action: "Supprimer le compte",
    keep: "Garder le compte",
  },
  closed: {
    title: "Votre compte est en cours de suppression",
    text:
      "Votre page de réservation n’existe plus. Les réservations à venir sont en cours d’annulation, et toutes les données seront ensuite effacées, au plus tard dans sept jours.",
    erased: "Votre compte est supprimé",
    erasedText:
      "Toutes les données de votre compte ont été effacées. Vous n’avez plus rien à faire.",
    progress: {
      label: "Avancement",
      steps: {
        cancelling: "Annuler les réservations à venir",
        sending: "Envoyer les e-mails et retirer les événements de vos agendas",
        erasing: "Effacer toutes les données",
      },
      cancelled: "{done} sur {total} annulées",
      sending: {
        one: "Encore {n} e-mail ou mise à jour",
        many: "Encore {n} e-mails ou mises à jour",
        other: "Encore {n} e-mails ou mises à jour",
      },
      waiting: "Tout est parti. L’effacement commence dans une minute environ.",
      erasing: {
        one: "Encore {n} réservation",
        many: "Encore {n} réservations",
        other: "Encore {n} réservations",
      },
      problem: {
        one:
          "La dernière tentative a échoué. La prochaine aura lieu dans {n} minute, vous n’avez rien à faire.",
        many:
          "La dernière tentative a échoué. La prochaine aura lieu dans {n} minutes, vous n’avez rien à faire.",
        other:
          "La dernière tentative a échoué. La prochaine aura lieu dans {n} minutes, vous n’avez rien à faire.",
      },
    },
  },
};
