/**
 * What is to be sent, as rows that commit with whatever caused them. On the path of a request: a
 * payload is encoded once, and what is sent later is decided here, seeded.
 */
import { parseDuration } from '../../base/duration.ts'
import { EnsayoError } from '../../base/errors.ts'
import type { Delivery, Notification, SignatureRule } from '../../dialect/types.ts'
import type { ForgedKind } from '../accounts/rule-types.ts'
import type { Ids } from '../store/ids.ts'
import { type EncodedPayload, encodePayload } from './encode.ts'
import type { Target } from './endpoints.ts'
import { sign } from './sign.ts'
import type { DeliveryRow } from './types.ts'

/** Setting of a `delivery` variant; durations are ISO 8601 text. */
export interface DeliverySetting {
  send?: boolean
  /** How often it is sent in all. */
  copies?: number
  /** ISO 8601, or milliseconds. */
  delay?: string | number
  /** Up to this long a further, seeded delay; each copy has its own, so that they may overtake. */
  jitter?: string
  retry?: string[]
  encoding?: Delivery['encoding']
  headers?: Record<string, string>
  beforeAnswer?: boolean
  /** Signs wrongly, or not at all; true: wrongly. */
  forge?: boolean | 'wrong-signature' | 'missing-signature'
  /** Cuts the body of the first attempt in the middle. */
  truncate?: boolean
  /** Over the fields of the delivery's own signature rule. */
  signature?: Partial<Pick<SignatureRule, 'header' | 'over' | 'encoding' | 'prefix' | 'timestamp'>>
}

export interface OutboxInput {
  provider: string
  notification: Notification
  targets: readonly Target[]
  payload: unknown
  account: { id: string; credentials: Record<string, string> }
  /** Epoch ms on the account's clock. */
  now: number
  /** What a signature speaks of that leaves at an instant of the account's clock. Default: that instant. */
  signedAt?(leavesAt: number): number
  ids: Ids
  /** Journal id of the request. */
  causedBy: string | undefined
  /** `<collection>:<id>`. */
  subject: string
  /** Settings of the active delivery quirks, in order; where two say the same thing the later wins. */
  settings?: readonly DeliverySetting[]
  /** Every quirk that shaped it, payload included, `id=variant`. */
  quirks?: readonly string[]
  /** Those of them, and of the chaos rules, that keep it back. */
  droppedBy?: readonly string[]
  /** Chaos rules that shaped it, `id=kind`. */
  chaos?: readonly string[]
  /** How it departs from a genuine one. */
  forged?: ForgedKind
}

export interface Outbox {
  rows: DeliveryRow[]
  /** Whether the rows leave before the request that caused them is answered. */
  beforeAnswer: boolean
}

/** Makes the rows to insert in `DELIVERIES`: one per target and copy. */
export function toDeliveryRows(input: OutboxInput): Outbox {
  const plan = toPlan(input.notification.delivery, input.settings ?? [])
  if (input.targets.length === 0) return { rows: [], beforeAnswer: false }
  const encoded = encodePayload(plan.encoding, input.payload)
  const rows: DeliveryRow[] = []
  for (const target of input.targets) {
    for (let copy = 0; copy < plan.copies; copy++) rows.push(toRow(input, plan, target, encoded))
  }
  return { rows, beforeAnswer: plan.beforeAnswer && plan.isSent }
}

interface Plan {
  isSent: boolean
  copies: number
  delayMs: number
  jitterMs: number
  retryMs: readonly number[]
  encoding: Delivery['encoding']
  headers: Record<string, string>
  beforeAnswer: boolean
  forge: 'wrong-signature' | 'missing-signature' | undefined
  isTruncated: boolean
  signature: SignatureRule | undefined
}

function toPlan(delivery: Delivery, settings: readonly DeliverySetting[]): Plan {
  const setting: DeliverySetting = Object.assign({}, ...settings)
  const isSent = setting.send ?? true
  return {
    isSent,
    copies: isSent ? (setting.copies ?? 1) : 1,
    delayMs: toMs('delay', setting.delay),
    jitterMs: toMs('jitter', setting.jitter),
    retryMs: setting.retry?.map((text) => toMs('retry', text)) ?? delivery.retryMs,
    encoding: setting.encoding ?? delivery.encoding,
    headers: Object.assign({}, ...settings.map(({ headers }) => toLowerCase(headers))),
    beforeAnswer: setting.beforeAnswer ?? false,
    forge: setting.forge === true ? 'wrong-signature' : setting.forge || undefined,
    isTruncated: setting.truncate ?? false,
    signature: delivery.signature && { ...delivery.signature, ...setting.signature },
  }
}

function toMs(setting: string, text: string | number | undefined): number {
  if (text === undefined) return 0
  if (typeof text === 'number') return text
  const ms = parseDuration(text)
  if (ms !== undefined) return ms
  const message = `A delivery quirk has "${setting}: ${text}", which is not a duration. Write it as PT10S.`
  throw new EnsayoError('SPEC_INVALID', message)
}

function toRow(
  input: OutboxInput,
  plan: Plan,
  target: Target,
  { body, contentType }: EncodedPayload,
): DeliveryRow {
  const { delivery } = input.notification
  const dueAt = input.now + plan.delayMs + drawJitter(input.ids, plan.jitterMs)
  const signature = toSignature(input, plan, target, body, dueAt)
  const { url, authorization } = splitCredentials(target.url)
  const forged = input.forged ?? (signature === undefined ? undefined : plan.forge)
  return {
    id: `whk_${input.ids.text('delivery', 16)}`,
    account: input.account.id,
    provider: input.provider,
    notification: input.notification.name,
    ...(plan.isSent ? { dueAt } : {}),
    createdAt: input.now,
    url,
    method: delivery.method,
    headers: {
      'content-type': contentType,
      ...toLowerCase(delivery.headers),
      ...(authorization === undefined ? {} : { authorization }),
      ...signature,
      ...plan.headers,
    },
    body,
    status: plan.isSent ? 'pending' : 'dropped',
    attempts: [],
    timeoutMs: delivery.timeoutMs,
    retryMs: plan.retryMs,
    retryOn: delivery.retryOn,
    ack: delivery.ack,
    subject: input.subject,
    quirks: input.quirks ?? [],
    ...(plan.isSent || !input.droppedBy?.length ? {} : { droppedBy: input.droppedBy }),
    ...(input.chaos?.length ? { chaos: input.chaos } : {}),
    ...(forged === undefined ? {} : { forged }),
    ...(plan.isTruncated ? { truncated: true } : {}),
    causedBy: input.causedBy,
  }
}

function drawJitter(ids: Ids, jitterMs: number): number {
  return jitterMs === 0 ? 0 : ids.integer('delivery.jitter', jitterMs + 1)
}

/** What a notification to a target is signed with; undefined where nothing is signed. */
export function findKey(
  { account, notification }: Pick<OutboxInput, 'account' | 'notification'>,
  target: Target,
): string | undefined {
  const rule = notification.delivery.signature
  if (rule === undefined) return undefined
  const [owner, field = ''] = rule.key.split('.', 2)
  return owner === 'account' ? account.credentials[field] : target.secret
}

/** Undefined where nothing is signed: an endpoint registered without a secret gets its notifications so. */
function toSignature(
  input: OutboxInput,
  { forge, signature: rule }: Plan,
  target: Target,
  body: string,
  leavesAt: number,
): Record<string, string> | undefined {
  const key = findKey(input, target)
  if (rule === undefined || key === undefined) return undefined
  if (forge === 'missing-signature') return {}
  const atMs = input.signedAt?.(leavesAt) ?? leavesAt
  return sign(rule, { body, key, atMs, forge: forge === 'wrong-signature' })
}

/** User and password of a URL become a header, and are in the URL no more. */
function splitCredentials(url: string): { url: string; authorization?: string } {
  const parsed = URL.parse(url)
  if (parsed === null || (parsed.username === '' && parsed.password === '')) return { url }
  const pair = `${decode(parsed.username)}:${decode(parsed.password)}`
  parsed.username = ''
  parsed.password = ''
  return { url: parsed.href, authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** A percent sign may stand for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function toLowerCase(headers: Record<string, string> = {}): Record<string, string> {
  const lower: Record<string, string> = {}
  for (const name in headers) lower[name.toLowerCase()] = headers[name]!
  return lower
}
