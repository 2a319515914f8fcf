/** What the mail server did; kept with the email and shown on the page of emails. */
export default {
  recipient: "El servidor de correo rechazó a este destinatario: {response}",
  content: "El servidor de correo rechazó este correo: {response}",
  signIn:
    "El servidor de correo rechazó el nombre de usuario o la contraseña. Revisa INVITO_SMTP_USER e INVITO_SMTP_PASSWORD. Respuesta del servidor: {response}",
  sender:
    "El servidor de correo no permite enviar desde esta dirección. Revisa INVITO_SMTP_FROM. Respuesta del servidor: {response}",
  relay:
    "El servidor de correo se negó a reenviar el correo. Revisa INVITO_SMTP_PORT e INVITO_SMTP_USER. Respuesta del servidor: {response}",
  tls: "No se pudo establecer una conexión segura con el servidor de correo: {response}",
  unreachable: "El servidor de correo no respondió: {response}",
  later: "El servidor de correo pidió que se intente más tarde: {response}",
  address: "Esta no es una dirección de correo válida.",
};
