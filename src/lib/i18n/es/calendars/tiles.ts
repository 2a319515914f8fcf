/** The tiles that connect a calendar, and what each provider needs. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  title: "¿Dónde está tu calendario?",
  another: "Conectar otro calendario",
  all: "Mostrar todos los calendarios",
  list: {
    google: { title: "Google Calendar", text: "Inicia sesión con tu cuenta de Google." },
    microsoft: {
      title: "Microsoft 365 o Outlook.com",
      text: "Inicia sesión con tu cuenta de Microsoft.",
    },
    icloud: { title: "iCloud", text: "Con una contraseña de app de Apple." },
    nextcloud: {
      title: "Nextcloud",
      text: "Con la dirección de tu servidor y una contraseña de aplicación.",
    },
    fastmail: { title: "Fastmail", text: "Con una contraseña de aplicación." },
    caldav: {
      title: "Otro servidor CalDAV",
      text: "mailbox.org, Posteo, Radicale, Baïkal y otros.",
    },
    ics: { title: "Dirección ICS", text: "Cualquier calendario publicado. Solo lectura." },
  },
  withoutSignIn:
    "Solo lectura, con su dirección secreta. El inicio de sesión aún no está configurado en este sitio.",
  refused: "Este calendario no se conectó. Revisa el campo marcado.",
  icloud: {
    title: "Conectar iCloud",
    steps: [
      "Abre account.apple.com e inicia sesión.",
      "En Inicio de sesión y seguridad, elige Contraseñas de apps y crea una, por ejemplo con el nombre «Invito».",
      "Escríbela abajo. La contraseña normal de tu cuenta de Apple no funciona aquí.",
    ],
    user: "Correo de tu cuenta de Apple",
    password: "Contraseña de app",
  },
  nextcloud: {
    title: "Conectar Nextcloud",
    steps: [
      "En Nextcloud, abre la configuración personal y después Seguridad.",
      "En Dispositivos y sesiones, crea una contraseña de aplicación nueva, por ejemplo con el nombre «Invito».",
      "Nextcloud muestra una sola vez un nombre de usuario y la contraseña. Escribe ambos abajo.",
    ],
    address: "Dirección de Nextcloud",
    addressHint:
      "Como la muestra tu navegador cuando abres Nextcloud, por ejemplo https://cloud.example.org o https://example.org/nextcloud.",
    user: "Nombre de usuario",
    password: "Contraseña de aplicación",
  },
  fastmail: {
    title: "Conectar Fastmail",
    steps: [
      "En Fastmail, abre Settings y después Privacy & Security.",
      "En Manage app passwords, crea una contraseña nueva con acceso a los calendarios (CalDAV).",
      "Escríbela abajo. Tu contraseña normal de Fastmail no funciona aquí.",
    ],
    user: "Dirección de Fastmail",
    password: "Contraseña de aplicación",
  },
  ics: {
    title: "Añadir un calendario por su dirección ICS",
    facts: [
      "Solo lectura: sus horas ocupadas bloquean reservas, pero no se le pueden añadir reservas.",
      "Lo leemos {every}, y otra vez antes de una reserva inmediata. Algunos proveedores actualizan la dirección solo cada varias horas, así que un evento nuevo puede contar más tarde.",
    ],
    every: { one: "cada minuto", other: "cada {n} minutos" },
  },
  unset: {
    title: "{provider} sin inicio de sesión",
    text:
      "El inicio de sesión con {provider} no está configurado en este sitio. Puedes añadir ahora el calendario con su dirección secreta y pedir el inicio de sesión para que también se le añadan las reservas.",
    stepsTitle: "Añadirlo con su dirección secreta",
    google: [
      "Abre Google Calendar en la web y elige Configuración.",
      "A la izquierda, en «Configuración de mis calendarios», elige tu calendario.",
      "En «Integrar el calendario», copia la «Dirección secreta en formato iCal». Si no aparece, tu organización la ha desactivado.",
    ],
    microsoft: [
      "Abre Outlook en la web y elige Configuración, Calendario, Calendarios compartidos.",
      "En «Publicar un calendario», elige tu calendario y «Puede ver todos los detalles», y después Publicar.",
      "Copia el enlace ICS. Si no puedes publicar, tu organización lo ha desactivado.",
    ],
    adminTitle: "Pedir el inicio de sesión",
    adminText: "Envía esto a quien administra este sitio:",
    adminLabel: "Mensaje para quien administra este sitio",
    adminNote: {
      google:
        "Hace falta un proyecto en la consola de Google Cloud con la API de Google Calendar activada y un cliente OAuth de tipo «Aplicación web».",
      microsoft:
        "Hace falta un registro de aplicación en Microsoft Entra con los permisos delegados Calendars.ReadWrite y offline_access.",
    },
    adminMessage:
      "Hola:\n\n¿puedes configurar el inicio de sesión con {provider} para los calendarios de {site}?\n\n{note}\n\nDirección de redirección: {redirect}\n\nDespués, define {id} y {secret} y reinicia Invito. docs/settings.md explica cada paso.\n\n¡Gracias!",
  },
};
