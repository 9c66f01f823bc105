// French of the map of /find.
import type { EN_MAP } from './en_map.ts';

export const FR_MAP = {
  'map.label': 'Carte des lieux de la liste',
  'map.pickLabel': 'Carte pour choisir un lieu',
  'map.pickFar': 'Touchez près du lieu d’où vous partez. La carte se rapproche.',
  'map.pickNear': 'Touchez le lieu d’où vous partez. Il reste sur ce téléphone.',
  'map.pickOther': 'Vous pouvez aussi revenir et écrire un lieu ou une coordonnée, ou choisir une zone.',
  'map.pickMiddle': 'Choisir le milieu de la carte',
  'map.zoomIn': 'Plus près',
  'map.zoomOut': 'Plus loin',
  'map.first': 'Montrer les premiers lieux',
  'map.whole': 'Tout montrer',
  'map.legend': 'Ce que veulent dire les signes',
  'map.start': 'Vous partez d’ici',
  'map.open': 'Ouvert à votre arrivée',
  'map.closed': 'Fermé à votre arrivée',
  'map.unknown': 'On ne sait pas si c’est ouvert',
  'map.stale': 'Pas confirmé récemment : appelez d’abord',
  'map.review': 'En cours de vérification : appelez d’abord',
  'map.number': 'Rang dans la liste',
  'map.source': 'D’après la liste enregistrée {name}, modifiée le {date}.',
  'map.sourceUndated': 'D’après la liste enregistrée {name}.',
  'map.noRoads': 'La liste ne contient pas de routes.',
  'map.failed': 'La carte ne peut pas être dessinée sur ce téléphone.',
  'map.failedNext': 'La liste montre les mêmes lieux, avec le temps de trajet jusqu’à chacun.',
  'map.failedPick': 'Revenez et écrivez un lieu ou une coordonnée, ou choisissez une zone.',
} as const satisfies Record<keyof typeof EN_MAP, string>;
