/**
 * What a consumer of Avenia relies on: login in two steps, signed requests, sub-accounts,
 * beneficiaries, quotes, tickets, webhooks. Source: https://integration-guide.avenia.io, read
 * 2026-11-20, and the sources of the operations in specs/avenia.yaml.
 */
import { definePact } from '../kit/pact/interaction.ts'
import { access } from './pact-access.ts'
import { accounts } from './pact-accounts.ts'
import { tickets } from './pact-tickets.ts'
import { webhooks } from './pact-webhooks.ts'

export const pact = definePact('avenia', access, accounts, tickets, webhooks)
