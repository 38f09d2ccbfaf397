/**
 * What a consumer of Cobru relies on: tokens, payment links, the payer's methods, money and payouts,
 * callbacks. Source of the expectations: https://docs.cobru.co/en/docs, read 2026-11-20, and the
 * sources of the operations in specs/cobru.yaml.
 */
import { definePact } from '../kit/pact/interaction.ts'
import { callbacks } from './pact-callbacks.ts'
import { methods } from './pact-methods.ts'
import { money } from './pact-money.ts'
import { payments } from './pact-payments.ts'
import { tokens } from './pact-tokens.ts'

export const pact = definePact('cobru', tokens, payments, methods, money, callbacks)
