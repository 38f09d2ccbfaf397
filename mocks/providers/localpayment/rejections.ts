/**
 * Rejections: a resource that was refused, with ids and the reasons.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20.
 */
import type {
  BaseContext,
  BehaviourContext,
  Outcome,
  QuirkReader,
  RefuseOptions,
  Violation,
} from '../../provider.ts'
import { REJECTIONS } from './catalogs.ts'
import type { Rejection } from './records.ts'

/** Code 301 for what is missing, 300 for what is wrong. */
export function invalid(text: string): Rejection {
  return { code: text.startsWith('Empty mandatory param') ? '301' : '300', text }
}

/** `Invalid param + [path] + verification failed`, the words of the printed rejection. */
export function unverified(path: string): Rejection {
  return invalid(`Invalid param + [${path}] + verification failed`)
}

/** A rejection that the dictionary of codes names. */
export function byCode(code: string): Rejection {
  return { code, text: REJECTIONS[code] ?? 'Rejected' }
}

/** Which quirk explains a reason, by `<code> <text>`; the first that fits. */
const EXPLAINED: [RegExp, string][] = [
  [/PAYMENT_METHOD_TYPE/, 'localpayment.payout.one-message-four-causes'],
  [/must be excluded/, 'localpayment.payout.account-number-forbidden'],
  [/\[(sender|merchant)\]/, 'localpayment.payout.parties'],
  [/\[(sender|merchant)\./, 'localpayment.payout.party-members'],
  [/account\.alias\] \+ verification/, 'localpayment.payout.alias-format'],
  [/^500 /, 'localpayment.external-id.duplicate'],
  [/^505 /, 'localpayment.payout.insufficient-funds'],
  [/^(511|719) /, 'localpayment.payout.zero-amount'],
  [/^(504|602|512) /, 'localpayment.payout.over-limit'],
  [/^513 /, 'localpayment.payout.to-virtual-account'],
]

/** Notes the quirks behind reasons, so that header and journal explain a rejection. */
export function noteReasons({ quirk }: BaseContext, reasons: readonly Rejection[]): void {
  for (const { code, text } of reasons) {
    const found = EXPLAINED.find(([pattern]) => pattern.test(`${code} ${text}`))
    if (found) quirk.note(found[1])
  }
}

/** What validation found, in the provider's grammar; the place in an array is left out of paths. */
export function toRejections(violations: readonly Violation[]): Rejection[] {
  const texts = violations.map(({ message }) =>
    message.replace(/\[(?:\d+\.)/, '[').replace(/\[\d*\]/, '[body]'),
  )
  return [...new Set(texts)].map(invalid)
}

/** Our word on a rejection, whose reasons its answer may word otherwise. */
export function toHint(rejections: readonly Rejection[]): string {
  return `Rejected: ${rejections.map(({ code, text }) => `${code} ${text}`).join('; ')}`
}

/** Whether an `externalId` has letters that the rule in force takes. */
export function isExternalId(externalId: string, quirk: QuirkReader): boolean {
  return new RegExp(quirk.value<string>('localpayment.external-id.alphabet')).test(externalId)
}

/** Whether the account number is the caller's own; others cannot be told from unknown ones. */
export function isOwnAccount({ account }: BaseContext, accountNumber: unknown): boolean {
  return accountNumber === account.credentials.accountNumber
}

/** Status of a creation that succeeds. */
export function createdStatus({ quirk }: BehaviourContext): number {
  return quirk.value('localpayment.http.create-status')
}

/** Status of a creation that is rejected as a whole. */
export function rejectedStatus({ quirk }: BehaviourContext): number {
  return quirk.value('localpayment.http.rejection-status')
}

/** A rejected payin or payout. */
export function toRejectedTransaction(
  transaction: { externalId: string | null; internalId: string },
  rejections: Rejection[],
  { paramsCode, textName = 'description' }: { paramsCode: string; textName?: string },
) {
  const [first] = rejections
  const isParams = first!.code === '300' || first!.code === '301'
  const status = isParams
    ? { code: paramsCode, description: 'Rejected', detail: toParamsDetail(paramsCode, first!) }
    : { code: first!.code, description: 'Rejected', detail: first!.text }
  const errors = rejections.map(({ code, text }) => ({ code, [textName]: text }))
  return { ...transaction, status, errors }
}

function toParamsDetail(code: string, first: Rejection): string {
  return code === '801' ? REJECTIONS['801']! : first.text
}

/** An operation that cannot be done now, with a code of the dictionary. */
export function refuseOperation(
  context: BehaviourContext,
  { code, text }: Rejection,
  options?: RefuseOptions,
): Outcome {
  return context.refuse('operation', { code, detail: text }, options)
}

/** A parameter that is missing or wrong, where the operation has no rejection of its own. */
export function refuseParameter(context: BehaviourContext, text: string): Outcome {
  return refuseOperation(context, { code: '400', text })
}

/** What most refusals of an operation say. */
export function refuseInvalid(context: BehaviourContext, hint?: string): Outcome {
  return refuseOperation(context, { code: '400', text: 'Invalid operation' }, { hint })
}
