/** One sentence for an unknown name, a private address and a closed port, so that a host can't scan the network of the installation. */
const noServerFound =
  "No encontramos ningún servidor de calendario en esta dirección. Revisa la escritura y el puerto, o inténtalo más tarde. Si está en una red privada, quien administra este sitio puede permitirlo con INVITO_ALLOW_PRIVATE_HOSTS.";

/** How a calendar server failed, by `reason`. */
export default {
  "wrong-password":
    "El servidor de calendario no aceptó este nombre de usuario y contraseña. Muchos servidores exigen una contraseña de aplicación.",
  "digest-only":
    "Este servidor solo acepta el inicio de sesión HTTP Digest, que no admitimos. Tu contraseña puede ser correcta. Quien administra el servidor puede permitir el inicio de sesión Basic por https (en Baïkal: Settings, «WebDAV authentication type»).",
  "other-sign-in":
    "Este servidor no acepta nombre de usuario y contraseña. Prueba con una contraseña de aplicación, con el botón de inicio de sesión de tu proveedor en esta página o con la dirección ICS secreta del calendario.",
  "forbidden": "Esta cuenta no tiene permiso para hacer eso en el servidor de calendario.",
  "not-found": "Ya no hay nada en esta dirección.",
  "changed": "El evento se cambió en el servidor mientras tanto.",
  "locked": "El servidor ha bloqueado este evento temporalmente.",
  "slow-down": "El servidor de calendario nos pidió que esperemos antes de volver a intentarlo.",
  "full": "Esta cuenta no tiene más espacio en el servidor de calendario.",
  "server-error": "El servidor de calendario informó de un error.",
  "redirect":
    "El servidor redirige a otro. No lo seguimos, para proteger tu contraseña. Escribe la dirección final.",
  "not-caldav":
    "Hay un servidor en esta dirección, pero ninguna cuenta de calendario. Revisa la dirección; suele terminar en /dav o /caldav.",
  "wrong-address":
    "Esta dirección no es válida. Prueba con el nombre del servidor, como cloud.example.org.",
  "unreachable": noServerFound,
  "tls":
    "El certificado del servidor no es válido para esta dirección o no es de una autoridad de confianza. No enviamos tu contraseña.",
  "no-tls":
    "El servidor no usa cifrado en este puerto (http sin cifrar). Escribe su puerto https. Si no tiene, pon http:// delante de la dirección; tu contraseña se enviará entonces sin cifrar.",
  "timeout": "El servidor de calendario no respondió a tiempo.",
  "too-large": "Este calendario es demasiado grande para sincronizarlo.",
  "too-many-events": "Este calendario tiene demasiados eventos para sincronizarlo.",
  "not-stored":
    "El proveedor confirmó que la reserva se añadió, pero no está en el calendario. Lo intentaremos de nuevo.",
  "no-mailbox":
    "Esta cuenta no tiene buzón en Exchange Online ni en Outlook.com, así que no tiene calendario. Usa una cuenta con buzón.",
  "shared-forbidden":
    "Otra persona comparte este calendario contigo y Microsoft necesita tu permiso para que lo leamos. Vuelve a conectar la cuenta y permite los calendarios compartidos, o desmarca este.",
  "stays-deleted":
    "El evento de la reserva se eliminó de este calendario y el proveedor no permite añadirlo de nuevo.",
  "broken": "La conexión se perdió mientras el servidor respondía.",
  "unreadable": "No entendimos la respuesta del servidor.",
  "unexpected-error":
    "No pudimos sincronizar este calendario por un error nuestro. Tu servidor de calendario está bien. Quien administra este sitio encontrará los detalles en el registro.",
  "incomplete": "La respuesta del servidor estaba incompleta.",
  "listing-incomplete":
    "En la lista de eventos del servidor faltan algunos que existen, así que puede haber otros que no conocemos. Las reservas inmediatas requieren tu aprobación hasta que la lista esté completa.",
  "unreadable-event": "Un evento de este calendario no se pudo leer y podría ser a la misma hora.",
  "not-understood":
    "El servidor no entendió nuestra petición. Quien administra este sitio encontrará los detalles en el registro.",
  "read-only": "Este calendario es de solo lectura.",
  "write-check-missing": "El evento que creamos no apareció.",
  "write-check-time-changed": "El evento que creamos volvió con otra hora.",
  "write-check-no-etag": "El servidor no asigna versiones a los eventos.",
  "write-check-etags":
    "El servidor, o un proxy delante de él, asigna al mismo evento versiones distintas (ETags) y por eso rechaza los cambios. Si un proxy comprime las respuestas, desactiva la compresión para el servidor de calendario.",
  "write-check-no-if-match":
    "El servidor sobrescribe eventos aunque se hayan cambiado mientras tanto.",
  "write-check-not-deleted": "El evento que eliminamos sigue ahí.",
  "token-gone":
    "El servidor reinició su estado de sincronización. Estamos sincronizando todo de nuevo.",
  "provider-off":
    "Este sitio ya no está configurado para este proveedor. Las horas ocupadas de la última sincronización siguen bloqueando reservas.",
  "api-off":
    "La API de calendario no está activada en el proyecto del proveedor. Quien administra este sitio puede activarla allí.",
  "client-refused":
    "El proveedor rechazó las credenciales de este sitio. Quien administra este sitio debe revisar el ID de cliente, el secreto de cliente (los de Microsoft expiran) y la URI de redirección.",
  "sealed-elsewhere":
    "La contraseña de esta cuenta se cifró con una clave que este sitio ya no tiene. Vuelve a conectar la cuenta para solucionarlo.",
  "consent-gone":
    "Ya no tenemos permiso para acceder a esta cuenta. Vuelve a conectarla para solucionarlo.",
  "token-refused":
    "El proveedor renovó nuestro acceso a esta cuenta y luego lo rechazó. Lo intentaremos de nuevo. Si sigue ocurriendo, vuelve a conectar la cuenta.",
  "consent-partial":
    "Faltan permisos. Necesitamos ambos: ver tu lista de calendarios, y ver y editar eventos. Inténtalo de nuevo y marca todos los permisos.",
  "consent-refused": "Rechazaste el acceso en el proveedor, así que no se conectó nada.",
  "consent-failed": "El proveedor no pudo completar el inicio de sesión. Inténtalo de nuevo.",
  "consent-late": "Esto tardó más de quince minutos. Empieza de nuevo.",
  "consent-used":
    "Este inicio de sesión ya se usó. Si la cuenta no está en la lista, empieza de nuevo.",
  "consent-elsewhere": "Esto lo empezó otra persona con su sesión en este sitio. Empieza de nuevo.",
  "consent-forged": "Este inicio de sesión no se empezó aquí. Empieza de nuevo.",
  "other-account":
    "Es una cuenta distinta de la que quieres volver a conectar. Elige la misma cuenta o conecta la otra como cuenta nueva.",
  "wrong-feed":
    "Esta dirección no es válida. Debe empezar por https:// o webcal:// y suele terminar en .ics.",
  "not-ics":
    "En esta dirección no hay ningún calendario en formato iCalendar. Busca «dirección secreta», «iCal» o «publicar» en los ajustes de la otra aplicación.",
  "feed-too-large":
    "Este calendario es demasiado grande. Podemos leer calendarios publicados de hasta 64 MB, con hasta 10 MB de eventos periódicos y eventos del período reservable. Publica menos calendarios juntos o uno sin eventos antiguos.",
  "feed-closed":
    "Esta dirección exige una contraseña. Usa la dirección secreta o pública del calendario.",
  "no-calendars":
    "La cuenta está conectada, pero todavía no tiene calendarios. Crea uno allí primero.",
  "too-many-connections": "Puedes conectar hasta 10 cuentas. Desconecta una primero.",
  "too-many-calendars": "Puedes usar hasta 40 calendarios. Desmarca algunos primero.",
  "disconnected": "El calendario se desconectó antes de que se le añadiera la reserva.",
  "no-write-calendar": "Ya no hay ningún calendario al que añadir reservas.",
} as Record<string, string>;
