/**
 * The Bre-B network as the sandbox has it: keys are registered unless they hold INVALID, or a trigger
 * says otherwise. Source: https://integration-guide.avenia.io/docs/Bank%20Accounts/bankAccountsCop, read 2026-11-20.
 */
import {
  type BaseContext,
  defineBehaviour,
  defineReaction,
  type StoredRecord,
  TriggerRefused,
} from '../../provider.ts'
import { readQuery, withOwner } from './scope.ts'

/** A key about which a trigger has said something. */
interface Key extends StoredRecord {
  isRegistered: boolean
  holderName: string
}

/** As the printed answer masks the holder. */
const SAMPLE_HOLDER = { holderName: 'San*** Te****', holderIdNumber: '*****1234' }

export const UNKNOWN_KEY_HINT =
  'The Bre-B network does not know this key. GET /v2/account/bank-accounts/cop/bre-b-info tells malformed (400) from unregistered (404).'

/** Whether the network knows the key. */
export function isRegistered(context: BaseContext, key: string): boolean {
  const known = context.collection<Key>('brebKey').get(key)
  return known?.isRegistered ?? !/invalid/i.test(key)
}

/** Shows the masked holder of a key. */
export const getInfo = defineBehaviour('breb.info', (context) =>
  withOwner(context, () => {
    // The schema refuses a missing or malformed one before.
    const key = readQuery(context, 'breBKey')!
    if (!isRegistered(context, key)) return context.refuse('brebNotFound')
    const known = context.collection<Key>('brebKey').get(key)
    const holderName = known?.holderName || SAMPLE_HOLDER.holderName
    return { status: 200, body: { ...SAMPLE_HOLDER, holderName } }
  }),
)

/** Takes a key off the network. */
export const unregister = defineReaction<{ key: string }>('breb.unregister', (context) =>
  say(context, context.payload.key, { isRegistered: false, holderName: '' }),
)

/** Puts a key on the network. */
export const register = defineReaction<{ key: string; holderName?: string }>(
  'breb.register',
  (context) => {
    const { key, holderName = '' } = context.payload
    return say(context, key, { isRegistered: true, holderName })
  },
)

function say(context: BaseContext, key: string, said: Omit<Key, 'id'>) {
  if (key === '' || key.length > 100 || /\s/.test(key)) {
    throw new TriggerRefused('A key has 1 to 100 characters and no blanks')
  }
  const keys = context.collection<Key>('brebKey')
  if (keys.get(key)) keys.update(key, said)
  else keys.insert({ id: key, ...said })
  return { key, isRegistered: said.isRegistered }
}
