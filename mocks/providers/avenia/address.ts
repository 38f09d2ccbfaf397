/**
 * The address on file, one per owner.
 * Source: https://integration-guide.avenia.io/docs/Avenia-Account-Management/addressApi, read 2026-11-30.
 */
import { defineBehaviour, type StoredRecord } from '../../provider.ts'
import { withOwner } from './scope.ts'

interface Address extends StoredRecord {
  fields: Record<string, string>
}

const NAMES = [
  'streetLine1',
  'streetLine2',
  'streetLine3',
  'city',
  'countrySubdivision',
  'zipCode',
  'country',
]

/** Shows the address; an empty object when there is none. */
export const readAddress = defineBehaviour('address.read', (context) =>
  withOwner(context, (owner) => {
    const address = context.collection<Address>('address').get(owner)
    return { status: 200, body: { address: address?.fields ?? {} } }
  }),
)

/** Replaces all fields; what is left out is empty afterwards. */
export const putAddress = defineBehaviour<Record<string, string>>('address.update', (context) =>
  withOwner(context, (owner) => {
    const given = NAMES.map((name) => [name, context.request.body[name] ?? ''])
    const fields = { ...Object.fromEntries(given), source: 'USER' }
    const addresses = context.collection<Address>('address')
    if (addresses.get(owner)) addresses.update(owner, { fields })
    else addresses.insert({ id: owner, fields })
    return { status: 200, body: {} }
  }),
)
