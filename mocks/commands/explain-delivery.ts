/** What became of a notification: in a few words for a table, in three lines for `explain`. */

import { describeInstant } from '../base/instant.ts'
import type { DeliveryRow } from '../core/webhooks/types.ts'
import type { QuirkView } from '../sandbox/control/views.ts'
import { paintStatus, toCallable } from './output.ts'

export interface DeliveryExplanation {
  delivery: string
  /** `sessionOpened, POST http://localhost:3000/hook → dropped (whk_1)`. */
  what: string
  why: string
  change: string
  quirks: readonly string[]
}

/** `500, 500, due 2026-03-01 12:05:00Z`, the reason why nothing was sent, or the quirk that dropped it. */
export function toOutcome(delivery: DeliveryRow): string {
  const reason = toReason(delivery)
  return (
    [...toStatuses(delivery), ...(reason === undefined ? [] : [reason])].join(', ') || 'none yet'
  )
}

/** What each attempt was answered. */
export function toStatuses({ attempts }: DeliveryRow): string[] {
  return attempts.map(({ status, error }) =>
    status === undefined ? (error ?? 'no answer') : paintStatus(status),
  )
}

/** Why it is not delivered; undefined where its attempts say all. */
export function toReason({
  status,
  dueAt,
  reason,
  quirks,
  chaos = [],
  droppedBy = [...quirks, ...chaos],
}: DeliveryRow): string | undefined {
  if (status === 'pending' && dueAt !== undefined) return `due ${describeInstant(dueAt)}`
  if (status === 'withheld') return reason ?? 'not sent outside'
  if (status === 'dropped') return `dropped by ${droppedBy.join(', ') || 'a quirk'}`
  return status === 'collected' ? 'waits to be released' : undefined
}

/** Explains a delivery with what the spec says of the quirks that shaped it. */
export function explainDelivery(
  delivery: DeliveryRow,
  quirks: readonly QuirkView[],
): DeliveryExplanation {
  const { id, notification, method, status } = delivery
  const explanation = EXPLAIN[status](delivery, quirks)
  return {
    delivery: id,
    what: `${notification}, ${method} ${toAddress(delivery)} → ${status} (${id})`,
    why: explanation.why,
    change: toCallable(explanation.change),
    quirks: delivery.quirks,
  }
}

/** The URL, and where it was forwarded to. */
export function toAddress({ url, forwardedTo }: DeliveryRow): string {
  return forwardedTo === undefined ? url : `${url}, forwarded to ${forwardedTo}`
}

/** The explanation for people. */
export function toDeliveryLines({ what, why, change }: DeliveryExplanation): string[] {
  return [what, `Why: ${why}`, `What to change: ${change}`]
}

type Explain = (
  delivery: DeliveryRow,
  quirks: readonly QuirkView[],
) => { why: string; change: string }

const EXPLAIN: Record<DeliveryRow['status'], Explain> = {
  pending: (delivery, quirks) => ({
    why: `${toAttempts(delivery)}; ${toNext(delivery)}${toShaped(delivery, quirks)}.`,
    change: 'nothing; "ensayo clock advance PT5M" moves the clock on when you do not want to wait.',
  }),
  delivered: (delivery, quirks) => ({
    why: `${toAttempts(delivery)}, and the last one was taken${toShaped(delivery, quirks)}.`,
    change: 'nothing.',
  }),
  failed: (delivery, quirks) => ({
    why: `${toAttempts(delivery)}, and none was taken${toShaped(delivery, quirks)}.`,
    change: `answer with ${delivery.ack === '200' ? 'exactly 200' : '2xx'}; "ensayo webhooks resend ${delivery.id}" sends it again.`,
  }),
  withheld: ({ url, reason }) => ({
    why: `${reason ?? 'its host is outside'}.`,
    change: `start with --forward ${toHost(url)}=http://localhost:3000, where your receiver listens, or with --allow-host ${toHost(url)}.`,
  }),
  dropped: (delivery, quirks) => ({
    why: `it was never sent: ${[toTitles(delivery, quirks), toRules(delivery)].filter(Boolean).join('; ') || 'a quirk kept it back'}.`,
    change: delivery.chaos
      ? 'nothing, if your code copes without it; else "ensayo chaos remove" the rule.'
      : `nothing, if your code copes without it; else another variant: ${toOthers(delivery, quirks)}.`,
  }),
  collected: (delivery, quirks) => ({
    why: `the account collects its notifications${toShaped(delivery, quirks)}.`,
    change: `"ensayo webhooks release ${delivery.id}" sends it; "ensayo webhooks mode async" sends the next ones by themselves.`,
  }),
}

/** Host as `--allow-host` takes it. */
export function toHost(url: string): string {
  return (URL.canParse(url) && new URL(url).hostname) || '<host>'
}

function toNext({ dueAt }: DeliveryRow): string {
  return dueAt === undefined ? 'it is under way' : `due ${describeInstant(dueAt)}`
}

function toAttempts({ attempts }: DeliveryRow): string {
  if (attempts.length === 0) return 'nothing was sent yet'
  const each = attempts.map(({ status, error }) => status ?? error ?? 'no answer')
  return `${attempts.length === 1 ? 'the answer was' : 'the answers were'} ${each.join(', ')}`
}

function toShaped(delivery: DeliveryRow, quirks: readonly QuirkView[]): string {
  const { forged, truncated } = delivery
  return [
    forged === undefined ? '' : `it is forged (${forged})`,
    truncated ? 'the body of the first attempt is cut' : '',
    toTitles(delivery, quirks),
    toRules(delivery),
  ]
    .filter(Boolean)
    .map((part) => `; ${part}`)
    .join('')
}

/** `chaos rule chs_1=drop`. */
function toRules({ chaos = [] }: DeliveryRow): string {
  return chaos.map((note) => `chaos rule ${note}`).join('; ')
}

/** `The alert comes as it likes (quirk acme.session.alert-count=never, assumed)`. */
function toTitles(delivery: DeliveryRow, quirks: readonly QuirkView[]): string {
  const { droppedBy, quirks: all } = delivery
  const acted = all.filter((name) => droppedBy?.includes(name) ?? true)
  return acted.map((name) => toTitle(name, quirks)).join('; ')
}

function toTitle(name: string, quirks: readonly QuirkView[]): string {
  const [id, variant] = name.split('=')
  const quirk = quirks.find((each) => each.id === id)
  if (quirk === undefined) return `quirk ${name}`
  const evidence = quirk.variants.find((each) => each.name === variant)?.evidence
  return `${quirk.title} (quirk ${[name, evidence].filter(Boolean).join(', ')})`
}

/** `--variant acme.session.alert-count=once`, with the default where there is a choice. */
function toOthers(delivery: DeliveryRow, quirks: readonly QuirkView[]): string {
  const acted = delivery.quirks.filter((name) => delivery.droppedBy?.includes(name) ?? true)
  const others = acted.map((name) => {
    const [id, variant] = name.split('=')
    const variants = quirks.find((each) => each.id === id)?.variants ?? []
    const others = variants.filter((each) => each.name !== variant)
    const other = others.find((each) => each.isDefault) ?? others[0]
    return `--variant ${id}=${other?.name ?? '…'}`
  })
  return others.join(', ') || '"ensayo list quirks" shows them'
}
