/** Browser notifications of new requests. */
export default {
  notify: "Avisarme de solicitudes nuevas",
  notifying: "Dejar de avisarme",
  on: "Te avisaremos aquí cuando alguien pida una reunión.",
  blocked: "Tu navegador bloquea las notificaciones de este sitio. Permítelas en sus ajustes.",
  requested: "{guest} pide una reunión",
  reschedule: "{guest} pide otra hora",
  details: "{type} · {when}",
};
