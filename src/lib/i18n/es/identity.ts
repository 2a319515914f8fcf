/** Signing in, sessions, profile. Plain texts with `{places}`; see `../format.ts`. */
export default {
  signIn: {
    title: "Iniciar sesión",
    lead: "Gestiona tu página de reservas y tus solicitudes.",
    issuer: "Continuar con {name}",
    issuerDown:
      "Ahora mismo no se puede acceder a {name}, así que el inicio de sesión puede fallar. Las páginas de reservas funcionan con normalidad.",
    leaving: "Continuar a {name}",
    leavingText: "Si no pasa nada, usa el botón de abajo.",
    or: "o",
    email: "Dirección de correo",
    emailHint:
      "Te enviaremos un enlace para iniciar sesión. Funciona una sola vez, durante 15 minutos.",
    send: "Enviarme un enlace",
    sentTitle: "Revisa tu correo",
    sent:
      "Si {email} pertenece a un anfitrión de este sitio, le hemos enviado un enlace para iniciar sesión. Funciona una sola vez, durante 15 minutos.",
    sentOpen:
      "Enviamos un enlace para iniciar sesión a {email}. Funciona una sola vez, durante 15 minutos.",
    again: "Usar otra dirección",
    noMailTitle: "Este sitio no puede enviar correos",
    noMail:
      "Por eso no puedes recibir un enlace por correo. Quien administra este sitio puede crear uno para ti.",
    unencryptedTitle: "Esta página no está cifrada",
    unencrypted:
      "La abriste por http sin cifrar. Así no se puede iniciar sesión, porque tu navegador no mantendrá la sesión abierta.",
    openHttps: "Iniciar sesión por https",
    noAccount:
      "¿No tienes cuenta? Pide a un anfitrión de este sitio que te invite. Puede hacerlo desde sus ajustes.",
  },

  /** What went wrong with a sign-in, by its code; the address carries only the code. */
  errors: {
    "link-unknown": "No reconocemos este enlace. Puede estar incompleto: cópialo entero.",
    "link-late": "Este enlace ha expirado. Pide uno nuevo.",
    "link-used": "Este enlace ya se usó. Pide uno nuevo.",
    "link-expired":
      "Ya hay un anfitrión en este sitio, así que el primer enlace de inicio de sesión dejó de funcionar. Inicia sesión o pide una invitación a un anfitrión.",
    "sign-up-closed": "El registro está cerrado. Un anfitrión de este sitio puede invitarte.",
    leaving:
      "Esta cuenta se eliminó y se están borrando sus datos. Cuando termine, podrás registrarte de nuevo.",
    "email-taken": "Esta dirección de correo ya pertenece a otro anfitrión.",
    "issuer-none": "Este sitio no tiene configurado ningún servicio de inicio de sesión.",
    "issuer-down": "No se puede acceder al servicio de inicio de sesión. Inténtalo más tarde.",
    "issuer-setup":
      "El inicio de sesión con este servicio no está bien configurado en este sitio. Avisa a quien lo administra.",
    "issuer-not-allowed":
      "Tu cuenta del servicio de inicio de sesión no está entre las que pueden entrar aquí. Lo decide quien administra este sitio.",
    "issuer-only": "Tu cuenta entra aquí con el servicio de inicio de sesión, no por correo.",
    "issuer-denied": "El servicio de inicio de sesión denegó el acceso.",
    "issuer-state":
      "Este inicio de sesión se empezó en otro navegador, ya se completó o tardó demasiado. Empieza de nuevo.",
    "issuer-nonce":
      "La respuesta del servicio de inicio de sesión corresponde a otro intento. Empieza de nuevo.",
    "issuer-audience": "La respuesta del servicio de inicio de sesión era para otra aplicación.",
    "issuer-issuer":
      "La respuesta vino de un servicio de inicio de sesión distinto del configurado en este sitio.",
    "issuer-time":
      "La respuesta del servicio de inicio de sesión no es válida a esta hora. Los relojes de los servidores pueden no coincidir.",
    "issuer-code":
      "El servicio de inicio de sesión rechazó el código de autorización. Puede que ya se haya usado.",
    "issuer-client":
      "El servicio de inicio de sesión rechazó las credenciales de este sitio. El ID de cliente o el secreto de cliente no son correctos.",
    "issuer-failed":
      "No pudimos iniciar tu sesión con el servicio de inicio de sesión. Inténtalo de nuevo.",
    "issuer-taken": "Esta cuenta ya está vinculada a otro anfitrión de este sitio.",
    "issuer-elsewhere": "Al empezar, la sesión era de otra persona. Empieza de nuevo.",
  } as Record<string, string>,

  /** What a link of identity asks before it acts. */
  verify: {
    first: {
      title: "Te damos la bienvenida a Invito",
      text:
        "Crea la primera cuenta de anfitrión. Ya te dejamos listos un horario semanal y un tipo de evento.",
      button: "Crear mi página de reservas",
    },
    invitation: {
      title: "{name} te invita",
      text:
        "Crea aquí tu propia página de reservas. Ya te dejamos listos un horario semanal y un tipo de evento.",
      button: "Crear mi página de reservas",
    },
    "sign-up": {
      title: "Crea tu página de reservas",
      text: "Para {email}. Ya te dejamos listos un horario semanal y un tipo de evento.",
      button: "Crear mi página de reservas",
    },
    console: {
      title: "Hola, {name}",
      text: "Inicia sesión en este dispositivo.",
      button: "Iniciar sesión",
    },
    "sign-in": {
      title: "Hola, {name}",
      text: "Inicia sesión en este dispositivo.",
      button: "Iniciar sesión",
    },
    "verify-email": {
      title: "Confirma tu dirección de correo",
      text:
        "{email} se usará para {name}: allí llegarán los correos y los enlaces para iniciar sesión.",
      button: "Confirmar esta dirección",
    },
    name: "Tu nombre",
    nameHint: "Lo ven tus invitados. Puedes cambiarlo más tarde.",
  },

  settings: {
    title: "Ajustes",
    saved: "Guardado.",
    profile: {
      title: "Perfil",
      name: "Nombre",
      zone: "Zona horaria",
      zoneHint: "Tu horario semanal está en esta zona horaria.",
      language: "Idioma",
      languageHint: "De tu panel, tus correos y tu página, salvo que el invitado pida otro.",
      clock: "Formato de hora",
      clock24: "24 horas, 14:30",
      clock12: "12 horas, 2:30 p. m.",
      save: "Guardar",
    },
    agenda: {
      title: "Agenda diaria por correo",
      lead: "Un correo con tus reuniones, los días en que tengas alguna.",
      noServer: "Este sitio no tiene servidor de correo, así que por ahora no se envía.",
      wanted: "Enviarme la agenda diaria",
      at: "Hora de envío (tu hora local)",
      save: "Guardar",
    },
    email: {
      title: "Dirección de correo",
      label: "Dirección de correo",
      hint:
        "Para solicitudes de reserva, invitaciones y enlaces para iniciar sesión. Los invitados la ven en las invitaciones.",
      verified: "Confirmada",
      unverified: "Sin confirmar",
      none: "Sin definir. No se te envían correos; los encontrarás en Correos.",
      save: "Cambiar dirección",
      waiting:
        "Enviamos un enlace a {email}. Usaremos la dirección cuando abras ese enlace. Funciona durante 24 horas.",
      notYet: "{email} aún no está confirmada.",
      confirm: "Enviar enlace de confirmación",
      again: "Enviar otra vez",
      mailed:
        "Enviamos un enlace a {email}. Ábrelo para confirmar la dirección. Funciona durante 24 horas.",
      noMail:
        "Este sitio no puede enviar correos, así que una dirección nueva queda sin confirmar.",
      saved: "Guardada. Sin servidor de correo, queda sin confirmar.",
      confirmed: "Tu dirección de correo está confirmada.",
    },
    username: {
      title: "Dirección de la página de reservas",
      label: "Nombre de usuario",
      hint: "De 3 a 64 letras minúsculas sin acentos, números y guiones no consecutivos.",
      warning:
        "Los enlaces que hayas compartido dejan de funcionar de inmediato. Tu nombre anterior queda reservado para ti.",
      sure: "Entiendo que mis enlaces anteriores dejarán de funcionar",
      save: "Cambiar nombre de usuario",
      saved: "Tu página de reservas está ahora en {link}.",
    },
    methods: {
      title: "Formas de iniciar sesión",
      mail: "Enlace enviado a {email}",
      noMail: "Enlace creado en el servidor: deno task sign-in {username}",
      issuer: "{name}",
      add: "Añadir {name}",
      remove: "Quitar",
      added: "Forma de iniciar sesión añadida.",
      last: "No puedes quitar tu única forma de iniciar sesión.",
    },
    sessions: {
      title: "Sesiones abiertas",
      thisDevice: "este dispositivo",
      since: "desde el {date}",
      seen: "último uso: {date}",
      end: "Cerrar sesión",
      endOthers: "Cerrar todas las demás sesiones",
      unknown: "Dispositivo desconocido",
      device: "{browser} en {system}",
    },
    invitations: {
      title: "Invitar a un anfitrión",
      text:
        "Crea un enlace para que una persona tenga aquí su propia página de reservas. Funciona durante 7 días.",
      make: "Crear invitación",
      link: "Enlace de invitación",
      until: "hasta el {date}",
      withdraw: "Revocar",
      full: "Ya hay 50 invitaciones abiertas. Revoca una primero.",
    },
  },
};
