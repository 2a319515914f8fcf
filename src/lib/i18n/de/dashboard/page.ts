/** What a host or team sets of the pages that their guests see. */
export default {
  title: "Ihre Seite",
  lead: "Bild, Logo, Texte und Farbe der Seiten, die Ihre Gäste sehen.",
  open: "Ihre Seite bearbeiten",
  back: "Einstellungen",
  teamTitle: "Seite des Teams",
  teamLead: "Bild, Logo, Fußzeile und Farbe der Seiten, die Gäste des Teams sehen.",
  teamOpen: "Seite des Teams bearbeiten",
  view: "Seite ansehen",
  welcome: "Begrüßungstext",
  welcomeHint: "Steht über Ihren Termintypen. Links, die mit https:// beginnen, sind anklickbar.",
  footer: "Fußzeile",
  footerHint:
    "Steht am Ende jeder Seite für Gäste, zum Beispiel ein Link zu Ihrer Datenschutzerklärung.",
  colour: "Farbe",
  colourDefault: "Standardgrün",
  colourOwn: "Eigene Farbe",
  colourPick: "Farbe wählen",
  colourHint: "Wo sie schlecht lesbar wäre, wird sie etwas dunkler oder heller verwendet.",
  hideBranding: "„Bereitgestellt mit Invito“ ausblenden",
  countVisits: "Besuche dieser Seite zählen",
  countVisitsHint:
    "Für Ihre Auswertungen: ohne Cookies, und niemand wird wiedererkannt. Buchungen zählen in jedem Fall.",
  pictures: {
    picture: {
      title: "Bild",
      file: "Neues Bild",
      hint:
        "Steht anstelle Ihres Anfangsbuchstabens, quadratisch zugeschnitten. PNG, JPEG oder WebP, bis 900 KB.",
      upload: "Bild speichern",
      uploading: "Bild wird gespeichert …",
      remove: "Bild entfernen",
    },
    logo: {
      title: "Logo",
      file: "Neues Logo",
      hint:
        "Steht anstelle Ihres Namens oben auf jeder Seite für Gäste. PNG, JPEG oder WebP, bis 900 KB.",
      upload: "Logo speichern",
      uploading: "Logo wird gespeichert …",
      remove: "Logo entfernen",
    },
  },
  save: "Speichern",
  saved: "Gespeichert.",
  preview: "Vorschau",
  previewHint: "Ihre Seite, wie Gäste sie sehen.",
};
