// English of what the pages of care share, and of the first steps of /find. The other languages follow its keys.
export const EN_SHELL = {
  'shell.title': 'Information',
  'shell.language': 'Language',
  'shell.leave': 'Leave',
  'shell.leaveNow': 'Leave this page now',
  'shell.leaveHelp':
    'Press Leave, or the Shift key three times, and this page is gone at once. The list saved on this phone for use offline is erased with it.',
  'shell.leaveHistory':
    'The list of visited pages in the browser may still show that this page was opened. To be sure, erase it there, or use a private window.',
  'shell.leaveMore': 'What leaving does',
  'shell.back': 'Back',
  'shell.skip': 'Skip to the content',
  'shell.wordsFailed': 'This language could not be loaded. Try again when there is a network.',
} as const;
