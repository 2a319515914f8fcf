/** The email that invites to a team. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  subject: "{inviter} vous invite à rejoindre {team}",
  heading: "Rejoindre {team}",
  body:
    "{inviter} vous invite à devenir membre de l’équipe {team} sur {service}. Les invités pourront alors prendre rendez-vous avec vous au titre de l’équipe.",
  bodyAdmin:
    "{inviter} vous invite à devenir administrateur de l’équipe {team} sur {service}. Les invités pourront alors prendre rendez-vous avec vous au titre de l’équipe, et vous la gérerez.",
  until: "L’invitation est valable jusqu’au {until}.",
  button: "Voir l’invitation",
  ignore:
    "Vous ne devenez membre que si vous acceptez. Si vous ne le souhaitez pas, refusez ou ignorez cet e-mail.",
  automatic: "Envoyé par {service}, car {inviter} vous a invité dans une équipe.",
};
