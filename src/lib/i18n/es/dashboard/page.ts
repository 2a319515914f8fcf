/** What a host or team sets of the pages that their guests see. */
export default {
  title: "Tu página",
  lead: "Imagen, logotipo, textos y color de las páginas que ven tus invitados.",
  open: "Editar tu página",
  back: "Ajustes",
  teamTitle: "Página del equipo",
  teamLead:
    "Imagen, logotipo, pie de página y color de las páginas que ven los invitados del equipo.",
  teamOpen: "Editar la página del equipo",
  view: "Ver página",
  welcome: "Texto de bienvenida",
  welcomeHint:
    "Aparece encima de tus tipos de evento. En los enlaces que empiecen por https:// se puede hacer clic.",
  footer: "Pie de página",
  footerHint:
    "Aparece al final de cada página para invitados, por ejemplo con un enlace a tu política de privacidad.",
  colour: "Color",
  colourDefault: "Verde estándar",
  colourOwn: "Color propio",
  colourPick: "Elige un color",
  colourHint: "Lo oscurecemos o aclaramos un poco donde costaría leerlo.",
  hideBranding: "Ocultar «Con la tecnología de Invito»",
  countVisits: "Contar las visitas a esta página",
  countVisitsHint:
    "Para tus estadísticas: sin cookies y sin reconocer a nadie. Las reservas se cuentan en cualquier caso.",
  pictures: {
    picture: {
      title: "Imagen",
      file: "Imagen nueva",
      hint:
        "Aparece en lugar de tu inicial, recortada en cuadrado. PNG, JPEG o WebP, hasta 900 KB.",
      upload: "Guardar imagen",
      uploading: "Guardando imagen…",
      remove: "Quitar imagen",
    },
    logo: {
      title: "Logotipo",
      file: "Logotipo nuevo",
      hint:
        "Aparece en lugar de tu nombre en la parte superior de cada página para invitados. PNG, JPEG o WebP, hasta 900 KB.",
      upload: "Guardar logotipo",
      uploading: "Guardando logotipo…",
      remove: "Quitar logotipo",
    },
  },
  save: "Guardar",
  saved: "Guardado.",
  preview: "Vista previa",
  previewHint: "Tu página, tal como la ven los invitados.",
};
