/** The form that connects a calendar account, with setup help by provider. */
export default {
  title: "Conectar una cuenta CalDAV",
  address: "Dirección de correo o del servidor",
  addressHint:
    "A menudo basta con tu dirección de correo. También puedes escribir el nombre del servidor, como cloud.example.org, o la URL de un solo calendario.",
  user: "Nombre de usuario",
  password: "Contraseña",
  passwordHint:
    "Recomendamos una contraseña de aplicación, que se crea en los ajustes de seguridad de tu cuenta. La probamos ahora y la guardamos cifrada.",
  storedHint: "La probamos ahora y la guardamos cifrada.",
  button: "Conectar",
  busy: "Conectando…",
};
