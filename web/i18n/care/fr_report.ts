// The report in French.
import type { EN_REPORT } from './en_report.ts';

export const FR_REPORT = {
  'report.title': 'Dire quelque chose en confiance',
  'report.intro':
    'Vous pouvez dire ce qu’on vous a fait, ou ce que vous avez vu ou entendu. Il ne faut ni nom, ni compte, ni adresse e-mail.',
  'report.loading': 'Chargement',
  'report.retry': 'Réessayer',
  'report.cancel': 'Arrêter',
  'report.findHelp': 'Trouver de l’aide près de vous',
  'report.step': 'Étape {step} sur {steps}',

  'report.start.offline':
    'Il n’y a pas de réseau, et un signalement en a besoin. Réessayez quand il y en aura, ou cherchez un lieu qui aide : cette page-là marche sans réseau.',
  'report.start.failed':
    'Une erreur est survenue, sans que vous y soyez pour rien. Attendez une minute, puis réessayez.',

  'report.none.title': 'Cette page ne prend pas encore de signalements',
  'report.none.text':
    'Personne ici n’a encore créé de clé pour les lire. Vous pouvez chercher un lieu qui aide et y parler à quelqu’un.',
  'report.insecure.title': 'Rien ne peut être scellé par cette connexion',
  'report.insecure.text':
    'Ouvrez cette page avec https au début de son adresse, ou dans un navigateur récent. D’ici là, n’écrivez rien ici.',

  'report.emergency': 'Personne n’est alerté maintenant',
  'report.emergency.text':
    'Personne ne viendra à cause de ce que vous écrivez ici. Si quelqu’un est blessé ou en danger, cherchez d’abord de l’aide.',
  'report.readers': 'Qui le lit',
  'report.readers.text':
    'Vos mots sont scellés sur cet appareil. Seules des personnes formées de l’organisation qui tient cette page peuvent les ouvrir, avec {keys|one=une clé qu’elles gardent|other=l’une des # clés qu’elles gardent}. L’ordinateur qui les transmet ne le peut pas.',
  'report.when': 'Quand elles le lisent',
  'report.when.text':
    'À partir du lendemain, avec tout ce qui est arrivé ce jour-là. Personne ne voit l’heure. Une réponse peut prendre quelques jours.',
  'report.kept': 'Ce qui est conservé',
  'report.kept.text':
    'Vos mots scellés et le jour où ils sont arrivés. Ni heure, ni adresse, ni rien sur votre appareil.',
  'report.identify': 'Ce qui peut quand même dire qui vous êtes',
  'report.identify.text':
    'Vos propres mots, ou une photo. Laissez de côté les noms, numéros de téléphone, dates de naissance exactes, visages et façades : les vôtres et ceux des autres.',
  'report.device': 'Ce qui reste sur cet appareil',
  'report.device.text':
    'Cette page n’enregistre rien. La liste des pages visitées du navigateur peut quand même montrer qu’elle a été ouverte.',
  'report.duty': 'Ce qu’elles peuvent devoir transmettre',
  'report.duty.unknown':
    'On n’a pas noté ici qui doit transmettre ce qu’on lui dit. Dans beaucoup d’endroits, une partie du personnel doit informer les autorités de certains actes, surtout contre des enfants. Si cela peut mettre quelqu’un en danger, demandez à un service de confiance avant d’écrire.',
  'report.withdraw': 'Si vous changez d’avis',
  'report.withdraw.text':
    'Avec votre reçu, vous pouvez écrire à tout moment que votre signalement ne doit plus servir. Il est alors retiré de tout ce qui sera compté ensuite. Les chiffres déjà publiés restent tels quels.',
  'report.consent':
    'En continuant, vous acceptez que ces personnes lisent ce que vous écrivez et s’en servent pour aider, et pour compter ce qui est signalé, sans dire qui vous êtes.',
  'report.agree': 'J’accepte et je continue',
  'report.haveReceipt': 'J’ai un reçu',
  'report.again': 'Ce que vous écrivez maintenant s’ajoute sous votre reçu.',

  'report.area.title': 'Où était-ce ?',
  'report.area.hint': 'Cela aide les bonnes personnes à répondre. Vous pouvez ne rien choisir.',
  'report.area.region': 'Partie du pays',
  'report.area.top': 'Zone',
  'report.area.part': 'Partie de cette zone',
  'report.area.notSaid': 'Je préfère ne pas le dire',
  'report.area.all': 'Je préfère ne pas préciser',
  'report.area.failed': 'Les zones n’ont pas pu être chargées. Vous pouvez continuer sans en choisir.',
  'report.area.nobody':
    'Nous ne connaissons à {area} aucun service médical ou psychosocial qui puisse être ouvert. Ceux qui vous liront n’auront peut-être personne près de vous vers qui vous envoyer.',
  'report.area.call': 'Ici, quelqu’un répond :',
  'report.area.elsewhere': 'Il y en a peut-être un dans une autre zone :',
  'report.area.still': 'Vous pouvez quand même continuer et dire ce que vous voulez.',
  'report.next': 'Continuer',

  'report.write.title': 'Que voulez-vous dire ?',
  'report.write.label': 'Vos mots',
  'report.write.hint':
    'Ce qui a été fait ou vu, à peu près où, à combien de personnes, et ce qu’il faut maintenant. Pas de noms.',
  'report.write.left': '{left|one=il reste # caractère|many=il reste # caractères|other=il reste # caractères}',
  'report.write.empty': 'Écrivez quelque chose, ou ajoutez une photo, avant de continuer.',
  'report.day.label': 'Quel jour ?',
  'report.day.notSure': 'Je ne sais pas bien, ou je préfère ne pas le dire',
  'report.day.later': 'Ce jour n’est pas encore venu. Choisissez-en un plus tôt.',
  'report.photo.label': 'Une photo, si vous voulez',
  'report.photo.hint':
    'Elle est redessinée sur cet appareil en petite image. Le lieu, l’heure et l’appareil notés dans le fichier sont perdus. Ce qu’on y voit reste : visages, numéros de maison, uniformes.',
  'report.photo.choose': 'Choisir une photo',
  'report.photo.working': 'La photo est en train d’être redessinée.',
  'report.photo.alt': 'La photo telle qu’elle sera envoyée',
  'report.photo.size': '{kilobytes} ko. Rien d’autre ne sera envoyé.',
  'report.photo.remove': 'Retirer la photo',
  'report.photo.not_a_picture':
    'Ce navigateur ne peut pas lire ce fichier comme une photo ; il n’a pas été ajouté. Prenez-en une autre, ou continuez sans.',
  'report.photo.too_large':
    'Cette photo ne peut pas être rendue assez petite ; elle n’a pas été ajoutée. Prenez-en une autre, ou continuez sans.',
  'report.photo.blocked':
    'Ce navigateur ne laisse pas les pages dessiner d’images ; la photo n’a pas été ajoutée, car son lieu et son heure ne pouvaient pas être retirés. Continuez sans elle.',
  'report.reply.label': 'Je voudrais une réponse, et je la chercherai ici avec mon reçu',

  'report.check.title': 'Avant l’envoi',
  'report.check.found': 'Ceci peut dire qui est quelqu’un',
  'report.check.foundText':
    'Cela a été trouvé sur cet appareil et envoyé à personne. Vous pouvez le changer, ou le laisser si vous le voulez ainsi.',
  'report.check.clear':
    'Nous n’avons trouvé ni nom, ni numéro, ni adresse dans vos mots. Cette vérification est simple et laisse passer des choses : relisez-les une fois.',
  'report.check.email': 'une adresse e-mail',
  'report.check.number': 'un numéro de téléphone ou de papiers',
  'report.check.birth': 'une date de naissance',
  'report.check.name': 'un nom',
  'report.check.photo': 'Avec une photo. Regardez-la encore une fois.',
  'report.check.change': 'Changer mes mots',
  'report.check.send': 'Envoyer',
  'report.check.sendAnyway': 'Envoyer tel quel',
  'report.work':
    'Votre appareil scelle vos mots et fait un petit calcul, pour que personne ne puisse inonder cette page. Cela prend quelques secondes.',
  'report.work.look':
    'Votre appareil fait un petit calcul, pour que personne ne puisse essayer beaucoup de reçus. Cela prend quelques secondes.',
  'report.work.progress': 'Part du calcul déjà faite',

  'report.failed': 'Ce n’est pas envoyé',
  'report.failed.look': 'Rien n’a pu être cherché',
  'report.problem.offline':
    'Il n’y a pas de réseau. Ce que vous avez écrit est encore sur cette page. Réessayez quand il y aura du réseau.',
  'report.problem.busy': 'Il y a trop de monde en même temps. Attendez une minute, puis réessayez.',
  'report.problem.reports_full':
    'Plus aucun signalement ne peut être pris aujourd’hui. Rien n’a été enregistré. Réessayez demain, ou appelez quelqu’un de votre zone.',
  'report.problem.again': 'Quelque chose a changé entre-temps. Rien n’a été enregistré. Réessayez.',
  'report.problem.no_keys':
    'Plus personne ne peut lire de signalements ici ; il n’a donc pas été envoyé. Cherchez un lieu qui aide et parlez-y à quelqu’un.',
  'report.problem.photo': 'La photo ne tient pas à côté d’autant de mots. Retirez-la, ou écrivez moins.',
  'report.problem.other':
    'Une erreur est survenue, sans que vous y soyez pour rien. Ce que vous avez écrit est encore sur cette page. Réessayez.',

  'report.receipt.title': 'C’est envoyé. Gardez ces 16 chiffres',
  'report.receipt.label': 'Votre reçu',
  'report.receipt.only':
    'C’est le seul moyen de lire une réponse ou d’écrire encore. Personne ne peut vous les redonner.',
  'report.receipt.keep':
    'Apprenez-les par cœur si vous pouvez. Ce qui est noté ou copié peut être trouvé : n’écrivez rien à côté qui dise à quoi ils servent.',
  'report.receipt.when':
    'Votre signalement peut être lu à partir de demain. Revenez ici après quelques jours et choisissez « J’ai un reçu ».',
  'report.receipt.copy': 'Copier',
  'report.receipt.copied':
    'Copié. D’autres applications peuvent voir ce que vous avez copié : collez-le, puis copiez autre chose.',
  'report.receipt.print': 'Imprimer',
  'report.receipt.done': 'Je les ai gardés. Vider cette page',
  'report.receipt.againTitle': 'C’est envoyé sous votre reçu',
  'report.receipt.againText': 'Votre reçu reste le même. Cela peut être lu à partir de demain.',
  'report.receipt.clear': 'Vider cette page',

  'report.inbox.title': 'Chercher une réponse',
  'report.inbox.label': 'Vos 16 chiffres',
  'report.inbox.look': 'Chercher',
  'report.inbox.empty': 'Écrivez d’abord les chiffres de votre reçu.',
  'report.inbox.none': 'Il n’y a pas de réponse sous ces chiffres',
  'report.inbox.noneText':
    'Personne n’a encore répondu, ou un chiffre diffère. Comparez chaque chiffre, ou revenez dans quelques jours.',
  'report.inbox.found': '{count|one=Une réponse|many=# réponses|other=# réponses}',
  'report.inbox.from': 'Écrite le {day}',
  'report.inbox.last': 'Les quatre dernières réponses sont gardées.',
  'report.inbox.write': 'Écrire encore sous ce reçu',
  'report.inbox.other': 'Retaper les chiffres',
} as const satisfies Record<keyof typeof EN_REPORT, string>;
