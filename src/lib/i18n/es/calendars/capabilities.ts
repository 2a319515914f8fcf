/** What a calendar server supports, and the test of write access. */
export default {
  title: "Qué admite este servidor",
  changes: {
    name: "Detección de cambios",
    text: {
      reports: "Indica exactamente qué cambió, así que la sincronización es rápida.",
      marks: "Indica que algo cambió. Comparamos para saber qué.",
      none: "No se admite. Cada sincronización compara todos los eventos.",
      conditional: "Indica si hay algo nuevo.",
    },
  },
  versions: {
    name: "Versiones de los eventos",
    yes: "Se admiten, así que tus propios cambios nunca se sobrescriben.",
    no: "No se admiten, así que prevalece el cambio más reciente.",
  },
  freeBusy: {
    name: "Consultas de libre u ocupado",
    yes: "Se admiten. Leemos los propios eventos, que es más preciso.",
    no: "No se admiten, y no hacen falta.",
  },
  scheduling: {
    name: "Invitaciones",
    yes:
      "El servidor puede enviar invitaciones. Le pedimos que no lo haga, para que los invitados no reciban dos.",
    no: "El servidor no envía invitaciones. Invito las envía por correo.",
  },
  writing: {
    name: "Acceso de escritura",
    text: {
      one: "Se puede escribir en {writable} de {n} calendario.",
      other: "Se puede escribir en {writable} de {n} calendarios.",
    },
  },
  redirected: {
    name: "Dirección",
    text: "{entered} redirigió a {host}.",
  },
  clock: {
    name: "Reloj",
    yes: "Correcto.",
    no: "Tiene un desfase de {seconds} segundos. Esto no afecta a tus reservas.",
  },
  testHint:
    "Crea un evento dentro de dos años, lo lee, lo cambia y lo elimina. Solo existe unos segundos.",
  testButton: "Probar acceso de escritura",
  testing: "Probando…",
  testedAt: "Probado {ago}.",
  good: "Todo lo que necesitan las reservas funciona",
  bad: "Algunas pruebas fallaron",
  worked: "funciona",
  steps: {
    write: "Crear eventos",
    read: "Volver a leerlos",
    edit: "Actualizar eventos",
    conditions: "Detectar cambios simultáneos",
    delete: "Eliminar eventos",
  },
};
