/**
 * What a consumer of Cobre relies on: login, balances, Bre-B keys, counterparties, money movements,
 * checkout, subscriptions, events. Source: https://docs.cobre.com, read 2026-11-20, and the sources of
 * the operations in specs/cobre.yaml; more than half of those are assumed.
 */
import { definePact } from '../kit/pact/interaction.ts'
import { accounts } from './pact-accounts.ts'
import { auth } from './pact-auth.ts'
import { events } from './pact-events.ts'
import { movements } from './pact-movements.ts'

export const pact = definePact('cobre', auth, accounts, movements, events)
