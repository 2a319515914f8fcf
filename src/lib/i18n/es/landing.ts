/** The first page of an installation. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "Agenda de reuniones en tu propio servidor",
  head: "Comparte un enlace. Aprueba las reuniones que quieras.",
  lead:
    "Tus invitados eligen una hora libre en tu calendario. Tú la confirmas y queda en los calendarios de ambos.",
  signIn: "Iniciar sesión",
  open: "Abrir el panel",
  page: "Ver tu página de reservas",
  card: {
    label: "Ejemplo de una solicitud de reserva",
    eyebrow: "Requiere aprobación",
    title: "Primera llamada con Mina Okafor",
    when: "Martes, 24 de noviembre, 14:30–15:00",
    note: "«Me encantaría saber cómo montaste la sala de lectura».",
    yes: "Confirmar",
    no: "Rechazar",
    held: "Esta hora queda guardada hasta que respondas.",
  },
  steps: {
    head: "Cómo funciona",
    ask: {
      title: "Un invitado solicita una hora",
      text:
        "Solo ve tus horas disponibles, en su propia zona horaria. Le basta con un nombre y un correo.",
    },
    decide: {
      title: "Confirmas o rechazas",
      text:
        "Responde desde el correo o desde el panel. La hora queda guardada hasta que respondas o expire la solicitud.",
    },
    meet: {
      title: "Llega la reunión",
      text: "El evento se añade a tu calendario y ambos reciben una invitación de calendario.",
    },
  },
  promises: {
    head: "En qué puedes confiar",
    once: {
      title: "Sin reservas dobles",
      text:
        "Cada hora se puede reservar una sola vez, con todos los tipos de evento, duraciones y márgenes, aunque varias personas reserven en el mismo instante.",
    },
    known: {
      title: "Un fallo del calendario no libera horas",
      text:
        "Si no se puede acceder a tu calendario, las horas ocupadas de la última sincronización siguen bloqueando reservas y el panel te avisa.",
    },
    yours: {
      title: "Tu servidor, tus datos",
      text:
        "Un programa y una carpeta de datos. Sin rastreo, sin peticiones a terceros y sin informes de uso.",
    },
  },
  newcomer:
    "¿Es tu primera vez aquí? Tu enlace de inicio de sesión está en la terminal donde se inició Invito.",
};
