/** The email that invites to a team. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  subject: "{inviter} lädt Sie zu {team} ein",
  heading: "Werden Sie Mitglied von {team}",
  body:
    "{inviter} lädt Sie ein, Mitglied des Teams {team} auf {service} zu werden. Gäste können Sie dann als Teil des Teams buchen.",
  bodyAdmin:
    "{inviter} lädt Sie ein, Admin des Teams {team} auf {service} zu werden. Gäste können Sie dann als Teil des Teams buchen, und Sie verwalten es mit.",
  until: "Die Einladung gilt bis {until}.",
  button: "Einladung ansehen",
  ignore:
    "Mitglied werden Sie nur, wenn Sie annehmen. Andernfalls lehnen Sie ab oder ignorieren Sie diese E-Mail.",
  automatic: "Gesendet von {service}, weil {inviter} Sie in ein Team eingeladen hat.",
};
