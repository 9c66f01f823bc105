// English of the report. The other languages follow its keys.
export const EN_REPORT = {
  'report.title': 'Tell something in confidence',
  'report.intro':
    'You can tell what was done to you, or what you saw or heard. You need no name, no account and no e-mail address.',
  'report.loading': 'Loading',
  'report.retry': 'Try again',
  'report.cancel': 'Stop',
  'report.findHelp': 'Find help near you',
  'report.step': 'Step {step} of {steps}',

  'report.start.offline':
    'There is no network now, and a report needs one. Try again when there is one, or look for a place that helps: that page works without.',
  'report.start.failed': 'Something failed, not by your doing. Wait a minute, then try again.',

  'report.none.title': 'This page does not take reports yet',
  'report.none.text':
    'Nobody here has set up a key to read them with. You can look for a place that helps, and tell somebody there.',
  'report.insecure.title': 'Nothing can be sealed over this connection',
  'report.insecure.text':
    'Open this page with https at the beginning of its address, or in a browser of the last years. Until then write nothing here.',

  'report.emergency': 'Nobody is alerted now',
  'report.emergency.text':
    'Nobody comes because of what you write here. If someone is hurt or in danger, go for help first.',
  'report.readers': 'Who reads it',
  'report.readers.text':
    'Your words are sealed on this device. Only trained people of the organization behind this page can open them, with {keys|one=a key that they keep|other=one of # keys that they keep}. The computer that passes them on cannot.',
  'report.when': 'When they read it',
  'report.when.text':
    'From the next day on, together with all that came that day. Nobody can see the hour. An answer may take some days.',
  'report.kept': 'What is kept',
  'report.kept.text':
    'Your sealed words and the day on which they came. No hour, no address, nothing about your device.',
  'report.identify': 'What can still tell who you are',
  'report.identify.text':
    'Your own words, or a photo. Leave out names, phone numbers, exact dates of birth, faces and house fronts: yours, and those of others.',
  'report.device': 'What stays on this device',
  'report.device.text':
    'This page stores nothing. The list of visited pages in the browser may still show that it was opened.',
  'report.duty': 'What they may have to pass on',
  'report.duty.unknown':
    'It is not recorded here who must pass on what they hear. In many places some staff must tell the authorities about certain acts, above all against children. If that could put anybody in danger, ask a service that you trust before you write.',
  'report.withdraw': 'If you change your mind',
  'report.withdraw.text':
    'With your receipt you can write at any time that your report may no longer be used. It is then left out of all that is counted later. Figures that are published already stay as they are.',
  'report.consent':
    'If you go on, you agree that these people read what you write and use it to help, and to count what is reported, without saying who you are.',
  'report.agree': 'I agree and go on',
  'report.haveReceipt': 'I have a receipt',
  'report.again': 'What you write now is added under your receipt.',

  'report.area.title': 'Where was it?',
  'report.area.hint': 'It helps the right people to answer. You can leave it out.',
  'report.area.region': 'Part of the country',
  'report.area.top': 'Area',
  'report.area.part': 'Part of that area',
  'report.area.notSaid': 'I would rather not say',
  'report.area.all': 'I would rather not say more',
  'report.area.failed': 'The areas could not be loaded. You can go on without one.',
  'report.area.nobody':
    'We know of no medical or psychosocial service in {area} that may be open. Those who read your report may have nobody near you to send you to.',
  'report.area.call': 'Here somebody answers:',
  'report.area.elsewhere': 'There may be one in another area:',
  'report.area.still': 'You can still go on and tell.',
  'report.next': 'Go on',

  'report.write.title': 'What do you want to tell?',
  'report.write.label': 'Your words',
  'report.write.hint': 'What was done or seen, roughly where, to how many people, and what is needed now. No names.',
  'report.write.left': '{left|one=# character left|other=# characters left}',
  'report.write.empty': 'Write something, or add a photo, before you go on.',
  'report.day.label': 'On which day?',
  'report.day.notSure': 'I am not sure, or would rather not say',
  'report.day.later': 'This day has not come yet. Choose an earlier one.',
  'report.photo.label': 'A photo, if you like',
  'report.photo.hint':
    'It is drawn anew on this device as a small picture. Place, hour and camera in the file are lost. What can be seen in it stays: faces, house numbers, uniforms.',
  'report.photo.choose': 'Choose a photo',
  'report.photo.working': 'The photo is being drawn anew.',
  'report.photo.alt': 'The photo as it will be sent',
  'report.photo.size': '{kilobytes} kB. This is all that will be sent.',
  'report.photo.remove': 'Remove the photo',
  'report.photo.not_a_picture':
    'This browser cannot read that file as a photo, so it was not added. Take another one, or go on without.',
  'report.photo.too_large':
    'This photo cannot be made small enough, so it was not added. Take another one, or go on without.',
  'report.photo.blocked':
    'This browser does not let pages draw pictures, so the photo was not added: its place and hour could not be taken out. Go on without it.',
  'report.reply.label': 'I would like an answer, and will look for it here with my receipt',

  'report.check.title': 'Before it is sent',
  'report.check.found': 'This may tell who somebody is',
  'report.check.foundText':
    'It was found on this device and sent to nobody. You can change it, or leave it if you want it so.',
  'report.check.clear':
    'We found no name, number or address in your words. The check is simple and misses things: read them once more.',
  'report.check.email': 'an e-mail address',
  'report.check.number': 'a number of a phone or a paper',
  'report.check.birth': 'a date of birth',
  'report.check.name': 'a name',
  'report.check.photo': 'With one photo. Look at it once more.',
  'report.check.change': 'Change my words',
  'report.check.send': 'Send',
  'report.check.sendAnyway': 'Send it as it is',
  'report.work':
    'Your device seals your words and does a small sum, so that nobody can flood this page. This takes some seconds.',
  'report.work.look': 'Your device does a small sum, so that nobody can try many receipts. This takes some seconds.',
  'report.work.progress': 'How much of the sum is done',

  'report.failed': 'It was not sent',
  'report.failed.look': 'Nothing could be looked up',
  'report.problem.offline':
    'There is no network now. What you wrote is still on this page. Try again when there is a network.',
  'report.problem.busy': 'Too many people are here at once. Wait a minute, then try again.',
  'report.problem.reports_full':
    'No more reports can be taken today. Nothing was stored. Try again tomorrow, or call somebody of your area.',
  'report.problem.again': 'Something changed in between. Nothing was stored. Try again.',
  'report.problem.no_keys':
    'Nobody can read reports here any more, so it was not sent. Look for a place that helps, and tell somebody there.',
  'report.problem.photo': 'The photo does not fit beside so many words. Remove it, or write less.',
  'report.problem.other': 'Something failed, not by your doing. What you wrote is still on this page. Try again.',

  'report.receipt.title': 'It is sent. Keep these 16 digits',
  'report.receipt.label': 'Your receipt',
  'report.receipt.only':
    'They are the only way to read an answer or to write again. Nobody can give them to you once more.',
  'report.receipt.keep':
    'Learn them by heart if you can. What is written down or copied can be found: put nothing beside it that says what it is for.',
  'report.receipt.when':
    'Your report can be read from tomorrow on. Come back here after some days and choose “I have a receipt”.',
  'report.receipt.copy': 'Copy',
  'report.receipt.copied': 'Copied. Other apps may see what you copied: paste it, then copy something else.',
  'report.receipt.print': 'Print',
  'report.receipt.done': 'I have kept them. Clear this page',
  'report.receipt.againTitle': 'It is sent under your receipt',
  'report.receipt.againText': 'Your receipt stays the same. It can be read from tomorrow on.',
  'report.receipt.clear': 'Clear this page',

  'report.inbox.title': 'Look for an answer',
  'report.inbox.label': 'Your 16 digits',
  'report.inbox.look': 'Look',
  'report.inbox.empty': 'Write the digits of your receipt first.',
  'report.inbox.none': 'There is no answer under these digits',
  'report.inbox.noneText':
    'Nobody has answered yet, or a digit differs. Compare each digit, or look again in some days.',
  'report.inbox.found': '{count|one=One answer|other=# answers}',
  'report.inbox.from': 'Written on {day}',
  'report.inbox.last': 'The last four answers are kept.',
  'report.inbox.write': 'Write again under this receipt',
  'report.inbox.other': 'Type the digits again',
} as const;
