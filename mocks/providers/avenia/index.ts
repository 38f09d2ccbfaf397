/** Everything that Avenia's spec names. */

import type { Definition } from '../../provider.ts'
import * as accesses from './accesses.ts'
import * as account from './account.ts'
import * as address from './address.ts'
import * as apiKeys from './api-keys.ts'
import * as attempts from './attempts.ts'
import * as beneficiaries from './beneficiaries.ts'
import * as breb from './breb.ts'
import * as copBeneficiaries from './cop-beneficiaries.ts'
import * as documents from './documents.ts'
import * as events from './events.ts'
import * as importToken from './import-token.ts'
import * as kyc from './kyc.ts'
import * as kycRails from './kyc-rails.ts'
import * as levelOne from './level-one.ts'
import * as limits from './limits.ts'
import * as login from './login.ts'
import * as paymentSessions from './payment-sessions.ts'
import * as pix from './pix.ts'
import { states } from './provider-states.ts'
import * as quotes from './quotes.ts'
import * as subAccounts from './sub-accounts.ts'
import * as ticketReads from './ticket-reads.ts'
import * as ticketSteps from './ticket-steps.ts'
import * as tickets from './tickets.ts'
import * as totp from './totp.ts'
import * as triggers from './triggers.ts'
import * as ubos from './ubos.ts'
import * as w8ben from './w8ben.ts'
import * as webhooks from './webhooks.ts'

const modules = [
  login,
  totp,
  apiKeys,
  accesses,
  account,
  address,
  limits,
  subAccounts,
  beneficiaries,
  copBeneficiaries,
  breb,
  pix,
  quotes,
  tickets,
  ticketSteps,
  ticketReads,
  triggers,
  documents,
  kyc,
  levelOne,
  kycRails,
  importToken,
  ubos,
  w8ben,
  paymentSessions,
  webhooks,
  attempts,
]

/** What a module exports besides its definitions are helpers for its neighbours. */
export const definitions: Definition[] = [
  ...modules.flatMap((module) => Object.values<unknown>(module).filter(isDefinition)),
  events.listEvents,
  events.readEvent,
  ...events.eventPayloads,
  ...states,
]

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && 'kind' in value && 'run' in value
}
