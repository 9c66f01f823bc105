// Spanish of the shell of the pages of care.
import type { EN_SHELL } from './en_shell.ts';

export const ES_SHELL = {
  'shell.title': 'Información',
  'shell.language': 'Idioma',
  'shell.leave': 'Salir',
  'shell.leaveNow': 'Salir de esta página ahora',
  'shell.leaveHelp':
    'Pulse Salir, o tres veces la tecla Mayús, y esta página desaparece al instante. La lista guardada en este teléfono para usarla sin conexión se borra con ella.',
  'shell.leaveHistory':
    'El historial del navegador puede mostrar todavía que se abrió esta página. Para mayor seguridad, bórrelo, o use una ventana privada.',
  'shell.leaveMore': 'Qué hace «Salir»',
  'shell.back': 'Atrás',
  'shell.skip': 'Ir al contenido',
  'shell.wordsFailed': 'No se pudo cargar este idioma. Inténtelo de nuevo cuando haya red.',

  'need.heading': '¿Qué ayuda?',
  'need.intro': 'Lo que elija aquí se queda en este teléfono. No se envía ni se guarda.',
  'need.report': 'Contar en confianza lo que le han contado o lo que ha visto',

  'group.rape': 'Atención médica tras una violación o violencia sexual',
  'group.rape.hint': 'Cuanto antes, mejor. La atención ayuda en cualquier momento.',
  'group.injury': 'Tratamiento de una herida',
  'group.psychosocial': 'Alguien con quien hablar',
  'group.legal': 'Ayuda legal',
  'group.safe_space': 'Un espacio seguro durante el día',
  'group.shelter': 'Un lugar seguro para la noche',
  'group.police': 'Policía',
  'group.food': 'Alimentos',
  'group.livelihood': 'Trabajo e ingresos',
  'group.education': 'Escuela y aprendizaje',

  'region.heading': '¿Qué parte del país?',
  'region.intro': 'Se carga la lista entera de una región, para que nadie pueda deducir de ella dónde está usted.',
  'region.several': 'Este lugar está en más de una región. Elija aquella por la que viajaría.',

  'place.heading': '¿Desde dónde se sale?',
  'place.intro': 'El lugar se queda en este teléfono. No se envía, ni siquiera para hacer la lista.',
  'place.chosen': 'Ayuda: {need}',
  'place.near': 'Cerca de mí',
  'place.nearHint':
    'Usa una sola vez la ubicación de este teléfono. El teléfono le pregunta antes, y puede consultar el servicio de su fabricante.',
  'place.nearWait': 'El teléfono busca su ubicación. Puede tardar medio minuto.',
  'place.nearRefused': 'El teléfono no dio su ubicación. Escriba un lugar, elija una zona o toque el mapa.',
  'place.nearFailed':
    'El teléfono no encontró su ubicación. Vaya a cielo abierto e inténtelo de nuevo, o escriba un lugar.',
  'place.here': 'donde está usted ahora',
  'place.hereRough': 'donde está usted ahora, con un margen de {distance}',
  'place.map': 'Tocar el mapa',
  'place.mapHint': 'El mapa se hace con la lista de este teléfono.',
  'place.mapHeading': 'Toque el punto de salida',
  'place.mapLoading': 'El mapa se está cargando.',
  'place.mapFailed': 'No se pudo cargar el mapa. Escriba un lugar o elija una zona.',
  'place.onMap': 'el punto en el mapa',
  'place.type': 'Escribir un lugar o una posición',
  'place.typeHint': 'Una ciudad, un pueblo o una zona. O una posición como 11.8469, 13.1572 o 11°50\'49"N 13°9\'26"E.',
  'place.found': '{count|one=un lugar encontrado|other=# lugares encontrados}',
  'place.notFound':
    'No se encontró nada. Pruebe otra forma de escribirlo o el lugar mayor más cercano, o elija una zona.',
  'place.notYet': 'La posición aún no está completa. Escriba por ejemplo 11.8469, 13.1572.',
  'place.position': 'posición {position}',
  'place.near.area': 'cerca de {area}',
  'place.area': 'zona',
  'place.areaIn': 'zona en {area}',
  'place.pick': 'Elegir una zona',
  'place.pickHint': 'Los tiempos se cuentan entonces más o menos desde el centro de la zona.',
  'place.pickHeading': '¿Qué zona?',
  'place.whole': 'Salir de {area}',
  'place.within': 'Dentro de {area}',
  'place.noAreas': 'Esta lista no nombra zonas. Escriba un lugar o toque el mapa.',
  'place.outside':
    'Este lugar está muy lejos del territorio de esta lista. Elija otro lugar, o siga: la lista muestra las distancias.',
  'place.outsideOther': 'Este lugar pertenece a la lista de {region}.',
  'place.useOther': 'Cargar la lista de {region}',
  'place.goOn': 'Seguir con este lugar',

  'data.loading': 'La lista se está cargando.',
  'data.roadsLoading': 'Los tiempos de viaje son aproximados hasta que se carguen los caminos.',
  'data.failed': 'No se pudo cargar la lista, y este teléfono no tiene ninguna copia.',
  'data.failedNext':
    'Inténtelo de nuevo cuando haya red. Si alguien está herido, vaya ahora al servicio de salud más cercano.',
  'data.broken': 'El servidor no dio la lista.',
  'data.retry': 'Intentar de nuevo',
  'data.none': 'Aquí todavía no hay ninguna lista.',
  'data.noneNext':
    'Pregunte a personal de salud o a alguien de confianza. Si alguien está herido, vaya ahora al servicio de salud más cercano.',
  'data.of': 'Lista del {day}, cargada {ago}',
  'data.ofUnknown': 'Lista sin fecha, cargada {ago}',
  'data.offline': 'está sin conexión',
  'data.kept': 'la red no responde, esta es la copia de este teléfono',
  'data.old':
    'Esta copia tiene {count|one=un día|other=# días}. Puede haber cambios: llame antes de ir, y vuelva a mirar cuando haya red.',
  'data.invented': 'Esto es una demostración. Todos los lugares son inventados.',
  'data.version': 'Hay una versión más nueva de esta página. Al cargarla se pierde lo que eligió.',
  'data.versionUse': 'Cargarla',
} as const satisfies Record<keyof typeof EN_SHELL, string>;
