// Why a report was not sent although the network was there. Apart from what seals, which is loaded later.

/** `no_keys`: nobody could open it any more. `photo`: the photo and the text together are too large. */
export class SendingFailure extends Error {
  readonly code: 'no_keys' | 'photo';
  constructor(code: SendingFailure['code']) {
    super(code);
    this.name = 'SendingFailure';
    this.code = code;
  }
}
