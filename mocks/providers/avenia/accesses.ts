/**
 * Logins of the account. The sandbox has one, the first, which is the admin; its permissions are kept and enforced nowhere.
 * Source: https://api-reference.avenia.io/api-reference/endpoints/auth/accesses/get-access-id, read 2026-11-30.
 */
import {
  type BaseContext,
  defineBehaviour,
  defineReaction,
  type StoredRecord,
} from '../../provider.ts'
import { MAIN_CREATED_AT, toMicros } from './dates.ts'
import { isOtpRight, refuseOtp } from './totp.ts'

type Permissions = Record<string, boolean>

interface Access extends StoredRecord {
  permissions: Permissions
}

interface Change {
  id: string
  otp: string
  permissions: Permissions
}

const FIRST: Permissions = {
  payIn: true,
  payOut: true,
  convert: true,
  onChain: true,
  viewOnly: false,
}

/** Of the guide's table; whether somebody is an admin cannot be changed. */
const NAMES = [...Object.keys(FIRST), 'markup', 'beneficiary', 'enforceAllowedBeneficiaries']

/** Shows what a login may do. */
export const readAccess = defineBehaviour('access.read', (context) => {
  const { id } = context.request.params as { id: string }
  if (id !== context.account.fields.accessId) return context.refuse('notFound')
  const name = context.quirk.value<string>('avenia.accesses.permissions-key')
  const access = {
    id,
    email: context.account.credentials.email,
    [name]: readPermissions(context),
    createdAt: toMicros(MAIN_CREATED_AT),
  }
  return { status: 200, body: { access } }
})

/** Changes permissions; those left out stay. */
export const updateAccess = defineBehaviour<Change>('access.update', (context) => {
  const { id, otp, permissions } = context.request.body
  if (!isOtpRight(context, otp)) return refuseOtp(context)
  if (id !== context.account.fields.accessId) return context.refuse('notFound')
  const given = Object.entries(permissions).filter(([name]) => NAMES.includes(name))
  const changed = { ...readPermissions(context), ...Object.fromEntries(given) }
  const accesses = context.collection<Access>('access')
  if (accesses.get(id)) accesses.update(id, { permissions: changed })
  else accesses.insert({ id, permissions: changed })
  return { status: 200, body: {} }
})

function readPermissions(context: BaseContext): Permissions {
  const id = String(context.account.fields.accessId)
  return context.collection<Access>('access').get(id)?.permissions ?? FIRST
}

/** Looks up the id, as somebody would in a list of logins. */
export const findAccessId = defineReaction('access.id', ({ account }) => ({
  id: account.fields.accessId,
}))
