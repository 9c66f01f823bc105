// Arabic of the shell of the pages of care.
import type { EN_SHELL } from './en_shell.ts';

export const AR_SHELL = {
  'shell.title': 'معلومات',
  'shell.language': 'اللغة',
  'shell.leave': 'خروج',
  'shell.leaveNow': 'الخروج من هذه الصفحة الآن',
  'shell.leaveHelp':
    'اضغط «خروج»، أو مفتاح Shift ثلاث مرات، فتختفي هذه الصفحة فورًا. وتُمحى معها القائمة المحفوظة على هذا الهاتف للاستعمال دون اتصال.',
  'shell.leaveHistory': 'قد يُظهر سجل المتصفح مع ذلك أن هذه الصفحة قد فُتحت. وللاطمئنان امحُ السجل أو استعمل نافذة خاصة.',
  'shell.leaveMore': 'ماذا يفعل الخروج',
  'shell.back': 'رجوع',
  'shell.skip': 'الانتقال إلى المحتوى',
  'shell.wordsFailed': 'تعذّر تحميل هذه اللغة. حاول مرة أخرى عند توفر الشبكة.',
} as const satisfies Record<keyof typeof EN_SHELL, string>;
