/**
 * Spanish: neutral and international, "tú" for hosts and guests, quotes «…», buttons in the infinitive.
 * event type: tipo de evento · booking: reserva · meeting: reunión · time (a start): hora · spot: plaza
 * guest: invitado · people a guest brings along: participantes · host: anfitrión
 * whoever runs the site: quien administra este sitio · request: solicitud · HTTP request: petición
 * reschedule: reprogramar · reschedule request: solicitud de cambio · decline: rechazar · withdraw: retirar
 * hold a time: guardar la hora · expire: expirar · pending: pendiente · instant: inmediata · no-show: no se presentó
 * availability: disponibilidad · schedule: horario · weekly hours: horario semanal
 * date override: excepción por fecha · time off: ausencia · holiday: día festivo · buffer: margen
 * minimum notice: antelación mínima · booking window: plazo de reserva · troubleshoot: diagnóstico
 * round robin: por turnos · collective: colectivo · required member: miembro imprescindible
 * email: correo · link: enlace · video link: enlace de videollamada · settings: ajustes · dashboard: panel
 * date (of a series): fecha · API key: clave de API · webhook delivery: entrega · receiver: receptor · embed: insertar
 */
export { default as booking } from "./booking.ts";
export { default as calendars } from "./calendars.ts";
export { default as dashboard } from "./dashboard.ts";
export { default as emails } from "./emails.ts";
export { default as frame } from "./frame.ts";
export { default as identity } from "./identity.ts";
export { default as landing } from "./landing.ts";
export { default as places } from "./places.ts";
export { default as refusals } from "./refusals.ts";
