/**
 * Banks of PSE, for everybody or for those with credentials.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/pse-banks, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'

/** Lists the documented banks; where credentials are wanted, wrong ones are refused as elsewhere. */
export const listBanks = defineBehaviour('bank.list', (context) => {
  const isPublic = context.quirk.is('cobru.auth.pse-banks-public', 'public')
  return (isPublic ? undefined : refuseStranger(context)) ?? context.example(200)
})

/** The operation lets everybody in, so that the quirk can decide; the engine has not asked. */
function refuseStranger(context: BehaviourContext): Outcome | undefined {
  const { account, request, tokens, now } = context
  const token = request.headers.authorization?.replace(/^Bearer /i, '') ?? ''
  const issued = tokens.find('access', token)
  const isKey = request.headers['x-api-key'] === account.credentials.apiKey
  if (isKey && issued !== undefined && issued.expiresAt > now) return undefined
  context.quirk.note('cobru.auth.pse-banks-public')
  return context.refuse(isKey ? 'badToken' : 'noApiKey')
}
