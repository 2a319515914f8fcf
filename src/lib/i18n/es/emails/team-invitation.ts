/** The email that invites to a team. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  subject: "{inviter} te invita a {team}",
  heading: "Únete a {team}",
  body:
    "{inviter} te invita a ser miembro del equipo {team} en {service}. Así, los invitados podrán reservar contigo como parte del equipo.",
  bodyAdmin:
    "{inviter} te invita a administrar el equipo {team} en {service}. Así, los invitados podrán reservar contigo como parte del equipo y tú podrás gestionarlo.",
  until: "La invitación es válida hasta el {until}.",
  button: "Ver invitación",
  ignore:
    "Solo entras en el equipo si aceptas. Si no quieres, rechaza la invitación o ignora este correo.",
  automatic: "Enviado por {service} porque {inviter} te invitó a un equipo.",
};
