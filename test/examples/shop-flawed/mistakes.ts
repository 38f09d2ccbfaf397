/** The ten mistakes of this shop, and the item of Cobru's checklist that each breaks. */
export const MISTAKES: Record<string, { item: string; instead: string }> = {
  'token-per-request': {
    item: 'token-cache',
    instead: 'keep the token until a minute before its end',
  },
  'blind-retry': { item: 'no-blind-retry', instead: 'repeat only what got no answer or a 5xx' },
  'flags-as-object': { item: 'flags-as-string', instead: 'send the flags as JSON inside a string' },
  'link-from-pk': { item: 'hosted-url', instead: 'build the link from `url`, the slug' },
  'callback-refused': { item: 'callback', instead: 'answer 200 at once, to every state' },
  'callback-believed': { item: 'lookup', instead: 'read /cobru_detail/{url} before acting' },
  'callback-twice': { item: 'callback-duplicates', instead: 'remember what was done for an order' },
  'qr-forever': { item: 'qr-life', instead: 'make a new code when five minutes are over' },
  'payout-blind': { item: 'payout-balance', instead: 'read /balance/ right before' },
  'payout-without-key': { item: 'payout-key', instead: 'send an `idempotency_key` per order' },
}
