/** Emails with a link that signs in or verifies an address. */
export default {
  signIn: {
    subject: "Votre lien de connexion",
    heading: "Connexion",
    body: "Ce lien vous connecte une seule fois. Il expire le {until}.",
    button: "Se connecter",
    ignore:
      "Si vous n’avez pas fait cette demande, ignorez cet e-mail. Personne ne peut se connecter sans ce lien.",
    automatic: "Envoyé par {service}, car une connexion a été demandée avec cette adresse e-mail.",
  },

  verifyEmail: {
    subject: "Veuillez vérifier votre adresse e-mail",
    heading: "Vérifiez votre adresse e-mail",
    body:
      "Ouvrez ce lien pour utiliser cette adresse avec votre page de réservation. Il expire le {until}.",
    button: "Vérifier cette adresse",
    ignore: "Si vous n’avez pas fait cette demande, ignorez cet e-mail. Rien ne changera.",
    automatic:
      "Envoyé par {service}, car cette adresse e-mail a été saisie dans les paramètres d’un compte.",
  },
};
