/** Whether a request was signed by whom another scheme says it is. */
import type {
  RequestSignatureRule,
  RequestTimestamp,
  SecurityScheme,
  Spec,
} from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { isSignedBy, readTimestamp, toSignedText } from '../http/signature.ts'
import type { Identities, Proof } from './proof.ts'

/** The proof of a scheme that asks for a signature; a hint says what should have been signed. */
export function compileSignature(
  spec: Spec,
  scheme: SecurityScheme,
  rule: RequestSignatureRule,
  identities: Identities,
) {
  return (value: string | undefined, owner: Proof, request: ParsedRequest): Proof => {
    const { account } = owner
    const fail = (state: Proof['state'], hint: string): Proof => ({
      scheme,
      state,
      account,
      hint: `Authentication: ${hint}`,
    })
    if (value === undefined || (rule.timestamp && !request.headers[rule.timestamp.header])) {
      if (value === undefined && account && isOptional(spec, rule, account, identities)) {
        return { scheme, state: 'ok', account }
      }
      return fail('missing', `a signed request carries ${namesOf(scheme, rule).join(' and ')}.`)
    }
    if (!account) return { scheme, state: 'invalid', account }
    const text = toSignedText(rule, request)
    const key = findKey(spec, rule, owner)
    if (key === undefined || !isSignedBy(rule, { text, signature: value, key })) {
      return fail(
        'invalid',
        `the signature does not fit. Sign by ${rule.scheme}, in ${rule.encoding}, exactly this text: ${text}`,
      )
    }
    if (!rule.timestamp) return { scheme, state: 'ok', account }
    const at = readTimestamp(rule.timestamp, request.headers)
    if (at === undefined) {
      return fail('invalid', `${rule.timestamp.header} is not ${rule.timestamp.format}.`)
    }
    const toleranceMs = findTolerance(spec, rule.timestamp, account, identities)
    if (toleranceMs === undefined || Math.abs(account.clock.now() - at) <= toleranceMs) {
      return { scheme, state: 'ok', account }
    }
    return fail('expired', `the timestamp is over ${toleranceMs} ms from the account's clock.`)
  }
}

function namesOf({ carrier }: SecurityScheme, { timestamp }: RequestSignatureRule): string[] {
  return [carrier.name, ...(timestamp ? [timestamp.header] : [])]
}

/** Of the record that holds the credential, else of the account; never of the one in the other's place. */
function findKey(spec: Spec, rule: RequestSignatureRule, owner: Proof): string | undefined {
  // A record's fields are the provider's own; what is not text is not a key.
  const record = owner.record as Record<string, unknown> | undefined
  const account = record ? undefined : owner.account?.credentials.get(spec.name)
  for (const each of rule.keys) {
    const [place, field = ''] = each.split('.')
    const key = place === 'record' ? record?.[field] : account?.[field]
    if (typeof key === 'string') return key
  }
  return undefined
}

/** A wrong signature is refused all the same; only its absence may be forgiven. */
function isOptional(
  spec: Spec,
  { optional }: RequestSignatureRule,
  account: AccountState,
  { readChoice }: Identities,
): boolean {
  return optional !== undefined && readChoice(spec, optional.quirk, account) === true
}

function findTolerance(
  spec: Spec,
  { toleranceMs }: RequestTimestamp,
  account: AccountState,
  identities: Identities,
): number | undefined {
  if (typeof toleranceMs !== 'object') return toleranceMs
  return identities.readTolerance(spec, toleranceMs.quirk, account)
}
