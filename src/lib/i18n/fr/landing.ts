/** The first page of an installation. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "La prise de rendez-vous sur votre propre serveur",
  head: "Partagez un lien. Choisissez vos rendez-vous.",
  lead:
    "Vos invités choisissent un créneau libre dans votre agenda. Vous confirmez, et le rendez-vous figure dans vos deux agendas.",
  signIn: "Se connecter",
  open: "Ouvrir le tableau de bord",
  page: "Voir votre page de réservation",
  card: {
    label: "Exemple de demande de rendez-vous",
    eyebrow: "Validation requise",
    title: "Premier échange avec Mina Okafor",
    when: "Mardi 24 novembre, 14:30–15:00",
    note: "« J’aimerais beaucoup savoir comment vous avez aménagé la salle de lecture. »",
    yes: "Confirmer",
    no: "Refuser",
    held: "Ce créneau reste bloqué jusqu’à votre réponse.",
  },
  steps: {
    head: "Comment ça marche",
    ask: {
      title: "Un invité demande un créneau",
      text:
        "Il ne voit que vos créneaux disponibles, dans son propre fuseau horaire. Un nom et une adresse e-mail suffisent.",
    },
    decide: {
      title: "Vous confirmez ou refusez",
      text:
        "Répondez depuis l’e-mail ou le tableau de bord. Le créneau reste bloqué jusqu’à votre réponse ou jusqu’à l’expiration de la demande.",
    },
    meet: {
      title: "Vous vous rencontrez",
      text: "L’événement est ajouté à votre agenda, et vous recevez tous deux une invitation.",
    },
  },
  promises: {
    head: "Ce sur quoi vous pouvez compter",
    once: {
      title: "Pas de double réservation",
      text:
        "Un créneau ne peut être réservé qu’une seule fois, tous types de rendez-vous, durées et temps tampons confondus, même si plusieurs personnes réservent au même instant.",
    },
    known: {
      title: "Un agenda en panne ne libère aucun créneau",
      text:
        "Si votre agenda est injoignable, les plages occupées de la dernière synchronisation restent bloquées, et le tableau de bord vous prévient.",
    },
    yours: {
      title: "Votre serveur, vos données",
      text:
        "Un seul programme, un seul dossier de données. Aucun pistage, aucun appel à des services tiers, aucun rapport d’utilisation.",
    },
  },
  newcomer:
    "Première visite ? Votre lien de connexion se trouve dans le terminal où Invito a été lancé.",
};
