// Spanish of the map of /find.
import type { EN_MAP } from './en_map.ts';

export const ES_MAP = {
  'map.label': 'Mapa de los lugares de la lista',
  'map.pickLabel': 'Mapa para elegir un lugar',
  'map.pickFar': 'Toque cerca del lugar de donde sale. El mapa se acerca.',
  'map.pickNear': 'Toque el lugar de donde sale. Se queda en este teléfono.',
  'map.pickOther': 'También puede volver y escribir un lugar o una coordenada, o elegir una zona.',
  'map.pickMiddle': 'Elegir el centro del mapa',
  'map.zoomIn': 'Más cerca',
  'map.zoomOut': 'Más lejos',
  'map.first': 'Mostrar los primeros lugares',
  'map.whole': 'Mostrar todo',
  'map.legend': 'Qué significan los signos',
  'map.start': 'Usted sale de aquí',
  'map.open': 'Abierto cuando llegue',
  'map.closed': 'Cerrado cuando llegue',
  'map.unknown': 'No se sabe si está abierto',
  'map.stale': 'Sin confirmar hace tiempo: llame antes',
  'map.review': 'En revisión: llame antes',
  'map.number': 'Puesto en la lista',
  'map.source': 'De la lista guardada {name}, cambiada el {date}.',
  'map.sourceUndated': 'De la lista guardada {name}.',
  'map.noRoads': 'La lista no contiene caminos.',
  'map.failed': 'El mapa no se puede dibujar en este teléfono.',
  'map.failedNext': 'La lista muestra los mismos lugares, con el tiempo hasta cada uno.',
  'map.failedPick': 'Vuelva y escriba un lugar o una coordenada, o elija una zona.',
} as const satisfies Record<keyof typeof EN_MAP, string>;
