/**
 * Taking over a check that was made elsewhere.
 * Source: https://integration-guide.avenia.io/docs/KYC/kycSumsubSharedToken, read 2026-11-30.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { toUnseenIdentity } from './identity.ts'
import { startAttempt } from './kyc.ts'
import { findActive } from './kyc-state.ts'
import { type SubAccount, withOwner } from './scope.ts'

/** Nothing at all is as good as an empty token. */
type Body = { importToken?: string } | undefined

/** Clients see the name of whoever shares the check behind the dash. */
const LEVEL = 'sumsub-token-ensayo'

/** Imports a token; the attempt then goes its way. */
export const importToken = defineBehaviour<Body>('kyc.importToken', (context) =>
  withOwner(context, (owner) => {
    if (!context.quirk.value<boolean>('avenia.kyc.import-flag')) {
      context.quirk.note('avenia.kyc.import-flag')
      return { status: 401 }
    }
    const refusal = refuseImport(context, owner)
    if (refusal) return refusal
    context.collection('importedToken').insert({ id: context.request.body!.importToken! })
    const sub = context.collection<SubAccount>('subAccount').get(owner)
    const name = sub?.name ?? String(context.account.fields.fullName)
    const identity = toUnseenIdentity('INDIVIDUAL', name)
    const { id } = startAttempt(context, { userId: owner, levelName: LEVEL, identity })
    const message = 'token imported successfully: processing KYC'
    return { status: 200, body: { id, message } }
  }),
)

function refuseImport(context: BehaviourContext<Body>, owner: string): Outcome | undefined {
  const token = context.request.body?.importToken
  const sub = context.collection<SubAccount>('subAccount').get(owner)
  if (sub?.accountType === 'COMPANY') return context.refuse('importOnlyIndividual')
  if (!token) return context.refuse('importTokenEmpty')
  const active = findActive(context, owner, LEVEL)
  if (active?.status === 'COMPLETED') return context.refuse('importOneToken')
  if (active) return context.refuse('importProcessing')
  const isUsed = context.collection('importedToken').get(token)
  return isUsed || /invalid/i.test(token) ? context.refuse('importTokenInvalid') : undefined
}
