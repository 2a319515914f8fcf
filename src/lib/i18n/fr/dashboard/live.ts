/** Browser notifications of new requests. */
export default {
  notify: "Me signaler les nouvelles demandes",
  notifying: "Ne plus me les signaler",
  on: "Vous serez prévenu ici dès que quelqu’un demandera un rendez-vous.",
  blocked:
    "Votre navigateur bloque les notifications de ce site. Autorisez-les dans ses paramètres.",
  requested: "{guest} demande un rendez-vous",
  reschedule: "{guest} demande un autre horaire",
  details: "{type} · {when}",
};
