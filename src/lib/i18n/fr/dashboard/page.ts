/** What a host or team sets of the pages that their guests see. */
export default {
  title: "Votre page",
  lead: "Photo, logo, textes et couleur des pages que voient vos invités.",
  open: "Modifier votre page",
  back: "Paramètres",
  teamTitle: "Page de l’équipe",
  teamLead: "Photo, logo, pied de page et couleur des pages que voient les invités de l’équipe.",
  teamOpen: "Modifier la page de l’équipe",
  view: "Voir la page",
  welcome: "Texte d’accueil",
  welcomeHint:
    "Affiché au-dessus de vos types de rendez-vous. Les liens commençant par https:// sont cliquables.",
  footer: "Pied de page",
  footerHint:
    "Affiché en bas de chaque page destinée aux invités, par exemple un lien vers votre politique de confidentialité.",
  colour: "Couleur",
  colourDefault: "Vert standard",
  colourOwn: "Couleur personnalisée",
  colourPick: "Choisir une couleur",
  colourHint: "Nous la fonçons ou l’éclaircissons un peu là où elle serait difficile à lire.",
  hideBranding: "Masquer « Propulsé par Invito »",
  countVisits: "Compter les visites de cette page",
  countVisitsHint:
    "Pour vos statistiques : sans cookie et sans reconnaître personne. Les réservations sont comptées dans tous les cas.",
  pictures: {
    picture: {
      title: "Photo",
      file: "Nouvelle photo",
      hint:
        "Affichée à la place de votre initiale, recadrée en carré. PNG, JPEG ou WebP, 900 Ko au maximum.",
      upload: "Enregistrer la photo",
      uploading: "Enregistrement de la photo…",
      remove: "Retirer la photo",
    },
    logo: {
      title: "Logo",
      file: "Nouveau logo",
      hint:
        "Affiché à la place de votre nom en haut de chaque page destinée aux invités. PNG, JPEG ou WebP, 900 Ko au maximum.",
      upload: "Enregistrer le logo",
      uploading: "Enregistrement du logo…",
      remove: "Retirer le logo",
    },
  },
  save: "Enregistrer",
  saved: "Enregistré.",
  preview: "Aperçu",
  previewHint: "Votre page telle que les invités la voient.",
};
