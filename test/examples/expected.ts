/**
 * The variants that break the flawed shop, each with the line of it that cannot bear them. Derived
 * from its code; a run of the matrix must find just these, and none for the correct shop.
 */
export const BREAKING: Record<string, string> = {
  // It knows an order by `orderId` in the body of a callback, and waits for the callback alone.
  'cobru.create.platform-gates-callback=only-when-api':
    'sends no `platform`, and nothing but a callback makes an order paid',
  'cobru.webhook.payload=legacy': 'the older callback has no `orderId`',
  'cobru.webhook.orderid-origin=query-only':
    'reads `orderId` from the body, and not from its own query',
  'cobru.webhook.encoding=form': 'parses every callback as JSON',
  'cobru.webhook.out-of-order=shuffled':
    'the callback comes up to half a minute late, and nobody asks meanwhile',
  'cobru.webhook.delivery=duplicate': 'ships once per callback',
  'cobru.webhook.unsigned=spoofed': 'believes `state`, so the order is paid before the payer paid',
  // It compares amounts as text.
  'cobru.webhook.amount-type=number': '50000 is not "50000.00"',
  'cobru.create.amount-string=number': '"50000.00" is not 50000',
  // It sends flags as an object, and text only after a 400.
  'cobru.create.pme-object-403=403': 'a 403 is not the 400 after which it sends text',
  'cobru.webhook.https-only=reject-http':
    'its callback is plain http while it is tested; it has no words for a refusal',
  // It reads the QR at `[0].fields.qr_value` and nowhere else.
  'cobru.pay.double-encoded=plain-array': 'parses a second time what needs it no more',
  'cobru.pay.fields-as-text=string': '`fields` is a text, which has no `qr_value`',
  'cobru.pay.response-shapes=single-order': 'one object is not text',
  'cobru.pay.breb-qr-field=check-qr': 'the code is in `check_qr`',
  'cobru.pay.breb-qr-field=payment-details-qr-bitcoin':
    'the code is below `payment_details`, which is not text',
  'cobru.pay.breb-qr-field=rotate': 'the second code stands elsewhere than the first',
  'cobru.pay.breb-gated=not-allowed-400':
    'without a QR it has no page to fall back to: its link is dead',
  'cobru.pay.limit-length-cc=reject-all-400': 'no document is taken, so there is no QR either',
  // It sends words where numbers are safe, and reads one shape of list and state.
  'cobru.bank.bank-name-is-id=int-id': 'sends the name of the bank',
  'cobru.bank.int-enums=int': 'sends `savings` and `CC`',
  'cobru.bank.list-vs-page=paginated': 'reads a list, and a page is none',
  'cobru.bank.state-type=int': 'waits for `consigned`, not for state 3',
  'cobru.bank.pace=by-hand': 'expects the bank to be done after three minutes',
}
