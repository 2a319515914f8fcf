/** Emails with a link that signs in or verifies an address. */
export default {
  signIn: {
    subject: "Ihr Anmeldelink",
    heading: "Anmelden",
    body: "Dieser Link meldet Sie einmal an. Er läuft ab: {until}.",
    button: "Anmelden",
    ignore:
      "Falls Sie das nicht angefordert haben, ignorieren Sie diese E-Mail. Ohne den Link kann sich niemand anmelden.",
    automatic:
      "Gesendet von {service}, weil jemand eine Anmeldung mit dieser E-Mail-Adresse angefordert hat.",
  },

  verifyEmail: {
    subject: "Bitte bestätigen Sie Ihre E-Mail-Adresse",
    heading: "Bestätigen Sie Ihre E-Mail-Adresse",
    body:
      "Öffnen Sie diesen Link, um diese Adresse für Ihre Buchungsseite zu verwenden. Er läuft ab: {until}.",
    button: "Diese Adresse bestätigen",
    ignore:
      "Falls Sie das nicht angefordert haben, ignorieren Sie diese E-Mail. Es ändert sich nichts.",
    automatic:
      "Gesendet von {service}, weil jemand diese E-Mail-Adresse in den Einstellungen angegeben hat.",
  },
};
