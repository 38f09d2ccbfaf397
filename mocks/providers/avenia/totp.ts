/**
 * The second factor: RFC 6238 with SHA-1, 30 seconds and six digits, on the account's clock.
 * Source: https://github.com/Avenia-io/avenia-mcp, read 2026-11-20.
 */
import { createHmac } from 'node:crypto'
import {
  type BaseContext,
  defineBehaviour,
  defineReaction,
  type StoredRecord,
  TriggerRefused,
} from '../../provider.ts'
import { sendMail, spendMail } from './login.ts'
import { refuseField } from './refuse.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEP_MS = 30_000

interface Totp extends StoredRecord {
  secret: string
  isActive: boolean
}

/** Makes a secret, and sends the e-mail that its validation asks for. */
export const createTotp = defineBehaviour('totp.create', (context) => {
  const secret = context.ids.text('totp.secret', 32, BASE32)
  const totps = context.collection<Totp>('totp')
  if (totps.get('totp')) totps.update('totp', { secret, isActive: false })
  else totps.insert({ id: 'totp', secret, isActive: false })
  sendMail(context)
  const label = encodeURIComponent(context.account.credentials.email!)
  const qrCode = `otpauth://totp/Avenia:${label}?secret=${secret}&issuer=Avenia`
  return { status: 200, body: { secret, qrCode } }
})

/** Puts the secret into force. */
export const validateTotp = defineBehaviour<{ otp: string; emailToken: string }>(
  'totp.validate',
  (context) => {
    const totps = context.collection<Totp>('totp')
    const totp = totps.get('totp')
    const { otp, emailToken } = context.request.body
    if (!totp || !isCurrent(totp.secret, otp, context.now)) return refuseOtp(context)
    if (!spendMail(context, emailToken))
      return refuseField(context, 'emailToken', '`ensayo trigger avenia.login.token` shows it.')
    totps.update('totp', { isActive: true })
    return { status: 200, body: {} }
  },
)

/** Whether the second factor is in force and the code is current. */
export function isOtpRight(context: BaseContext, otp: string): boolean {
  const totp = context.collection<Totp>('totp').get('totp')
  return totp?.isActive === true && isCurrent(totp.secret, otp, context.now)
}

/** Says how to come by a code. */
export function refuseOtp(context: Parameters<typeof refuseField>[0]) {
  const hint =
    'TOTP must be in force (/v2/auth/mfa/totp/create, then validate) and the code current; `ensayo trigger avenia.mfa.code` shows it.'
  return refuseField(context, 'otp', hint)
}

/** Looks at the authenticator. */
export const readCode = defineReaction('mfa.code', (context) => {
  const totp = context.collection<Totp>('totp').get('totp')
  if (totp) return { otp: toCode(totp.secret, Math.floor(context.now / STEP_MS)) }
  throw new TriggerRefused('There is no second factor. POST /v2/auth/mfa/totp/create first')
})

/** One step either way is forgiven. */
function isCurrent(secret: string, otp: string, now: number): boolean {
  const step = Math.floor(now / STEP_MS)
  return [step - 1, step, step + 1].some((each) => toCode(secret, each) === otp)
}

function toCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.max(0, step)))
  const hash = createHmac('sha1', decodeBase32(secret)).update(counter).digest()
  const offset = hash[hash.length - 1]! & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function decodeBase32(text: string): Buffer {
  const bits = [...text].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
