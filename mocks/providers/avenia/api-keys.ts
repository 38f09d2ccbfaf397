/**
 * API keys that clients make; the engine verifies what they sign.
 * Source: https://integration-guide.avenia.io/docs/Security/apiKeysManagements, read 2026-11-20.
 */
import { createPublicKey } from 'node:crypto'
import { defineBehaviour, type StoredRecord } from '../../provider.ts'
import { toMicros } from './dates.ts'
import { refuseField } from './refuse.ts'
import { readQuery } from './scope.ts'
import { isOtpRight, refuseOtp } from './totp.ts'

/** The record's id is the key's value, so that the engine finds the account by it. */
interface ApiKey extends StoredRecord {
  keyId: string
  name: string
  publicKey: string
  whitelistedIPs: string[]
  createdAt: number
}

interface NewKey {
  otp: string
  name: string
  publicKey: string
  whitelistedIPs?: string[]
}

interface KeyChange {
  otp: string
  apiKey: string
  whitelistedIPs?: string[]
}

const MAX_KEYS = 5

/** Registers a public key; its API key is told once. */
export const createApiKey = defineBehaviour<NewKey>('apiKey.create', (context) => {
  const { otp, name, publicKey, whitelistedIPs = [] } = context.request.body
  if (!isOtpRight(context, otp)) return refuseOtp(context)
  if (!isPublicKey(publicKey))
    return refuseField(context, 'publicKey', 'It is not a public key in PEM.')
  const keys = context.collection<ApiKey>('apiKey')
  if (keys.count() >= MAX_KEYS)
    return refuseField(context, 'name', `There are ${MAX_KEYS} keys already; delete one.`)
  const id = context.ids.uuid('apiKey')
  const keyId = context.ids.uuid('apiKey.id')
  keys.insert({ id, keyId, name, publicKey, whitelistedIPs, createdAt: context.now })
  const status = context.quirk.value<number>('avenia.api-keys.create-status')
  return { status, body: { apiKey: id } }
})

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).type === 'public'
  } catch {
    return false
  }
}

/** Lists keys without their values. */
export const listApiKeys = defineBehaviour('apiKey.list', (context) => {
  const keys = context.collection<ApiKey>('apiKey').list()
  const apiKeys = keys.map(({ keyId, name, whitelistedIPs, createdAt }) => ({
    id: keyId,
    name,
    whitelistedIPs,
    createdAt: toMicros(createdAt),
  }))
  return { status: 200, body: { apiKeys } }
})

/** Changes the allow-list; the key itself is named, in the body. */
export const updateApiKey = defineBehaviour<KeyChange>('apiKey.update', (context) => {
  const { otp, apiKey, whitelistedIPs } = context.request.body
  if (!isOtpRight(context, otp)) return refuseOtp(context)
  const keys = context.collection<ApiKey>('apiKey')
  if (!keys.get(apiKey))
    return refuseField(
      context,
      'apiKey',
      'This account made no such key. Send its value, not its id.',
    )
  if (whitelistedIPs !== undefined) keys.update(apiKey, { whitelistedIPs })
  return { status: 200, body: context.quirk.value('avenia.updates.answer') }
})

/** Deletes a key; requests signed with it are refused from then on. */
export const deleteApiKey = defineBehaviour('apiKey.delete', (context) => {
  if (!isOtpRight(context, readQuery(context, 'otp') ?? '')) return refuseOtp(context)
  const keys = context.collection<ApiKey>('apiKey')
  const { id: keyId } = context.request.params as { id: string }
  const [key] = keys.list({ where: { keyId }, limit: 1 })
  if (!key) return context.refuse('notFound')
  keys.delete(key.id)
  return { status: 200, body: {} }
})
