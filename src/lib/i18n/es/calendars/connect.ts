/** The form that connects a calendar account, with setup help by provider. */
export default {
  title: "Conectar una cuenta de calendario",
  address: "Dirección de correo o del servidor",
  addressHint:
    "A menudo basta con tu dirección de correo. También puedes escribir el nombre del servidor, como cloud.example.org, o la URL de un solo calendario.",
  /** Setup help for some providers; `address` is what to enter above. */
  presets: {
    title: "Ayuda de configuración por proveedor",
    list: [
      {
        name: "Nextcloud",
        address: "cloud.example.org",
        password:
          "Escribe la dirección con la que abres Nextcloud. Crea una contraseña de aplicación en Configuración, Seguridad; tu nombre de usuario aparece al lado.",
      },
      {
        name: "iCloud",
        address: "icloud.com",
        password:
          "Tu nombre de usuario es el correo de tu cuenta de Apple. Crea una contraseña específica de la app en los ajustes de tu cuenta de Apple, en Inicio de sesión y seguridad.",
      },
      {
        name: "Fastmail",
        address: "fastmail.com",
        password:
          "Tu nombre de usuario es tu dirección de Fastmail. Crea una contraseña de aplicación con acceso al calendario en Settings, Privacy & Security.",
      },
      {
        name: "mailbox.org",
        address: "mailbox.org",
        password:
          "Tu nombre de usuario es tu dirección de mailbox.org. Si usas verificación en dos pasos, crea una contraseña de aplicación en la configuración.",
      },
      {
        name: "Radicale",
        address: "https://cal.example.org",
        password:
          "Usa tu nombre de usuario y contraseña de Radicale. Radicale no tiene contraseñas de aplicación.",
      },
      {
        name: "Baïkal",
        address: "https://dav.example.org/dav.php/",
        password:
          "Usa el nombre de usuario y la contraseña que te dé quien administra el servidor. Baïkal no tiene contraseñas de aplicación.",
      },
      {
        name: "Google, Microsoft 365",
        address: "",
        password:
          "Aquí no aceptan contraseña. Usa el botón de inicio de sesión de esta página, si aparece. Si no, suscríbete abajo a la dirección ICS secreta del calendario.",
      },
    ],
  },
  user: "Nombre de usuario",
  password: "Contraseña",
  passwordHint:
    "Recomendamos una contraseña de aplicación, que se crea en los ajustes de seguridad de tu cuenta. La probamos ahora y la guardamos cifrada.",
  button: "Conectar",
  busy: "Conectando…",
};
