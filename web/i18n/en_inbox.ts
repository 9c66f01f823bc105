// English wording of the stewards' inbox of reports in confidence.
export const EN_INBOX = {
  'inbox.title': 'Sealed reports',
  'inbox.notYours': 'Only stewards have this page',
  'inbox.notYoursHint': 'Sign in as a steward, or go back to the map.',
  'inbox.insecure': 'Keys need a connection with https',
  'inbox.insecureHint': 'Browsers make and open keys over https only. Open this page over https.',

  'inbox.key': 'Your key',
  'inbox.keyIntro':
    'Reports are sealed in the reporter’s browser. Only the key of a steward opens them, here in your browser. The server has no key and cannot read them.',
  'inbox.noKey': 'No key is published: nobody can report yet',
  'inbox.noKeyHint':
    'Make a key. Reports are possible from then on. Make it on the computer on which you will read, and let a second steward make one too: if the only key is lost, what was sealed to it stays closed for good.',
  'inbox.make': 'Make a key',
  'inbox.makeAnother': 'Make a key of your own',
  'inbox.open': 'Open the key file',
  'inbox.file': 'Key file',
  'inbox.fileHint': 'The file that you saved when you made the key. It is not sent anywhere.',
  'inbox.passphrase': 'Passphrase of the key file',
  'inbox.opening': 'Opening. This takes a few seconds.',
  'inbox.not_a_key_file': 'This is no key file. Choose the one that ends in .safereach-key.',
  'inbox.wrong_passphrase': 'The passphrase does not open this file. Check the keyboard and try again.',
  'inbox.openedKey': 'Your key is open: {fingerprint}',
  'inbox.openedKeyHint': 'It is in the memory of this page only, and gone when you close or reload it.',
  'inbox.openedRetired': 'This key is not published any more. It opens reports from the time when it was.',
  'inbox.close': 'Close the key',

  'inbox.makeTitle': 'Make a key',
  'inbox.makeText':
    'The key is made in this browser and saved as a file that only your passphrase opens. Neither is ever sent. Nobody can restore them for you.',
  'inbox.newPassphrase': 'Passphrase',
  'inbox.newPassphraseHint':
    '16 characters or more: five words that nobody would guess from you. Another one than your password.',
  'inbox.short': 'Use 16 characters or more.',
  'inbox.again': 'Passphrase once more',
  'inbox.differs': 'The two are not the same.',
  'inbox.making': 'Making the key. This takes a few seconds.',
  'inbox.save': 'Make and save the file',
  'inbox.saved': 'The file {name} is being saved. Put it where only you reach it, and a copy somewhere else.',
  'inbox.proveText':
    'Now choose the saved file, so that we know that it is there and opens. Only then is the key published.',
  'inbox.other_file': 'This file holds another key. Choose the one that you have just saved.',
  'inbox.publish': 'Check the file and publish the key',

  'inbox.keys': 'Published keys',
  'inbox.keysIntro':
    'Every new report is sealed to all of these. Whoever holds one reads what comes from then on. Fingerprints are compared in a call or face to face.',
  'inbox.fingerprint': 'Fingerprint',
  'inbox.since': 'Published on',
  'inbox.whose': 'Confirmed',
  'inbox.yours': 'your open key',
  'inbox.known': 'by you, in this browser',
  'inbox.unknown': 'not by you yet',
  'inbox.unknownTitle':
    '{count|A key that you have not confirmed is published|# keys that you have not confirmed are published}',
  'inbox.unknownText':
    'Whoever holds such a key reads every report from then on. Ask the other stewards who made it, have them read its fingerprint to you, and confirm or retire it.',
  'inbox.confirm': 'It is the same',
  'inbox.confirmTitle': 'Confirm the key {fingerprint}?',
  'inbox.confirmText':
    'Say yes only if a steward whom you know has read the same fingerprint to you, in a call or face to face.',
  'inbox.confirmFailed': 'This browser keeps nothing, so the key counts as not confirmed again after a reload.',
  'inbox.retire': 'Retire',
  'inbox.retireTitle': 'Retire the key {fingerprint}?',
  'inbox.retireText':
    'New reports are no longer sealed to it. It still opens those from before. It cannot be published again.',
  'inbox.retireLast':
    'This is the only key: nobody can report until another one is published. It still opens those from before, and cannot be published again.',

  'inbox.reports': 'Reports',
  'inbox.reportsIntro':
    'A report can be read from the day after it came, so that nobody can tell its hour. Within a day they stand in an order drawn by lot.',
  'inbox.empty': 'No report yet',
  'inbox.emptyHint': 'What comes today stands here from tomorrow on.',
  'inbox.day': 'Came on {day}',
  'inbox.state': 'State',
  'inbox.state.new': 'new',
  'inbox.state.open': 'in work',
  'inbox.state.closed': 'closed',
  'inbox.messages': 'Messages',
  'inbox.replies': 'Replies',
  'inbox.read': 'Open',
  'inbox.readName': 'Open report {number} of {day}',
  'inbox.needKey': 'Open your key file above first.',
  'inbox.back': 'All reports',

  'inbox.report': 'Report of {day}',
  'inbox.message': 'Message of {day}',
  'inbox.occurred': 'Day told',
  'inbox.notSaid': 'not said',
  'inbox.area': 'Area told',
  'inbox.wishes': 'Wishes an answer',
  'inbox.yes': 'yes',
  'inbox.no': 'no',
  'inbox.noWords': 'No words, only a photo.',
  'inbox.photo': 'Photo of this report',
  'inbox.photoRefused': 'The photo is not shown: it was not made by our page and could harm this browser.',
  'inbox.failure.other_key':
    'This message is not sealed to your key: it came before your key was published, or after it was retired. Another steward may open it.',
  'inbox.failure.changed':
    'This message was changed after it was sealed, so nothing of it is shown. Tell your administrator.',
  'inbox.failure.unreadable':
    'This message was sealed by something else than our page, and cannot be read. You can close or delete it.',
  'inbox.copyWarn':
    'What you read here is told in confidence. Copy nothing into e-mail or messages; note as little as you need.',

  'inbox.reply': 'Your reply',
  'inbox.replyHint':
    'It is sealed here and only the receipt opens it. Write so that it harms nobody if somebody else has found the receipt: no names, no places.',
  'inbox.replyEmpty': 'Write something first.',
  'inbox.replyLong': 'This is too long for one reply. Shorten it, or send it in two.',
  'inbox.replySend': 'Seal and send',
  'inbox.replySent': 'The reply is sent. The reporter finds the last four.',
  'inbox.delete': 'Delete the report',
  'inbox.deleteTitle': 'Delete this report?',
  'inbox.deleteText':
    'The sealed messages and all replies are gone for good. Do this when the reporter has withdrawn it, or when nothing more is to be done.',
} as const;
