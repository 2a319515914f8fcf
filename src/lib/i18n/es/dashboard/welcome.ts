/** The first minutes of a new host. */
export default {
  title: "Te damos la bienvenida",
  lead:
    "Completa tres secciones breves para abrir tu página de reservas. Puedes cambiarlo todo más tarde.",
  you: "Sobre ti",
  name: "Tu nombre",
  nameHint: "Lo ven los invitados.",
  username: "Nombre de usuario",
  usernameHint: "Tu página de reservas será {base}/…",
  zone: "Tu zona horaria",
  zoneHint: "Tu horario semanal está en esta zona horaria.",
  email: "Tu dirección de correo",
  emailHint: "Para solicitudes de reserva e invitaciones de calendario. Puedes añadirla más tarde.",
  hours: "Tu disponibilidad",
  weekdays: "Días",
  from: "De",
  to: "A",
  hoursHint: "Más tarde podrás añadir pausas y horas distintas para cada día, en Disponibilidad.",
  hoursAlreadySet: "Tu horario semanal ya está definido: {summary}.",
  type: "Tu primer tipo de evento",
  typeTitle: "Título",
  duration: "Duración (minutos)",
  decision: "Confirmación",
  defaults:
    "Hay que reservar con al menos 4 horas de antelación y ambos reciben un recordatorio el día anterior. Puedes cambiarlo más tarde.",
  done: "Crear mi página",
  ready: {
    title: "Tu página está lista, {name}",
    lead: "Este es el enlace para compartir.",
    label: "Enlace de tu página de reservas",
    viewPage: "Ver como invitado",
    makeTestBooking: "Hacer una reserva de prueba",
    calendar: {
      title: "Conecta un calendario",
      text: "Así nadie puede reservar en tus horas ocupadas.",
      action: "Conectar",
    },
    mailed:
      "Enviamos un enlace a tu dirección de correo. Ábrelo para confirmar la dirección. Hasta entonces, no podemos enviarte solicitudes por correo.",
    dashboard: "Ir al panel",
    test: "Mira cómo funciona: solicita una hora como invitado y confírmala como anfitrión.",
  },
};
