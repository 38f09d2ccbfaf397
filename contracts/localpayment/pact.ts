/**
 * What a consumer of Localpayment relies on in Colombia: tokens, virtual accounts, payins by Bre-B and
 * PSE, payouts, transactions, balance, notifications. Source: https://docs.localpayment.com/docs, read
 * 2026-11-20, and the sources of the operations in specs/localpayment.yaml.
 */
import { definePact } from '../kit/pact/interaction.ts'
import { accounts } from './pact-accounts.ts'
import { notifications } from './pact-notifications.ts'
import { payins } from './pact-payins.ts'
import { payouts } from './pact-payouts.ts'
import { tokens } from './pact-tokens.ts'

export const pact = definePact('localpayment', tokens, accounts, payins, payouts, notifications)
