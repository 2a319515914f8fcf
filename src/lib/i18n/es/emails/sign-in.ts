/** Emails with a link that signs in or verifies an address. */
export default {
  signIn: {
    subject: "Tu enlace para iniciar sesión",
    heading: "Inicia sesión",
    body: "Este enlace inicia tu sesión una sola vez. Expira el {until}.",
    button: "Iniciar sesión",
    ignore: "Si no lo pediste, ignora este correo. Nadie puede iniciar sesión sin el enlace.",
    automatic:
      "Enviado por {service} porque alguien pidió iniciar sesión con esta dirección de correo.",
  },

  verifyEmail: {
    subject: "Verifica tu dirección de correo",
    heading: "Verifica tu dirección de correo",
    body: "Abre este enlace para usar esta dirección con tu página de reservas. Expira el {until}.",
    button: "Verificar esta dirección",
    ignore: "Si no lo pediste, ignora este correo. No cambiará nada.",
    automatic:
      "Enviado por {service} porque alguien escribió esta dirección de correo en sus ajustes.",
  },
};
