// French of the shell of the pages of care.
import type { EN_SHELL } from './en_shell.ts';

export const FR_SHELL = {
  'shell.title': 'Informations',
  'shell.language': 'Langue',
  'shell.leave': 'Quitter',
  'shell.leaveNow': 'Quitter cette page maintenant',
  'shell.leaveHelp':
    'Appuyez sur Quitter, ou trois fois sur la touche Maj, et cette page disparaît aussitôt. La liste gardée sur ce téléphone pour l’usage hors ligne est effacée avec elle.',
  'shell.leaveHistory':
    'L’historique du navigateur peut encore montrer que cette page a été ouverte. Pour plus de sûreté, effacez-le, ou utilisez une fenêtre privée.',
  'shell.leaveMore': 'Ce que fait « Quitter »',
  'shell.back': 'Retour',
  'shell.skip': 'Aller au contenu',
  'shell.wordsFailed': 'Cette langue n’a pas pu être chargée. Réessayez quand il y aura du réseau.',
  'shell.broken':
    'Quelque chose a échoué dans cette page. Si quelqu’un est blessé, allez maintenant au service de santé le plus proche.',
  'shell.again': 'Recommencer',

  'need.heading': 'Quelle aide ?',
  'need.intro': 'Ce que vous choisissez ici reste sur ce téléphone. Rien n’est envoyé ni gardé.',
  'need.report': 'Dire en confiance ce qui vous a été rapporté ou ce que vous avez vu',

  'group.rape': 'Soins médicaux après un viol ou des violences sexuelles',
  'group.rape.hint': 'Le plus tôt possible est le mieux. Les soins aident à tout moment.',
  'group.injury': 'Soins d’une blessure',
  'group.psychosocial': 'Quelqu’un à qui parler',
  'group.legal': 'Aide juridique',
  'group.safe_space': 'Un espace sûr pendant la journée',
  'group.shelter': 'Un lieu sûr pour la nuit',
  'group.police': 'Police',
  'group.food': 'Nourriture',
  'group.livelihood': 'Travail et revenu',
  'group.education': 'École et apprentissage',

  'region.heading': 'Quelle partie du pays ?',
  'region.intro': 'La liste entière d’une région est chargée : personne ne peut en déduire où vous êtes.',
  'region.several': 'Plusieurs régions contiennent ce lieu. Choisissez celle où vous vous déplaceriez.',

  'place.heading': 'D’où part le chemin ?',
  'place.intro': 'Le lieu reste sur ce téléphone. Il n’est pas envoyé, pas même pour établir la liste.',
  'place.chosen': 'Aide : {need}',
  'place.near': 'Près de moi',
  'place.nearHint':
    'Utilise une seule fois la position de ce téléphone. Il vous demande d’abord, et peut interroger le service de son fabricant.',
  'place.nearWait': 'Le téléphone cherche sa position. Cela peut prendre une demi-minute.',
  'place.nearRefused':
    'Le téléphone n’a pas donné sa position. Écrivez un lieu, choisissez une zone ou touchez la carte.',
  'place.nearFailed': 'Le téléphone n’a pas trouvé sa position. Allez à ciel ouvert et réessayez, ou écrivez un lieu.',
  'place.here': 'là où vous êtes',
  'place.hereRough': 'là où vous êtes, à {distance} près',
  'place.map': 'Toucher la carte',
  'place.mapHint': 'La carte est faite de la liste sur ce téléphone.',
  'place.mapHeading': 'Touchez le point de départ',
  'place.mapLoading': 'La carte se charge.',
  'place.mapFailed': 'La carte n’a pas pu être chargée. Écrivez un lieu ou choisissez une zone.',
  'place.onMap': 'le point sur la carte',
  'place.type': 'Écrire un lieu ou une position',
  'place.typeHint':
    'Une ville, un village ou une zone. Ou une position comme 11.8469, 13.1572 ou 11°50\'49"N 13°9\'26"E.',
  'place.found': '{count|one=un lieu trouvé|other=# lieux trouvés}',
  'place.notFound':
    'Rien n’a été trouvé. Essayez une autre orthographe ou le lieu plus grand le plus proche, ou choisissez une zone.',
  'place.notYet': 'La position n’est pas encore complète. Écrivez par exemple 11.8469, 13.1572.',
  'place.position': 'position {position}',
  'place.near.area': 'près de {area}',
  'place.area': 'zone',
  'place.areaIn': 'zone de {area}',
  'place.pick': 'Choisir une zone',
  'place.pickHint': 'Les temps sont alors comptés depuis le milieu de la zone environ.',
  'place.pickHeading': 'Quelle zone ?',
  'place.whole': 'Partir de {area}',
  'place.within': 'Dans {area}',
  'place.noAreas': 'Cette liste ne nomme aucune zone. Écrivez un lieu ou touchez la carte.',
  'place.outside':
    'Ce lieu est loin hors du territoire de cette liste. Choisissez un autre lieu, ou continuez : la liste indique les distances.',
  'place.outsideOther': 'Ce lieu relève de la liste de {region}.',
  'place.useOther': 'Charger la liste de {region}',
  'place.goOn': 'Continuer avec ce lieu',

  'data.loading': 'La liste se charge.',
  'data.roadsLoading': 'Les temps de trajet sont approximatifs tant que les routes ne sont pas chargées.',
  'data.failed': 'La liste n’a pas pu être chargée, et ce téléphone n’en a pas de copie.',
  'data.failedNext':
    'Réessayez quand il y aura du réseau. Si quelqu’un est blessé, allez maintenant au service de santé le plus proche.',
  'data.broken': 'Le serveur n’a pas donné la liste.',
  'data.retry': 'Réessayer',
  'data.none': 'Il n’y a pas encore de liste ici.',
  'data.noneNext':
    'Demandez à un agent de santé ou à une personne de confiance. Si quelqu’un est blessé, allez maintenant au service de santé le plus proche.',
  'data.of': 'Liste du {day}, chargée {ago}',
  'data.ofUnknown': 'Liste sans date, chargée {ago}',
  'data.offline': 'vous êtes hors ligne',
  'data.kept': 'le réseau ne répond pas, voici la copie de ce téléphone',
  'data.old':
    'Cette copie a {count|one=un jour|other=# jours}. Des lieux ont pu changer : appelez avant de partir, et regardez de nouveau quand il y aura du réseau.',
  'data.invented': 'Ceci est une démonstration. Tous les lieux sont inventés.',
  'data.sources': 'Sources et licences',
  'data.version': 'Une version plus récente de cette page est prête. Vos choix sont perdus quand elle se charge.',
  'data.versionUse': 'La charger',
} as const satisfies Record<keyof typeof EN_SHELL, string>;
