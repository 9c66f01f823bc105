// What a person is told before an incident is recorded, in one place: whoever enters one reads it out, and whoever
// imports some confirms that it was said.

/** Said before consent. The last sentence is the limit of withdrawing it. */
export const CONSENT_TEXT =
  'What you tell is kept by this organization. Others see it only as counts together with many other reports, never your name, the exact place or the hour. ' +
  'You may withdraw your consent at any time: the record is then taken out of every answer, every later release and every backup that is brought back. ' +
  'Releases that are already signed hold only counts of many reports together and cannot be changed: they stay as they are.';
