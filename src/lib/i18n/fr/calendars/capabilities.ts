/** What a calendar server supports, and the test of write access. */
export default {
  title: "Ce que ce serveur prend en charge",
  changes: {
    name: "Détection des modifications",
    text: {
      reports: "Indique exactement ce qui a changé, la synchronisation est donc rapide.",
      marks: "Signale que quelque chose a changé. Nous comparons pour savoir quoi.",
      none: "Non prise en charge. Chaque synchronisation compare tous les événements.",
      conditional: "Signale s’il y a du nouveau.",
    },
  },
  versions: {
    name: "Versions des événements",
    yes: "Prises en charge, vos propres modifications ne sont donc jamais écrasées.",
    no: "Non prises en charge, la modification la plus récente l’emporte donc.",
  },
  freeBusy: {
    name: "Requêtes libre/occupé",
    yes: "Prises en charge. Nous lisons les événements eux-mêmes, ce qui est plus précis.",
    no: "Non prises en charge, et inutiles ici.",
  },
  scheduling: {
    name: "Invitations",
    yes:
      "Le serveur peut envoyer des invitations. Nous lui demandons de ne pas le faire, pour que les invités n’en reçoivent pas deux.",
    no: "Le serveur n’envoie pas d’invitations. Invito les envoie par e-mail.",
  },
  writing: {
    name: "Accès en écriture",
    text: {
      one: "Agendas modifiables : {writable} sur {n}.",
      many: "Agendas modifiables : {writable} sur {n}.",
      other: "Agendas modifiables : {writable} sur {n}.",
    },
  },
  redirected: {
    name: "Adresse",
    text: "{entered} redirige vers {host}.",
  },
  clock: {
    name: "Horloge",
    yes: "Exacte.",
    no: "Décalée de {seconds} secondes. Cela ne change rien à vos réservations.",
  },
  testHint:
    "Crée un événement dans deux ans, le relit, le modifie et le supprime. Il n’existe que quelques secondes.",
  testButton: "Tester l’accès en écriture",
  testing: "Test en cours…",
  testedAt: "Testé {ago}.",
  good: "Tout ce qu’il faut pour les réservations fonctionne",
  bad: "Certains tests ont échoué",
  worked: "réussie",
  steps: {
    write: "Création d’événements",
    read: "Relecture",
    edit: "Modification",
    conditions: "Détection des modifications concurrentes",
    delete: "Suppression",
  },
};
