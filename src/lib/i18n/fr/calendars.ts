import capabilities from "./calendars/capabilities.ts";
import connect from "./calendars/connect.ts";
import problems from "./calendars/problems.ts";
import tiles from "./calendars/tiles.ts";

/** Calendars page, connection errors, and the text of a calendar event. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Agendas",
  intro:
    "Invito recherche les conflits dans vos agendas et ajoute les réservations confirmées à l’un d’eux. Les invités ne voient que vos créneaux disponibles, jamais vos événements.",
  none:
    "Seules les réservations faites ici vous rendent indisponible. Connectez un agenda pour que vos autres événements comptent aussi.",
  tiles,
  connect,
  providers: {
    google: "Google Agenda",
    microsoft: "Microsoft 365 ou Outlook.com",
  },
  consentHint:
    "Avec Google et Microsoft, vous vous identifiez auprès du fournisseur et autorisez Invito à voir vos agendas et à consulter et modifier vos événements. Vous pouvez y révoquer cet accès à tout moment.",
  feed: {
    address: "Adresse de l’agenda (ICS)",
    hint:
      "L’adresse secrète ou publique d’une autre application d’agenda, comme webcal://example.org/vous.ics. Nous la conservons chiffrée.",
    button: "S’abonner",
    busy: "Abonnement en cours…",
  },
  /** Feeds that other programs read. */
  feeds: {
    title: "Flux d’agenda",
    text:
      "Abonnez-vous à vos réservations dans une autre application d’agenda grâce à un lien secret. Toute personne disposant du lien peut les voir, partagez-le donc avec prudence. Vous pouvez remplacer le lien à tout moment.",
    lead: "Flux d’agenda",
    back: "Agendas",
    kinds: {
      bookings: {
        title: "Tous les détails",
        text: "Avec invité, remarques et lieu. Pour vos propres applications d’agenda.",
      },
      "free-busy": {
        title: "Libre ou occupé uniquement",
        text: "Indique seulement quand vous avez un rendez-vous, sans nom ni titre.",
      },
    },
    busy: "Occupé",
    link: "Lien du flux",
    open: "Créer le lien",
    replace: "Remplacer le lien",
    replaceHint: "Dans les deux cas, le lien actuel cesse aussitôt de fonctionner.",
    close: "Désactiver le flux",
    feedback: {
      opened: "Flux créé.",
      closed: "Flux désactivé. Son lien ne fonctionne plus.",
    },
  },
  /** After an action. */
  feedback: {
    connected: "Connecté. Les plages occupées de vos agendas bloquent désormais les réservations.",
    saved: "Enregistré.",
    synced: "Synchronisé à l’instant.",
    syncing: "Synchronisation en cours. Cette page affiche la progression.",
    connecting:
      "Connecté. Vos agendas sont en cours de synchronisation. D’ici là, les réservations à confirmation immédiate nécessitent votre validation.",
    connectedPartly:
      "Connecté, mais tout n’a pas encore pu être synchronisé. Voir le compte ci-dessous pour les détails.",
    entriesRestored: "Les événements sont en cours de rétablissement dans votre agenda.",
    writeChecked: "Accès en écriture testé. Le résultat figure avec le compte.",
    disconnected: "Déconnecté. Nous avons supprimé son mot de passe et ses plages occupées.",
  },
  state: {
    fresh: "À jour",
    partial: "Partiellement synchronisé",
    stale: "Pas à jour",
    broken: "Ne fonctionne pas",
    failing: "Dernière synchronisation en échec",
    unsynced: "Pas encore synchronisé",
    syncing: "Synchronisation",
    idle: "Conflits non vérifiés",
  },
  syncedAt: "Synchronisé {ago}",
  progress: {
    one: "{done} événement lu sur {of}",
    many: "{done} événements lus sur {of}",
    other: "{done} événements lus sur {of}",
  },
  readSoFar: { one: "{n} événement lu", many: "{n} événements lus", other: "{n} événements lus" },
  firstSync: {
    title: "Première synchronisation de vos agendas",
    text:
      "Tant qu’elle n’est pas terminée, les réservations à confirmation immédiate nécessitent votre validation. Vous pouvez quitter cette page.",
    waiting: "Démarrage…",
  },
  neverSynced:
    "Pas encore synchronisé. D’ici là, les réservations à confirmation immédiate nécessitent votre validation.",
  failingSince:
    "Le problème a commencé {ago}. Les plages occupées de la dernière synchronisation restent bloquées.",
  failingUnsynced: "Le problème a commencé {ago}.",
  events: {
    one: "{n} événement synchronisé",
    many: "{n} événements synchronisés",
    other: "{n} événements synchronisés",
  },
  skipped: {
    one: "{n} événement n’a pas pu être lu et est ignoré, comme vous l’avez choisi.",
    many: "{n} événements n’ont pas pu être lus et sont ignorés, comme vous l’avez choisi.",
    other: "{n} événements n’ont pas pu être lus et sont ignorés, comme vous l’avez choisi.",
  },
  /** Events that could not be read, until the host ignores them. */
  unreadable: {
    title: {
      one: "{name} : {n} événement n’a pas pu être lu",
      many: "{name} : {n} événements n’ont pas pu être lus",
      other: "{name} : {n} événements n’ont pas pu être lus",
    },
    text:
      "Nous ne savons pas exactement quand ils ont lieu. Les dates qu’ils mentionnent sont bloquées et, pour l’instant, les réservations à confirmation immédiate nécessitent votre validation. Corrigez-les ou supprimez-les dans votre agenda, ou ignorez-les s’ils sont sans importance. Si un événement ignoré change, nous vous poserons à nouveau la question.",
    untitled: "Événement sans titre",
    more: { one: "et {n} autre", many: "et {n} autres", other: "et {n} autres" },
    button: "Les ignorer",
  },
  approximate: {
    one:
      "{n} événement n’a pas pu être lu avec précision, nous bloquons donc une plage plus large.",
    many:
      "{n} événements n’ont pas pu être lus avec précision, nous bloquons donc des plages plus larges.",
    other:
      "{n} événements n’ont pas pu être lus avec précision, nous bloquons donc des plages plus larges.",
  },
  transparent: "marqué comme non bloquant sur le serveur",
  sharedBy: "partagé par {owner}",
  /** Calendars that others share with a person. */
  shared: {
    text:
      "Vous avez choisi un agenda que quelqu’un d’autre partage avec vous. Il nous faut votre autorisation pour le lire. D’ici là, nous ne savons pas quand vous y êtes occupé, et les réservations à confirmation immédiate nécessitent votre validation.",
    button: "Autoriser les agendas partagés",
  },
  code: "Code d’erreur : {code}.",
  readOnly: "lecture seule",
  /** Meetings whose entries disappeared with most of their calendar. */
  lostEntries: {
    title: {
      one: "{name} : l’événement d’une réservation a disparu {ago}",
      many: "{name} : les événements de {n} réservations ont disparu {ago}",
      other: "{name} : les événements de {n} réservations ont disparu {ago}",
    },
    text:
      "L’agenda a peut-être été vidé, restauré ou remplacé, ou les événements supprimés avant d’avoir été lus. Vos réservations n’ont pas changé et aucun invité n’a été prévenu. Rétablissez les événements, ou laissez l’agenda tel quel et annulez sur leur page les réservations que vous ne voulez plus.",
    restore: "Tout rétablir",
    keepAsIs: "Laisser tel quel",
  },
  capabilities,
  table: {
    title: "Vos agendas",
    text:
      "Les plages occupées des agendas cochés bloquent les réservations. Les réservations confirmées sont ajoutées à l’un d’eux.",
    calendar: "Agenda",
    blocks: "Compte comme occupé",
    target: "Reçoit les réservations",
    noCalendar: "N’ajouter les réservations à aucun agenda",
    noTarget: "Les réservations confirmées ne sont ajoutées à aucun agenda.",
    button: "Enregistrer",
  },
  needsAction: "À vérifier",
  accounts: "Comptes",
  actions: {
    sync: "Synchroniser",
    syncing: "Synchronisation…",
    disconnect: "Déconnecter",
    disconnectQuestion:
      "Déconnecter {name} ? Ses plages occupées cessent aussitôt de bloquer les réservations, et les réservations qui devaient y être ajoutées ne le seront pas.",
    disconnectConfirm: "Oui, déconnecter",
    password: "Nouveau mot de passe",
    signInAgain: "S’identifier à nouveau",
    connectAgain: "Reconnecter",
  },
  ago: {
    now: "à l’instant",
    minutes: { one: "il y a {n} minute", many: "il y a {n} minutes", other: "il y a {n} minutes" },
    hours: { one: "il y a {n} heure", many: "il y a {n} heures", other: "il y a {n} heures" },
    days: { one: "il y a {n} jour", many: "il y a {n} jours", other: "il y a {n} jours" },
  },
  problems,
  /** What stands on the event in the host's calendar. */
  event: {
    title: "{type} : {name}",
    with: "Avec {name} ({email})",
    extraGuests: "Autres participants : {guests}",
    members: "{team} : {names}",
    declined: "Refus : {names}",
    shared: "{type} : {guests}",
    guests: { one: "{n} invité", many: "{n} invités", other: "{n} invités" },
  },
};
