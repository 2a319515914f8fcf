/** One sentence for an unknown name, a private address and a closed port, so that a host can't scan the network of the installation. */
const noServerFound =
  "Unter dieser Adresse wurde kein Kalenderserver gefunden. Prüfen Sie Schreibweise und Port, oder versuchen Sie es später noch einmal. Liegt der Server in einem privaten Netz, kann der Betreiber dieser Website ihn mit INVITO_ALLOW_PRIVATE_HOSTS zulassen.";

/** How a calendar server failed, by `reason`. */
export default {
  "wrong-password":
    "Der Kalenderserver hat Benutzername oder Passwort nicht angenommen. Viele Server verlangen ein App-Passwort.",
  "digest-only":
    "Dieser Server akzeptiert nur die Anmeldung mit HTTP Digest, die wir nicht unterstützen. Ihr Passwort kann richtig sein. Der Betreiber des Servers kann Basic über https zulassen (in Baïkal: Settings, „WebDAV authentication type“).",
  "other-sign-in":
    "Dieser Server akzeptiert keine Anmeldung mit Benutzername und Passwort. Versuchen Sie es mit einem App-Passwort, der Schaltfläche zum Anmelden bei Ihrem Anbieter auf dieser Seite oder der geheimen ICS-Adresse des Kalenders.",
  "forbidden": "Dieses Konto hat auf dem Kalenderserver keine Berechtigung dazu.",
  "not-found": "Unter dieser Adresse gibt es nichts mehr.",
  "changed": "Der Termin wurde auf dem Server inzwischen geändert.",
  "locked": "Der Server hat diesen Termin vorübergehend gesperrt.",
  "slow-down": "Der Kalenderserver bittet darum, vor dem nächsten Versuch zu warten.",
  "full": "Der Speicherplatz dieses Kontos auf dem Kalenderserver ist aufgebraucht.",
  "server-error": "Der Kalenderserver hat einen Fehler gemeldet.",
  "redirect":
    "Der Server leitet zu einem anderen weiter. Zum Schutz Ihres Passworts sind wir nicht gefolgt. Bitte geben Sie die endgültige Adresse ein.",
  "not-caldav":
    "Unter dieser Adresse gibt es einen Server, aber kein Kalenderkonto. Prüfen Sie die Adresse; oft endet sie auf /dav oder /caldav.",
  "wrong-address":
    "Diese Adresse ist nicht gültig. Versuchen Sie es mit dem Namen des Servers, etwa cloud.example.org.",
  "unreachable": noServerFound,
  "tls":
    "Das Zertifikat des Servers gilt nicht für diese Adresse oder stammt nicht von einer vertrauenswürdigen Stelle. Ihr Passwort wurde nicht gesendet.",
  "no-tls":
    "Der Server verschlüsselt auf diesem Port nicht (einfaches http). Geben Sie seinen https-Port ein. Hat er keinen, stellen Sie der Adresse http:// voran; Ihr Passwort wird dann unverschlüsselt gesendet.",
  "timeout": "Der Kalenderserver hat nicht rechtzeitig geantwortet.",
  "too-large": "Dieser Kalender ist zu groß zum Synchronisieren.",
  "too-many-events": "Dieser Kalender hat zu viele Termine zum Synchronisieren.",
  "not-stored":
    "Der Anbieter hat den Eintrag der Buchung bestätigt, aber er steht nicht im Kalender. Wir versuchen es noch einmal.",
  "no-mailbox":
    "Dieses Konto hat kein Postfach in Exchange Online oder Outlook.com und damit keinen Kalender. Bitte verwenden Sie ein Konto mit Postfach.",
  "shared-forbidden":
    "Diesen Kalender hat jemand anderes für Sie freigegeben, und Microsoft braucht Ihre Erlaubnis, damit wir ihn lesen können. Verbinden Sie das Konto neu und erlauben Sie freigegebene Kalender, oder wählen Sie diesen Kalender ab.",
  "stays-deleted":
    "Der Eintrag der Buchung wurde aus diesem Kalender gelöscht, und der Anbieter lässt nicht zu, dass wir ihn wieder eintragen.",
  "broken": "Die Verbindung brach ab, während der Server antwortete.",
  "unreadable": "Die Antwort des Servers war nicht verständlich.",
  "unexpected-error":
    "Dieser Kalender konnte wegen eines Fehlers auf unserer Seite nicht synchronisiert werden. Ihr Kalenderserver ist in Ordnung. Der Betreiber dieser Website findet Näheres im Protokoll.",
  "incomplete": "Die Antwort des Servers war unvollständig.",
  "listing-incomplete":
    "In der Terminliste des Servers fehlen vorhandene Termine, es kann also weitere geben, die wir nicht kennen. Bis die Liste vollständig ist, müssen Sie auch Sofortbuchungen bestätigen.",
  "unreadable-event":
    "Ein Termin in diesem Kalender konnte nicht gelesen werden und könnte zur selben Zeit stattfinden.",
  "not-understood":
    "Der Server hat unsere Anfrage nicht verstanden. Der Betreiber dieser Website findet Näheres im Protokoll.",
  "read-only": "Dieser Kalender ist schreibgeschützt.",
  "write-check-missing": "Der erstellte Termin war nicht zu finden.",
  "write-check-time-changed": "Der erstellte Termin kam mit einer anderen Zeit zurück.",
  "write-check-no-etag": "Der Server gibt Terminen keine Version.",
  "write-check-etags":
    "Der Server oder ein Proxy davor gibt demselben Termin verschiedene Versionen (ETags), deshalb lehnt er Änderungen ab. Wenn ein Proxy die Antworten komprimiert, schalten Sie das für den Kalenderserver aus.",
  "write-check-no-if-match":
    "Der Server überschreibt Termine, auch wenn sie inzwischen geändert wurden.",
  "write-check-not-deleted": "Der gelöschte Termin ist noch da.",
  "token-gone":
    "Der Server hat seinen Synchronisierungsstand zurückgesetzt. Wir synchronisieren alles neu.",
  "provider-off":
    "Diese Website ist nicht mehr für diesen Anbieter eingerichtet. Die bei der letzten Synchronisierung belegten Zeiten bleiben gesperrt.",
  "api-off":
    "Die Kalender-API ist im Projekt beim Anbieter nicht aktiviert. Der Betreiber dieser Website kann sie dort aktivieren.",
  "client-refused":
    "Der Anbieter hat die Zugangsdaten dieser Website abgelehnt. Der Betreiber dieser Website sollte Client-ID, Client-Secret (bei Microsoft läuft es ab) und Redirect-URI prüfen.",
  "sealed-elsewhere":
    "Das Passwort für dieses Konto wurde mit einem Schlüssel verschlüsselt, den diese Website nicht mehr hat. Verbinden Sie das Konto neu, um das zu beheben.",
  "consent-gone":
    "Wir haben keinen Zugriff mehr auf dieses Konto. Verbinden Sie es neu, um das zu beheben.",
  "token-refused":
    "Der Anbieter hat unseren Zugriff auf dieses Konto erneuert und dann abgelehnt. Wir versuchen es noch einmal. Bleibt es dabei, verbinden Sie das Konto neu.",
  "consent-partial":
    "Einige Berechtigungen fehlen. Nötig sind beide: die Liste Ihrer Kalender sehen sowie Termine ansehen und bearbeiten. Bitte versuchen Sie es noch einmal und wählen Sie alle Berechtigungen aus.",
  "consent-refused": "Sie haben den Zugriff beim Anbieter abgelehnt, daher wurde nichts verbunden.",
  "consent-failed":
    "Der Anbieter konnte die Anmeldung nicht abschließen. Bitte versuchen Sie es noch einmal.",
  "consent-late": "Das hat länger als fünfzehn Minuten gedauert. Bitte beginnen Sie von vorn.",
  "consent-used":
    "Diese Anmeldung wurde bereits verwendet. Falls das Konto nicht in der Liste steht, beginnen Sie bitte von vorn.",
  "consent-elsewhere":
    "Das wurde von einer anderen hier angemeldeten Person begonnen. Bitte beginnen Sie von vorn.",
  "consent-forged": "Diese Anmeldung wurde nicht hier begonnen. Bitte beginnen Sie von vorn.",
  "other-account":
    "Das ist ein anderes Konto als das, das Sie neu verbinden wollten. Wählen Sie dasselbe Konto, oder verbinden Sie das andere als neues Konto.",
  "wrong-feed":
    "Diese Adresse ist nicht gültig. Sie sollte mit https:// oder webcal:// beginnen und endet oft auf .ics.",
  "not-ics":
    "Unter dieser Adresse gibt es keinen Kalender im iCalendar-Format. Suchen Sie in den Einstellungen der anderen App nach „Privatadresse“, „iCal“ oder „Veröffentlichen“.",
  "feed-too-large":
    "Dieser Kalender ist zu groß. Wir können veröffentlichte Kalender mit bis zu 64 MB lesen, davon bis zu 10 MB Serientermine und Termine im buchbaren Zeitraum. Veröffentlichen Sie weniger Kalender zusammen oder einen ohne alte Termine.",
  "feed-closed":
    "Diese Adresse verlangt ein Passwort. Verwenden Sie stattdessen die geheime oder öffentliche Adresse des Kalenders.",
  "no-calendars":
    "Die Verbindung steht, aber dieses Konto hat noch keine Kalender. Legen Sie dort zuerst einen an.",
  "too-many-connections": "Sie können bis zu 10 Konten verbinden. Trennen Sie zuerst eines davon.",
  "too-many-calendars":
    "Sie können bis zu 40 Kalender verwenden. Wählen Sie zuerst anderswo einige ab.",
  "disconnected": "Der Kalender wurde getrennt, bevor die Buchung eingetragen war.",
  "no-write-calendar": "Es gibt keinen Kalender mehr, in den Buchungen eingetragen werden.",
} as Record<string, string>;
