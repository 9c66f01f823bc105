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
} as const satisfies Record<keyof typeof EN_SHELL, string>;
