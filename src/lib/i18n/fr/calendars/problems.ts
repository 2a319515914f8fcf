/** One sentence for an unknown name, a private address and a closed port, so that a host can't scan the network of the installation. */
const noServerFound =
  "Nous n’avons trouvé aucun serveur d’agenda à cette adresse. Vérifiez l’orthographe et le port, ou réessayez plus tard. S’il se trouve sur un réseau privé, l’administrateur de ce site peut l’autoriser avec INVITO_ALLOW_PRIVATE_HOSTS.";

/** How a calendar server failed, by `reason`. */
export default {
  "wrong-password":
    "Le serveur d’agenda n’a pas accepté ce nom d’utilisateur et ce mot de passe. Beaucoup de serveurs exigent un mot de passe d’application.",
  "digest-only":
    "Ce serveur n’accepte que la connexion HTTP Digest, que nous ne prenons pas en charge. Votre mot de passe est peut-être correct. L’administrateur du serveur peut autoriser la connexion Basic en https (dans Baïkal : Settings, « WebDAV authentication type »).",
  "other-sign-in":
    "Ce serveur n’accepte pas de nom d’utilisateur et de mot de passe. Essayez un mot de passe d’application, le bouton de connexion de votre fournisseur sur cette page, ou l’adresse ICS secrète de l’agenda.",
  "forbidden": "Ce compte n’a pas l’autorisation de faire cela sur le serveur d’agenda.",
  "not-found": "Il n’y a plus rien à cette adresse.",
  "changed": "L’événement a été modifié entre-temps sur le serveur.",
  "locked": "Le serveur a temporairement verrouillé cet événement.",
  "slow-down": "Le serveur d’agenda nous demande d’attendre avant de réessayer.",
  "full": "Ce compte n’a plus d’espace de stockage sur le serveur d’agenda.",
  "server-error": "Le serveur d’agenda a signalé une erreur.",
  "redirect":
    "Le serveur redirige vers un autre. Pour protéger votre mot de passe, nous n’avons pas suivi. Veuillez saisir l’adresse finale.",
  "not-caldav":
    "Il y a un serveur à cette adresse, mais pas de compte d’agenda. Vérifiez l’adresse ; elle se termine souvent par /dav ou /caldav.",
  "wrong-address":
    "Cette adresse n’est pas valide. Essayez le nom du serveur, comme cloud.example.org.",
  "unreachable": noServerFound,
  "tls":
    "Le certificat du serveur n’est pas valable pour cette adresse ou n’émane pas d’une autorité reconnue. Nous n’avons pas envoyé votre mot de passe.",
  "no-tls":
    "Le serveur n’utilise pas de chiffrement sur ce port (http simple). Saisissez son port https. S’il n’en a pas, placez http:// devant l’adresse ; votre mot de passe sera alors envoyé sans chiffrement.",
  "timeout": "Le serveur d’agenda n’a pas répondu à temps.",
  "too-large": "Cet agenda est trop volumineux pour être synchronisé.",
  "too-many-events": "Cet agenda contient trop d’événements pour être synchronisé.",
  "not-stored":
    "Le fournisseur a confirmé l’ajout de la réservation, mais elle ne figure pas dans l’agenda. Nous allons réessayer.",
  "no-mailbox":
    "Ce compte n’a pas de boîte aux lettres dans Exchange Online ou Outlook.com, et donc pas d’agenda. Veuillez utiliser un compte qui en a une.",
  "shared-forbidden":
    "Quelqu’un d’autre partage cet agenda avec vous, et Microsoft exige votre autorisation pour que nous le lisions. Reconnectez le compte et autorisez les agendas partagés, ou désélectionnez celui-ci.",
  "stays-deleted":
    "L’événement de la réservation a été supprimé de cet agenda, et le fournisseur ne nous permet pas de l’y ajouter à nouveau.",
  "broken": "La connexion a été interrompue pendant la réponse du serveur.",
  "unreadable": "Nous n’avons pas compris la réponse du serveur.",
  "unexpected-error":
    "Nous n’avons pas pu synchroniser cet agenda en raison d’une erreur de notre côté. Votre serveur d’agenda n’est pas en cause. L’administrateur de ce site trouvera les détails dans le journal.",
  "incomplete": "La réponse du serveur était incomplète.",
  "listing-incomplete":
    "Il manque des événements existants dans la liste du serveur, il peut donc y en avoir d’autres que nous ne connaissons pas. Tant que la liste n’est pas complète, les réservations à confirmation immédiate nécessitent votre validation.",
  "unreadable-event":
    "Un événement de cet agenda n’a pas pu être lu, et il pourrait avoir lieu au même moment.",
  "not-understood":
    "Le serveur n’a pas compris notre requête. L’administrateur de ce site trouvera les détails dans le journal.",
  "read-only": "Cet agenda est en lecture seule.",
  "write-check-missing": "L’événement que nous avons créé est introuvable.",
  "write-check-time-changed": "L’événement que nous avons créé est revenu avec un autre horaire.",
  "write-check-no-etag": "Le serveur n’attribue pas de version aux événements.",
  "write-check-etags":
    "Le serveur, ou un proxy placé devant lui, attribue au même événement des versions différentes (ETags) et refuse donc les modifications. Si un proxy compresse les réponses, désactivez la compression pour le serveur d’agenda.",
  "write-check-no-if-match":
    "Le serveur écrase les événements même s’ils ont été modifiés entre-temps.",
  "write-check-not-deleted": "L’événement que nous avons supprimé est toujours là.",
  "token-gone": "Le serveur a réinitialisé son état de synchronisation. Nous resynchronisons tout.",
  "provider-off":
    "Ce site n’est plus configuré pour ce fournisseur. Les plages occupées de la dernière synchronisation restent bloquées.",
  "api-off":
    "L’API d’agenda n’est pas activée dans le projet du fournisseur. L’administrateur de ce site peut l’y activer.",
  "client-refused":
    "Le fournisseur a refusé les identifiants de ce site. L’administrateur de ce site doit vérifier l’ID client, le secret client (ceux de Microsoft expirent) et l’URI de redirection.",
  "sealed-elsewhere":
    "Le mot de passe de ce compte a été chiffré avec une clé que ce site n’a plus. Reconnectez le compte pour y remédier.",
  "consent-gone":
    "Nous n’avons plus l’autorisation d’accéder à ce compte. Reconnectez-le pour y remédier.",
  "token-refused":
    "Le fournisseur a renouvelé notre accès à ce compte, puis l’a refusé. Nous allons réessayer. Si cela se reproduit, reconnectez le compte.",
  "consent-partial":
    "Il manque des autorisations. Il nous faut les deux : voir la liste de vos agendas, et consulter et modifier des événements. Veuillez réessayer et cocher toutes les autorisations.",
  "consent-refused": "Vous avez refusé l’accès auprès du fournisseur, rien n’a donc été connecté.",
  "consent-failed": "Le fournisseur n’a pas pu terminer la connexion. Veuillez réessayer.",
  "consent-late": "Cela a pris plus de quinze minutes. Veuillez recommencer.",
  "consent-used":
    "Cette connexion a déjà été utilisée. Si le compte n’est pas dans la liste, veuillez recommencer.",
  "consent-elsewhere":
    "Cette opération a été commencée par une autre personne connectée ici. Veuillez recommencer.",
  "consent-forged": "Cette connexion n’a pas été commencée ici. Veuillez recommencer.",
  "other-account":
    "Ce n’est pas le compte que vous reconnectez. Choisissez le même compte, ou connectez l’autre comme nouveau compte.",
  "wrong-feed":
    "Cette adresse n’est pas valide. Elle doit commencer par https:// ou webcal:// et se termine souvent par .ics.",
  "not-ics":
    "Il n’y a pas d’agenda au format iCalendar à cette adresse. Cherchez « adresse secrète », « iCal » ou « publier » dans les paramètres de l’autre application.",
  "feed-too-large":
    "Cet agenda est trop volumineux. Nous pouvons lire des agendas publiés jusqu’à 64 Mo, dont 10 Mo d’événements récurrents et d’événements de la période réservable. Publiez moins d’agendas ensemble, ou un agenda sans anciens événements.",
  "feed-closed":
    "Cette adresse exige un mot de passe. Utilisez plutôt l’adresse secrète ou publique de l’agenda.",
  "no-calendars":
    "La connexion fonctionne, mais ce compte n’a pas encore d’agenda. Créez-en d’abord un là-bas.",
  "too-many-connections": "Vous pouvez connecter jusqu’à 10 comptes. Déconnectez-en d’abord un.",
  "too-many-calendars":
    "Vous pouvez utiliser jusqu’à 40 agendas. Désélectionnez-en d’abord ailleurs.",
  "disconnected": "L’agenda a été déconnecté avant que la réservation y soit ajoutée.",
  "no-write-calendar": "Il n’y a plus d’agenda auquel ajouter les réservations.",
} as Record<string, string>;
