import type { RefusalCode } from "../../scheduling/outcome.ts";

/** The sentence a person reads for every expected "no". */
const sentences: Record<RefusalCode, string> = {
  "not-found": "Page introuvable. Le lien est peut-être incomplet ou n’est plus valable.",
  "invalid": "Veuillez vérifier le formulaire. Rien de ce que vous avez saisi n’est perdu.",
  "taken": "Ce créneau vient d’être pris. Voici les créneaux disponibles les plus proches.",
  "not-offered":
    "Ce créneau n’est pas disponible. Voici les créneaux disponibles les plus proches.",
  "inactive": "Cette page n’accepte pas de réservations pour le moment.",
  "link-used": "Ce lien privé a déjà été utilisé.",
  "link-expired": "Ce lien privé n’est plus valable.",
  "too-late": "Il est trop tard pour le faire ici. Veuillez contacter votre organisateur.",
  "already-confirmed": "Cette réservation est déjà confirmée.",
  "already-rejected": "Cette demande a déjà été refusée.",
  "already-cancelled": "Cette réservation a déjà été annulée.",
  "expired":
    "Cette demande a expiré avant d’avoir reçu une réponse. Le créneau est de nouveau disponible.",
  "changed": "Ces informations ont changé entre-temps. Veuillez les vérifier.",
  "conflict": "Votre agenda contient un autre événement à ce moment-là.",
  "unreachable": "Un agenda n’a pas pu être vérifié à l’instant.",
  "key-reused": "Cette Idempotency-Key a déjà été utilisée avec une autre requête.",
  "key-required": "Envoyez un en-tête Idempotency-Key de 16 à 200 caractères.",
  "in-progress":
    "La première requête avec cette clé est encore en cours. Veuillez réessayer dans un instant.",
  "answer-lost":
    "Une requête avec cette clé a été exécutée, mais sa réponse n’est plus connue. Vérifiez le résultat avant de l’envoyer avec une nouvelle clé.",
  "scope-missing": "Cette clé API n’a pas l’autorisation nécessaire.",
  "session-needed": "Cette action est impossible avec une clé API. Veuillez vous connecter.",
  "busy":
    "De nombreuses personnes réservent en ce moment. Rien n’a été réservé. Veuillez réessayer dans un instant.",
  "overloaded":
    "Le site reçoit actuellement plus de visites qu’il ne peut en traiter. Rien n’a été modifié. Veuillez réessayer dans quelques secondes.",
  "cannot-save":
    "Nous ne pouvons rien enregistrer pour le moment, car le disque de ce serveur est plein ou défaillant. Rien n’a été modifié. Veuillez réessayer dans quelques minutes.",
  "too-many": "Vous avez envoyé trop de requêtes. Veuillez patienter un instant et réessayer.",
  "too-many-pending":
    "Vous avez trop de demandes en attente. Réessayez lorsque l’une d’elles aura reçu une réponse ou aura été retirée.",
  "too-many-upcoming":
    "Vous avez trop de réservations à venir. Réessayez lorsque l’une d’elles aura eu lieu ou aura été annulée.",
  "too-many-emails":
    "Cette adresse e-mail a servi à trop de réservations aujourd’hui. Veuillez réessayer demain.",
  "too-many-dates":
    "Ces dates sont trop nombreuses pour être réservées ensemble. Veuillez en choisir moins ou raccourcir vos remarques.",
  "too-fast": "C’était étonnamment rapide. Veuillez réessayer.",
  "declined":
    "Nous n’avons pas pu accepter cette demande. Veuillez contacter l’organisateur d’une autre manière.",
  "name-taken": "Ce nom est déjà pris.",
  "name-reserved": "Ce nom est réservé. Veuillez en choisir un autre.",
  "signed-out": "Veuillez vous connecter.",
  "key-invalid":
    "Cette clé API n’est pas valable. Elle est peut-être incomplète, expirée ou révoquée.",
  "key-in-url":
    "Une clé API n’a pas sa place dans une adresse web, car les adresses sont journalisées. S’il s’agissait d’une vraie clé, elle a été révoquée. Envoyez-la dans l’en-tête Authorization.",
  "forbidden": "Cette requête a été bloquée, car elle ne provenait pas de ce site.",
  "malformed": "Nous n’avons pas pu lire cette requête. Veuillez revenir en arrière et réessayer.",
  "calendar-refused": "Le serveur d’agenda a refusé la requête.",
};

/** What is wrong with one field of a form. */
const fields = {
  "email-invalid": "Veuillez saisir une seule adresse e-mail valide, comme nom@example.org.",
  "email-invisible":
    "Cette adresse e-mail contient un caractère invisible. Veuillez la saisir au lieu de la coller.",
  "email-plain-letters":
    "La partie avant le @ ne peut contenir que des lettres sans accent et des chiffres.",
  "email-same": "Le lien a été envoyé à cette adresse. Veuillez la corriger, ou renvoyer l’e-mail.",
  "email-of-extra-guest":
    "Vous avez ajouté cette personne comme participant. Saisissez votre propre adresse, ou retirez d’abord cette personne.",
  "series-dates-range": "Veuillez saisir un nombre de 1 à 12.",
  "series-off": "Ce type de rendez-vous ne peut être réservé qu’une date à la fois.",
  "series-dates": "Veuillez choisir moins de dates, et au moins deux.",
  "series-invalid": "Veuillez choisir la fréquence de répétition.",
  "name-empty": "Veuillez saisir votre nom.",
  "too-long": "Ce texte est trop long.",
  "fill-in": "Ce champ est obligatoire.",
  "choose-bookings": "Veuillez sélectionner au moins une réservation.",
  "guest-erased":
    "Les données de cet invité ont été effacées, il ne peut donc plus y avoir de note à son sujet.",
  "unknown-calendar": "Ce compte ne contient pas cet agenda.",
  "unknown-field": "Aucun champ ne porte ce nom.",
  "cursor-invalid": "Utilisez le curseur de la page précédente.",
  "page-size": "La limite est hors de la plage autorisée.",
  "calendar-span": "La fin doit être postérieure au début, de 42 jours au maximum.",
  "language-unknown": "Nous ne proposons pas cette langue.",
  "colour-form": "Veuillez saisir une couleur comme #1d6049.",
  "unknown-zone": "Nous ne reconnaissons pas ce fuseau horaire.",
  "window-backwards": "L’heure de fin doit être postérieure à l’heure de début.",
  "too-many-windows": "Vous pouvez ajouter jusqu’à 50 plages horaires par semaine.",
  "title-empty": "Veuillez saisir un titre.",
  "slug-empty": "Veuillez saisir une URL.",
  "slug-long": "Utilisez 64 caractères au maximum.",
  "slug-letters": "Utilisez uniquement des minuscules, des chiffres et des tirets simples.",
  "duration-needed": "Veuillez saisir une durée.",
  "location-empty": "Veuillez saisir un lieu, ou choisir « Non défini ».",
  "location-pattern":
    "Seul {random} peut figurer entre accolades. Il devient un nom impossible à deviner.",
  "places-needed": "Veuillez ajouter au moins deux lieux au choix.",
  "too-many-places": "Vous pouvez proposer jusqu’à six lieux.",
  "place-twice": "Chaque lieu ne peut figurer qu’une seule fois.",
  "place-needed": "Veuillez choisir le lieu du rendez-vous.",
  "choice-with-seats":
    "Les invités qui partagent un créneau se retrouvent au même endroit. Veuillez en choisir un seul.",
  "conference-unavailable":
    "Vos réservations ne sont pas ajoutées à un agenda capable de créer ces liens. Veuillez choisir un autre lieu.",
  "phone-needed": "Veuillez saisir le numéro auquel vous appeler.",
  "phone-invalid": "Veuillez saisir un numéro de téléphone, comme +33 1 23 45 67 89.",
  "location-link": "Veuillez saisir un lien complet, commençant par https://.",
  "frame-origin":
    "Saisissez une origine comme https://example.org, ou * pour n’importe quel site web.",
  "control-characters":
    "Ce texte contient des caractères que nous ne pouvons pas enregistrer. Veuillez le ressaisir.",
  "funnel-stage": "L’étape est page_view ou slot_selection.",
  "page-owner": "Indiquez username ou teamSlug, pas les deux.",
  "theme-unknown": "Le thème est light, dark ou system.",
  "days-explained": "Avec explain, days doit être compris entre 1 et 7.",
  "days-range": "days doit être compris entre 1 et 60, par exemple 7.",
  "unknown-answer": "Ce type de rendez-vous ne comporte pas cette question.",
  "answer-twice": "Cette question a reçu plusieurs réponses.",
  "answer-needed": "Veuillez répondre à cette question.",
  "answer-tick": "Veuillez cocher cette case pour continuer.",
  "answer-box": "Répondez à cette question par yes ou no.",
  "answer-choice": "Veuillez sélectionner l’une des options.",
  "answer-number": "Veuillez saisir un nombre.",
  "question-empty": "Veuillez saisir la question.",
  "question-slug-taken": "Ce nom est réservé dans les liens. Veuillez en choisir un autre.",
  "question-slug-twice": "Deux questions portent le même nom dans les liens.",
  "questions-long":
    "Ces questions sont trop longues : 2 500 caractères au total, ou 8 000 avec leurs options, au maximum.",
  "too-many-questions": "Vous pouvez ajouter jusqu’à 20 questions.",
  "options-needed": "Veuillez saisir au moins une option, une par ligne.",
  "option-empty": "Une option est vide.",
  "option-twice": "Chaque option ne peut figurer qu’une seule fois.",
  "too-many-options": "Vous pouvez ajouter jusqu’à 20 options.",
  "address-credentials":
    "Chaque invité verrait le nom d’utilisateur et le mot de passe de cette URL. Veuillez les retirer.",
  "redirect-https": "Veuillez saisir une URL complète, commençant par https://.",
  "start-form":
    "start doit être une date ou un instant avec son décalage, par exemple 2027-03-01 ou 2027-03-01T09:00:00+01:00.",
  "instant-form":
    "Ce doit être un instant avec son décalage, par exemple 2027-03-01T09:00:00+01:00.",
  "duration-form": "duration doit être un nombre de minutes, par exemple 30.",
  "duration-offered":
    "duration doit être une des durées de ce type de rendez-vous, en minutes : {durations}.",
  "timezone-form": "timezone doit être un fuseau horaire IANA, par exemple Europe/Berlin.",
  "explain-form": "explain doit être 0 ou 1, par exemple 1.",
  "start-invalid": "Veuillez choisir un créneau.",
  "not-understood": "Nous n’avons pas compris cette valeur.",
  "duration-range": "Saisissez un nombre entier de minutes, de 5 à 480.",
  "duration-twice": "Chaque durée ne peut figurer qu’une seule fois.",
  "too-many-durations": "Vous pouvez ajouter jusqu’à six durées.",
  "seats-range": "Saisissez un nombre entier de 1 à 100.",
  "slot-interval-range":
    "Saisissez un nombre entier de minutes, de 5 à 480, ou laissez le champ vide.",
  "buffer-range": "Saisissez un nombre entier de minutes, de 0 à 180.",
  "notice-range": "Saisissez une valeur de 60 jours au maximum.",
  "booking-window-range": "Saisissez un nombre entier de jours, de 1 à 365.",
  "slug-taken": "Un autre de vos types de rendez-vous utilise déjà cette URL.",
  "addresses-invalid": "L’une de ces adresses e-mail n’est pas valide. Veuillez les vérifier.",
  "too-many-addresses": "Vous pouvez coller jusqu’à 50 adresses.",
  "too-many-links": "Vous pouvez avoir jusqu’à 100 liens actifs. Veuillez d’abord en révoquer un.",
  "too-many-keys":
    "Vous pouvez avoir jusqu’à 20 clés API actives. Veuillez d’abord en révoquer une.",
  "scope-needed": "Veuillez sélectionner au moins une autorisation pour cette clé.",
  "scope-unknown": "Nous ne connaissons pas cette autorisation.",
  "uses-range": "Saisissez un nombre entier de 1 à 100.",
  "date-over": "Veuillez saisir une date future.",
  "too-many-types":
    "Vous pouvez avoir jusqu’à 100 types de rendez-vous. Veuillez d’abord en supprimer un.",
  "too-many-origins": "Vous pouvez ajouter jusqu’à 20 origines.",
  "too-much-metadata":
    "Les métadonnées peuvent comporter jusqu’à 10 noms, et 700 caractères avec les paramètres UTM.",
  "metadata-name":
    "Les noms de métadonnées comportent jusqu’à 40 caractères : a-z, A-Z, 0-9, points, tirets et traits de soulignement.",
  "too-many-teams":
    "Vous pouvez faire partie de 50 équipes au maximum. Veuillez d’abord en quitter une.",
  "team-full": "Une équipe peut compter jusqu’à 100 membres, invitations en cours comprises.",
  "team-role": "Veuillez choisir un rôle.",
  "webhooks-kept-by-leaver":
    "Vos webhooks ne peuvent pas continuer sans vous. Veuillez les mettre en pause ou les supprimer. Un propriétaire ou un administrateur pourra les reprendre.",
  "member-missing":
    "Une personne nécessaire à ce type de rendez-vous n’est plus disponible. Veuillez en choisir un autre.",
  "last-owner":
    "Une équipe a besoin d’un propriétaire. Nommez d’abord un autre propriétaire, ou supprimez l’équipe.",
  "owner-of-teams":
    "Vous êtes l’unique propriétaire d’une équipe. Nommez d’abord un autre propriétaire, ou supprimez l’équipe.",
  "owner-invites": "Seuls les propriétaires peuvent inviter des administrateurs.",
  "member-already": "Cette personne est déjà membre.",
  "invited-already": "Cette personne a déjà reçu une invitation. Vous pouvez la renvoyer.",
  "username-unknown":
    "Nous ne connaissons pas ce nom d’utilisateur. Vous pouvez inviter par adresse e-mail à la place.",
  "no-mail-for-invitation":
    "Ce site ne peut pas envoyer d’e-mails. Veuillez inviter par nom d’utilisateur.",
  "team-name-empty": "Veuillez saisir un nom pour l’équipe.",
  "schedule-unknown": "Ce planning n’existe plus. Veuillez en choisir un autre.",
  "time-invalid": "Veuillez saisir une heure comme 09:00. 24:00 est la fin de la journée.",
  "picture-needed": "Veuillez choisir un fichier.",
  "picture-large": "Ce fichier est trop volumineux. Veuillez en choisir un de 900 Ko au maximum.",
  "picture-unreadable":
    "Nous ne pouvons pas lire ce fichier. Veuillez choisir une image PNG, JPEG ou WebP non animée.",
  "picture-cmyk":
    "Ce JPEG utilise les couleurs CMJN, prévues pour l’impression. Veuillez l’enregistrer en RVB.",
  "picture-pixels":
    "Cette image a trop de pixels. Veuillez en choisir une de 4 mégapixels au maximum.",
  "username-form": "Utilisez 3 à 64 minuscules, chiffres et tirets simples.",
  "name-taken": "Ce nom est déjà pris.",
  "name-reserved": "Ce nom est réservé. Veuillez en choisir un autre.",
  "not-your-username": "Ce n’est pas votre nom d’utilisateur.",
  "guest-twice": "Chaque participant ne peut figurer qu’une seule fois.",
  "guest-self":
    "Vous êtes déjà sur la liste. Saisissez uniquement les adresses des autres participants.",
  "guest-host":
    "L’organisateur est déjà sur la liste. Saisissez uniquement les adresses des autres participants.",
  "guests-invalid": "Veuillez saisir des adresses e-mail valides, séparées par des virgules.",
  "guests-declined":
    "L’une de ces personnes ne peut pas être invitée. Veuillez contacter l’organisateur d’une autre manière.",
  "guests-not-taken": "Il n’est pas possible d’ajouter des participants à ce rendez-vous.",
  "too-many-guests": "Vous pouvez ajouter jusqu’à 10 personnes.",
  "guest-days-range": "Saisissez un nombre entier de jours, de 1 à 3650, ou laissez le champ vide.",
  "no-mail": "Ce site ne peut pas envoyer d’e-mails.",
  "date-invalid": "Veuillez saisir une date comme 2026-12-24.",
  "days-backwards": "Le dernier jour ne peut pas précéder le premier.",
  "days-long": "Vous pouvez ajouter jusqu’à un an à la fois.",
  "dates-long": "Choisissez un an au maximum.",
  "limit-range": "Saisissez un nombre entier de 1 à 1000, ou laissez le champ vide.",
  "name-needed": "Veuillez saisir un nom.",
  "schedule-used":
    "Un type de rendez-vous utilise ce planning. Choisissez-en d’abord un autre pour lui.",
  "schedule-last": "Vous ne pouvez pas supprimer votre seul planning.",
  "schedule-name-taken": "Vous avez déjà un planning de ce nom.",
  "too-many-schedules": "Vous pouvez avoir jusqu’à 20 plannings.",
  "too-many-overrides": "Vous pouvez avoir jusqu’à 200 exceptions. Veuillez d’abord en retirer.",
  "too-many-time-off": "Vous pouvez ajouter jusqu’à 60 absences. Veuillez d’abord en retirer.",
  "too-many-holidays": "Vous pouvez avoir jusqu’à 200 jours fériés. Veuillez d’abord en retirer.",
  "country-unknown": "Veuillez sélectionner un pays dans la liste.",
  "address-invalid": "Veuillez saisir une adresse complète, commençant par https:// ou webcal://.",
  "address-silent": "Nous n’avons rien pu lire à cette adresse.",
  "address-not-calendar": "Il n’y a pas d’agenda à cette adresse.",
  "address-empty":
    "Cet agenda ne contient aucun événement d’une journée entière d’ici à la fin de l’année prochaine.",
  "reminder-minutes": "Saisissez une durée d’une minute à sept jours.",
  "reminder-twice": "Ce rappel figure déjà dans la liste.",
  "too-many-reminders": "Vous pouvez ajouter jusqu’à 20 rappels et messages de suivi.",
  "alarm-minutes": "Saisissez une durée de 0 minute à sept jours, ou laissez le champ vide.",
  "block-form":
    "Saisissez des adresses e-mail ou des domaines, un par ligne, comme nom@example.org ou example.org.",
  "block-many":
    "Vous pouvez bloquer jusqu’à 1 000 adresses et domaines. Veuillez d’abord en retirer.",
  "seats-round-robin": "Pour proposer plusieurs places, il faut un type de rendez-vous collectif.",
  "team-mode": "Veuillez choisir « À tour de rôle » ou « Collectif ».",
  "weight-range": "Saisissez un nombre entier de 1 à 10.",
  "priority-range": "Saisissez un nombre entier de 1 à 5.",
  "member-needed": "Veuillez sélectionner au moins un membre.",
  "member-twice": "Chaque membre ne peut figurer qu’une seule fois.",
  "member-unknown": "L’une de ces personnes a quitté l’équipe. Veuillez vérifier les membres.",
  "too-many-members": "Vous pouvez sélectionner jusqu’à 100 membres.",
  "too-many-for-collective": "Un type de rendez-vous collectif peut compter jusqu’à 8 membres.",
  "lead-twice": "Il ne peut y avoir qu’un seul organisateur principal.",
  "required-member-needed": "La présence d’au moins un membre doit être obligatoire.",
  "webhook-address": "Veuillez saisir une URL complète, commençant par https://.",
  "webhook-https":
    "Utilisez https://. Pour http://, l’hôte doit figurer dans INVITO_ALLOW_PRIVATE_HOSTS sur ce site.",
  "webhook-kind-needed": "Veuillez sélectionner au moins un événement.",
  "webhook-kind-unknown": "Nous ne connaissons pas cet événement.",
  "webhook-type-needed": "Veuillez sélectionner au moins un type de rendez-vous, ou tous.",
  "webhook-secret-lost":
    "Le secret de signature a été perdu. Veuillez d’abord en créer un nouveau.",
  "event-type-unknown": "Ce type de rendez-vous n’existe plus. Veuillez vérifier la sélection.",
  "too-many-webhooks": "Vous pouvez avoir jusqu’à 20 webhooks. Veuillez d’abord en supprimer un.",
  "sure-needed": "Veuillez cocher cette case pour continuer.",
} as Record<string, string>;

export default { sentences, fields };
