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
} as const satisfies Record<keyof typeof EN_SHELL, string>;
