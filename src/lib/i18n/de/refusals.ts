import type { RefusalCode } from "../../scheduling/outcome.ts";

/** The sentence a person reads for every expected "no". */
const sentences: Record<RefusalCode, string> = {
  "not-found":
    "Seite nicht gefunden. Der Link ist vielleicht unvollständig oder nicht mehr gültig.",
  "invalid": "Bitte prüfen Sie das Formular. Ihre Eingaben sind noch da.",
  "taken": "Diese Zeit wurde gerade vergeben. Das sind die nächsten freien Zeiten.",
  "not-offered": "Diese Zeit ist nicht frei. Das sind die nächsten freien Zeiten.",
  "inactive": "Diese Seite nimmt derzeit keine Buchungen an.",
  "link-used": "Dieser private Link wurde bereits verwendet.",
  "link-expired": "Dieser private Link ist nicht mehr gültig.",
  "too-late": "Das ist hier nicht mehr möglich. Bitte wenden Sie sich direkt an Ihren Gastgeber.",
  "already-confirmed": "Diese Buchung ist bereits bestätigt.",
  "already-rejected": "Diese Anfrage wurde bereits abgelehnt.",
  "already-cancelled": "Dieser Termin wurde bereits abgesagt.",
  "expired": "Diese Anfrage ist ohne Antwort abgelaufen. Die Zeit ist wieder frei.",
  "changed": "Hier hat sich inzwischen etwas geändert. Bitte prüfen Sie es.",
  "conflict": "In Ihrem Kalender steht zu dieser Zeit ein anderer Termin.",
  "unreachable": "Ein Kalender konnte gerade nicht geprüft werden.",
  "key-reused": "Dieser Idempotency-Key wurde bereits für eine andere Anfrage verwendet.",
  "key-required": "Senden Sie einen Idempotency-Key-Header mit 16 bis 200 Zeichen.",
  "in-progress":
    "Die erste Anfrage mit diesem Schlüssel wird noch bearbeitet. Bitte versuchen Sie es gleich noch einmal.",
  "answer-lost":
    "Eine Anfrage mit diesem Schlüssel wurde ausgeführt, aber die Antwort ist nicht mehr bekannt. Prüfen Sie das Ergebnis, bevor Sie sie mit einem neuen Schlüssel senden.",
  "scope-missing": "Dieser API-Schlüssel hat die dafür nötige Berechtigung nicht.",
  "session-needed": "Mit einem API-Schlüssel ist das nicht möglich. Bitte melden Sie sich an.",
  "busy":
    "Gerade buchen sehr viele Personen. Es wurde nichts gebucht. Bitte versuchen Sie es gleich noch einmal.",
  "overloaded":
    "Derzeit rufen mehr Menschen diese Seite auf, als sie bedienen kann. Es wurde nichts geändert. Bitte versuchen Sie es in einigen Sekunden noch einmal.",
  "cannot-save":
    "Derzeit kann nichts gespeichert werden, weil die Festplatte dieses Servers voll oder gestört ist. Es wurde nichts geändert. Bitte versuchen Sie es in einigen Minuten noch einmal.",
  "too-many":
    "Das waren zu viele Anfragen. Bitte warten Sie einen Moment und versuchen Sie es noch einmal.",
  "too-many-pending":
    "Sie haben zu viele offene Anfragen. Versuchen Sie es noch einmal, wenn eine beantwortet oder zurückgezogen wurde.",
  "too-many-upcoming":
    "Sie haben zu viele bevorstehende Termine. Versuchen Sie es noch einmal, wenn einer stattgefunden hat oder abgesagt wurde.",
  "too-many-emails":
    "Diese E-Mail-Adresse wurde heute für zu viele Buchungen verwendet. Bitte versuchen Sie es morgen noch einmal.",
  "too-many-dates":
    "Das sind zu viele Termine, um sie zusammen zu buchen. Bitte wählen Sie weniger aus oder kürzen Sie Ihre Nachricht.",
  "too-fast": "Das ging ungewöhnlich schnell. Bitte versuchen Sie es noch einmal.",
  "declined":
    "Diese Anfrage konnte nicht angenommen werden. Bitte wenden Sie sich auf anderem Weg an Ihren Gastgeber.",
  "name-taken": "Dieser Name ist bereits vergeben.",
  "name-reserved": "Dieser Name ist reserviert. Bitte wählen Sie einen anderen.",
  "signed-out": "Bitte melden Sie sich an.",
  "key-invalid":
    "Dieser API-Schlüssel ist nicht gültig. Er ist vielleicht unvollständig, abgelaufen oder widerrufen.",
  "key-in-url":
    "Ein API-Schlüssel gehört nicht in eine Webadresse, denn Adressen werden protokolliert. Falls es ein echter Schlüssel war, wurde er widerrufen. Senden Sie ihn im Authorization-Header.",
  "forbidden": "Diese Anfrage wurde blockiert, weil sie nicht von dieser Website kam.",
  "malformed":
    "Diese Anfrage konnte nicht gelesen werden. Bitte gehen Sie zurück und versuchen Sie es noch einmal.",
  "calendar-refused": "Der Kalenderserver hat die Anfrage abgelehnt.",
};

/** What is wrong with one field of a form. */
const fields = {
  "email-invalid": "Bitte geben Sie eine gültige E-Mail-Adresse ein, etwa name@example.org.",
  "email-invisible":
    "Diese E-Mail-Adresse enthält ein unsichtbares Zeichen. Bitte tippen Sie sie ein, statt sie einzufügen.",
  "email-plain-letters":
    "Vor dem @ sind nur Buchstaben ohne Umlaute und Akzente sowie Ziffern erlaubt.",
  "email-same":
    "An diese Adresse wurde der Link gesendet. Bitte korrigieren Sie sie oder senden Sie die E-Mail erneut.",
  "email-of-extra-guest":
    "Diese Person haben Sie als weiteren Gast eingetragen. Bitte geben Sie Ihre eigene Adresse ein oder entfernen Sie die Person zuerst.",
  "series-dates-range": "Bitte geben Sie eine Zahl von 1 bis 12 ein.",
  "series-off": "Bei diesem Termintyp kann jeweils nur ein Termin gebucht werden.",
  "series-dates": "Bitte wählen Sie weniger Termine, mindestens aber zwei.",
  "series-invalid": "Bitte wählen Sie, wie oft sich der Termin wiederholt.",
  "name-empty": "Bitte geben Sie Ihren Namen ein.",
  "too-long": "Dieser Text ist zu lang.",
  "fill-in": "Dieses Feld ist erforderlich.",
  "choose-bookings": "Bitte wählen Sie mindestens eine Buchung aus.",
  "guest-erased":
    "Die Daten dieses Gastes wurden gelöscht, deshalb ist keine Notiz zu ihm möglich.",
  "unknown-calendar": "Dieses Konto hat keinen solchen Kalender.",
  "unknown-field": "Es gibt kein Feld mit diesem Namen.",
  "cursor-invalid": "Verwenden Sie den Cursor der vorigen Seite.",
  "page-size": "Das Limit liegt außerhalb des erlaubten Bereichs.",
  "calendar-span": "Das Ende muss nach dem Beginn liegen, höchstens 42 Tage später.",
  "language-unknown": "Diese Sprache wird nicht angeboten.",
  "colour-form": "Bitte geben Sie eine Farbe wie #1d6049 ein.",
  "unknown-zone": "Diese Zeitzone ist nicht bekannt.",
  "window-backwards": "Das Ende muss nach dem Beginn liegen.",
  "too-many-windows": "Sie können bis zu 50 Zeiträume pro Woche anlegen.",
  "title-empty": "Bitte geben Sie einen Titel ein.",
  "slug-empty": "Bitte geben Sie eine URL ein.",
  "slug-long": "Verwenden Sie höchstens 64 Zeichen.",
  "slug-letters": "Verwenden Sie nur Kleinbuchstaben, Ziffern und einzelne Bindestriche.",
  "duration-needed": "Bitte geben Sie eine Dauer ein.",
  "location-empty": "Bitte geben Sie einen Ort ein oder wählen Sie „Nicht festgelegt“.",
  "location-pattern":
    "In geschweiften Klammern darf nur {random} stehen. Daraus wird ein Name, der sich nicht erraten lässt.",
  "places-needed": "Bitte geben Sie mindestens zwei Orte zur Auswahl an.",
  "too-many-places": "Sie können bis zu sechs Orte anbieten.",
  "place-twice": "Jeder Ort kann nur einmal angegeben werden.",
  "place-needed": "Bitte wählen Sie, wo Sie sich treffen möchten.",
  "choice-with-seats":
    "Gäste, die sich eine Zeit teilen, treffen sich am selben Ort. Bitte wählen Sie einen aus.",
  "conference-unavailable":
    "Ihre Buchungen werden in keinen Kalender eingetragen, der solche Links erstellen kann. Bitte wählen Sie einen anderen Ort.",
  "phone-needed": "Bitte geben Sie die Nummer ein, unter der Sie angerufen werden möchten.",
  "phone-invalid": "Bitte geben Sie eine Telefonnummer ein, etwa +49 30 1234567.",
  "location-link": "Bitte geben Sie einen vollständigen Link ein, der mit https:// beginnt.",
  "frame-origin":
    "Geben Sie einen Ursprung wie https://example.org ein oder * für beliebige Websites.",
  "control-characters":
    "Dieser Text enthält Zeichen, die nicht gespeichert werden können. Bitte tippen Sie ihn neu ein.",
  "funnel-stage": "Als Stufe ist page_view oder slot_selection möglich.",
  "page-owner": "Geben Sie entweder username oder teamSlug an, nicht beides.",
  "theme-unknown": "Als Theme ist light, dark oder system möglich.",
  "days-explained": "Mit explain muss days zwischen 1 und 7 liegen.",
  "days-range": "days muss zwischen 1 und 60 liegen, etwa 7.",
  "unknown-answer": "Dieser Termintyp hat keine solche Frage.",
  "answer-twice": "Diese Frage wurde mehrfach beantwortet.",
  "answer-needed": "Bitte beantworten Sie diese Frage.",
  "answer-tick": "Bitte setzen Sie hier ein Häkchen, um fortzufahren.",
  "answer-box": "Beantworten Sie diese Frage mit Ja oder Nein.",
  "answer-choice": "Bitte wählen Sie eine der Optionen.",
  "answer-number": "Bitte geben Sie eine Zahl ein.",
  "question-empty": "Bitte geben Sie die Frage ein.",
  "question-slug-taken": "Dieser Name ist in Links reserviert. Bitte wählen Sie einen anderen.",
  "question-slug-twice": "Zwei Fragen haben in Links denselben Namen.",
  "questions-long":
    "Diese Fragen sind zu lang: insgesamt bis zu 2.500 Zeichen, mit den Optionen bis zu 8.000.",
  "too-many-questions": "Sie können bis zu 20 Fragen hinzufügen.",
  "options-needed": "Bitte geben Sie mindestens eine Option ein, eine pro Zeile.",
  "option-empty": "Eine Option ist leer.",
  "option-twice": "Jede Option kann nur einmal angegeben werden.",
  "too-many-options": "Sie können bis zu 20 Optionen hinzufügen.",
  "address-credentials":
    "Jeder Gast würde Benutzername und Passwort in dieser URL sehen. Bitte entfernen Sie beides.",
  "redirect-https": "Bitte geben Sie eine vollständige URL ein, die mit https:// beginnt.",
  "start-form":
    "start muss ein Datum oder ein Zeitpunkt mit Zeitverschiebung sein, etwa 2027-03-01 oder 2027-03-01T09:00:00+01:00.",
  "instant-form":
    "Das muss ein Zeitpunkt mit Zeitverschiebung sein, etwa 2027-03-01T09:00:00+01:00.",
  "duration-form": "duration muss eine Anzahl von Minuten sein, etwa 30.",
  "duration-offered":
    "duration muss eine der Längen dieses Termintyps in Minuten sein: {durations}.",
  "timezone-form": "timezone muss eine IANA-Zeitzone sein, etwa Europe/Berlin.",
  "explain-form": "explain muss 0 oder 1 sein, etwa 1.",
  "start-invalid": "Bitte wählen Sie eine Zeit.",
  "not-understood": "Dieser Wert ist nicht verständlich.",
  "duration-range": "Geben Sie eine ganze Zahl von 5 bis 480 Minuten ein.",
  "duration-twice": "Jede Dauer kann nur einmal angegeben werden.",
  "too-many-durations": "Sie können bis zu sechs Längen angeben.",
  "seats-range": "Geben Sie eine ganze Zahl von 1 bis 100 ein.",
  "slot-interval-range":
    "Geben Sie eine ganze Zahl von 5 bis 480 Minuten ein oder lassen Sie das Feld leer.",
  "buffer-range": "Geben Sie eine ganze Zahl von 0 bis 180 Minuten ein.",
  "notice-range": "Geben Sie einen Wert bis 60 Tage ein.",
  "booking-window-range": "Geben Sie eine ganze Zahl von 1 bis 365 Tagen ein.",
  "slug-taken": "Ein anderer Ihrer Termintypen verwendet diese URL bereits.",
  "addresses-invalid": "Eine dieser E-Mail-Adressen ist ungültig. Bitte prüfen Sie sie.",
  "too-many-addresses": "Sie können bis zu 50 Adressen einfügen.",
  "too-many-links":
    "Sie können bis zu 100 aktive Links haben. Bitte widerrufen Sie zuerst einen davon.",
  "too-many-keys":
    "Sie können bis zu 20 aktive API-Schlüssel haben. Bitte widerrufen Sie zuerst einen davon.",
  "scope-needed": "Bitte wählen Sie mindestens eine Berechtigung für den Schlüssel.",
  "scope-unknown": "Diese Berechtigung ist nicht bekannt.",
  "uses-range": "Geben Sie eine ganze Zahl von 1 bis 100 ein.",
  "date-over": "Bitte geben Sie ein Datum in der Zukunft ein.",
  "too-many-types":
    "Sie können bis zu 100 Termintypen haben. Bitte löschen Sie zuerst einen davon.",
  "too-many-origins": "Sie können bis zu 20 Ursprünge hinzufügen.",
  "too-much-metadata":
    "Metadaten können bis zu 10 Namen haben und zusammen mit den UTM-Parametern 700 Zeichen.",
  "metadata-name":
    "Namen von Metadaten bestehen aus bis zu 40 der Zeichen a-z, A-Z, 0-9, Punkt, Bindestrich und Unterstrich.",
  "too-many-teams": "Sie können in bis zu 50 Teams sein. Bitte verlassen Sie zuerst eines davon.",
  "team-full": "Ein Team kann bis zu 100 Mitglieder haben, offene Einladungen eingeschlossen.",
  "team-role": "Bitte wählen Sie eine Rolle.",
  "webhooks-kept-by-leaver":
    "Ihre Webhooks können ohne Sie nicht weiterlaufen. Bitte pausieren oder löschen Sie sie. Ein Inhaber oder Admin kann sie fortsetzen.",
  "member-missing":
    "Jemand, der für diesen Termintyp gebraucht wird, steht nicht mehr zur Verfügung. Bitte wählen Sie einen anderen.",
  "last-owner":
    "Ein Team braucht einen Inhaber. Machen Sie zuerst jemand anderen zum Inhaber oder löschen Sie das Team.",
  "owner-of-teams":
    "Sie sind alleiniger Inhaber eines Teams. Machen Sie zuerst jemand anderen zum Inhaber oder löschen Sie das Team.",
  "owner-invites": "Nur Inhaber können Admins einladen.",
  "member-already": "Diese Person ist bereits Mitglied.",
  "invited-already": "Diese Person ist bereits eingeladen. Sie können die Einladung erneut senden.",
  "username-unknown":
    "Dieser Benutzername ist nicht bekannt. Sie können stattdessen über die E-Mail-Adresse einladen.",
  "no-mail-for-invitation":
    "Diese Website kann keine E-Mails versenden. Bitte laden Sie über den Benutzernamen ein.",
  "team-name-empty": "Bitte geben Sie dem Team einen Namen.",
  "schedule-unknown": "Diesen Zeitplan gibt es nicht mehr. Bitte wählen Sie einen anderen.",
  "time-invalid": "Bitte geben Sie eine Uhrzeit wie 09:00 ein. 24:00 ist das Ende des Tages.",
  "picture-needed": "Bitte wählen Sie eine Datei.",
  "picture-large": "Diese Datei ist zu groß. Bitte wählen Sie eine mit höchstens 900 KB.",
  "picture-unreadable":
    "Diese Datei kann nicht gelesen werden. Bitte wählen Sie ein PNG, JPEG oder WebP ohne Animation.",
  "picture-cmyk":
    "Dieses JPEG hat CMYK-Farben, die für den Druck sind. Bitte speichern Sie es mit RGB-Farben.",
  "picture-pixels":
    "Dieses Bild hat zu viele Pixel. Bitte wählen Sie eines mit höchstens 4 Megapixeln.",
  "username-form": "Verwenden Sie 3 bis 64 Kleinbuchstaben, Ziffern und einzelne Bindestriche.",
  "name-taken": "Dieser Name ist bereits vergeben.",
  "name-reserved": "Dieser Name ist reserviert. Bitte wählen Sie einen anderen.",
  "not-your-username": "Das ist nicht Ihr Benutzername.",
  "guest-twice": "Jeder Gast kann nur einmal angegeben werden.",
  "guest-self": "Sie sind bereits eingeladen. Bitte geben Sie nur die Adressen der anderen ein.",
  "guest-host":
    "Ihr Gastgeber ist bereits eingeladen. Bitte geben Sie nur die Adressen der anderen ein.",
  "guests-invalid": "Bitte geben Sie gültige E-Mail-Adressen ein, durch Kommas getrennt.",
  "guests-declined":
    "Eine dieser Personen kann nicht eingeladen werden. Bitte wenden Sie sich auf anderem Weg an Ihren Gastgeber.",
  "guests-not-taken": "Zu diesem Termin können Gäste niemanden mitbringen.",
  "too-many-guests": "Sie können bis zu 10 Personen mitbringen.",
  "guest-days-range":
    "Geben Sie eine ganze Zahl von 1 bis 3650 Tagen ein oder lassen Sie das Feld leer.",
  "no-mail": "Diese Website kann keine E-Mails versenden.",
  "date-invalid": "Bitte geben Sie ein Datum wie 2026-12-24 ein.",
  "days-backwards": "Der letzte Tag kann nicht vor dem ersten liegen.",
  "days-long": "Sie können höchstens ein Jahr auf einmal eintragen.",
  "dates-long": "Wählen Sie höchstens ein Jahr.",
  "limit-range": "Geben Sie eine ganze Zahl von 1 bis 1000 ein oder lassen Sie das Feld leer.",
  "name-needed": "Bitte geben Sie einen Namen ein.",
  "schedule-used": "Ein Termintyp verwendet diesen Zeitplan. Wählen Sie dort zuerst einen anderen.",
  "schedule-last": "Ihren einzigen Zeitplan können Sie nicht löschen.",
  "schedule-name-taken": "Sie haben bereits einen Zeitplan mit diesem Namen.",
  "too-many-schedules": "Sie können bis zu 20 Zeitpläne haben.",
  "too-many-overrides":
    "Sie können bis zu 200 Ausnahmen haben. Bitte entfernen Sie zuerst einige davon.",
  "too-many-time-off":
    "Sie können bis zu 60 Abwesenheiten eintragen. Bitte entfernen Sie zuerst einige davon.",
  "too-many-holidays":
    "Sie können bis zu 200 Feiertage haben. Bitte entfernen Sie zuerst einige davon.",
  "country-unknown": "Bitte wählen Sie ein Land aus der Liste.",
  "address-invalid":
    "Bitte geben Sie eine vollständige Adresse ein, die mit https:// oder webcal:// beginnt.",
  "address-silent": "Von dieser Adresse konnte nichts gelesen werden.",
  "address-not-calendar": "Unter dieser Adresse gibt es keinen Kalender.",
  "address-empty":
    "Dieser Kalender enthält von heute bis Ende nächsten Jahres keine ganztägigen Termine.",
  "reminder-minutes": "Geben Sie eine Zeit von einer Minute bis sieben Tagen ein.",
  "reminder-twice": "Diese Erinnerung steht bereits in der Liste.",
  "too-many-reminders": "Sie können bis zu 20 Erinnerungen und Follow-ups hinzufügen.",
  "alarm-minutes":
    "Geben Sie eine Zeit von 0 Minuten bis sieben Tagen ein oder lassen Sie das Feld leer.",
  "block-form":
    "Geben Sie E-Mail-Adressen oder Domains ein, eine pro Zeile, etwa name@example.org oder example.org.",
  "block-many":
    "Sie können bis zu 1.000 Adressen und Domains blockieren. Bitte entfernen Sie zuerst einige davon.",
  "seats-round-robin": "Mehrere Plätze sind nur bei gemeinsamen Termintypen möglich.",
  "team-mode": "Bitte wählen Sie „Reihum“ oder „Gemeinsam“.",
  "weight-range": "Geben Sie eine ganze Zahl von 1 bis 10 ein.",
  "priority-range": "Geben Sie eine ganze Zahl von 1 bis 5 ein.",
  "member-needed": "Bitte wählen Sie mindestens ein Mitglied.",
  "member-twice": "Jedes Mitglied kann nur einmal angegeben werden.",
  "member-unknown": "Jemand hat das Team verlassen. Bitte prüfen Sie die Mitglieder.",
  "too-many-members": "Sie können bis zu 100 Mitglieder auswählen.",
  "too-many-for-collective": "Ein gemeinsamer Termintyp kann bis zu 8 Mitglieder haben.",
  "lead-twice": "Nur ein Mitglied kann die Leitung haben.",
  "required-member-needed": "Mindestens ein Mitglied muss erforderlich sein.",
  "webhook-address": "Bitte geben Sie eine vollständige URL ein, die mit https:// beginnt.",
  "webhook-https":
    "Verwenden Sie https://. Für http:// muss der Host in INVITO_ALLOW_PRIVATE_HOSTS dieser Website stehen.",
  "webhook-kind-needed": "Bitte wählen Sie mindestens ein Ereignis.",
  "webhook-kind-unknown": "Dieses Ereignis ist nicht bekannt.",
  "webhook-type-needed": "Bitte wählen Sie mindestens einen Termintyp oder alle.",
  "webhook-secret-lost":
    "Der Signaturschlüssel ist verloren gegangen. Bitte erstellen Sie zuerst einen neuen.",
  "event-type-unknown": "Diesen Termintyp gibt es nicht mehr. Bitte prüfen Sie die Auswahl.",
  "too-many-webhooks": "Sie können bis zu 20 Webhooks haben. Bitte löschen Sie zuerst einen davon.",
  "sure-needed": "Bitte setzen Sie hier ein Häkchen, um fortzufahren.",
} as Record<string, string>;

export default { sentences, fields };
