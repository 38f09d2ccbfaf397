/** Provider states of Cobre: what a consumer's pact may take for granted. */

import { type Definition, defineState, type StateContext } from '../../provider.ts'
import { SAMPLES } from '../../types/samples/cobre.ts'

const { createCounterparty: COUNTERPARTY, createMoneyMovement: MOVEMENT } = SAMPLES

const HOLDER = { full_name: 'Comercio de Ensayo SAS', id_type: 'CC', id_number: '9001234567' }

const BALANCE = { balance: { description: 'Minor units on the account', default: 1_000_000 } }
const AMOUNT = { amount: { description: 'Minor units', default: 10_000 } }

const ACCOUNT_VALUES = { account_id: 'Id of the account' }
const PAYOUT_VALUES = {
  ...ACCOUNT_VALUES,
  counterparty_id: 'Id of its counterparty',
  money_movement_id: 'Id of the money movement',
}

async function createAccount({ parameters, send }: StateContext) {
  const account = await send('POST', '/v1/accounts', {
    provider_id: 'pr_col_cobre',
    action: 'create',
    alias: 'Main',
  })
  const amount = Number(parameters.balance ?? 1_000_000)
  if (amount > 0) await fund(send, account.id, amount)
  return { account_id: account.id as string }
}

function fund(send: StateContext['send'], account_id: string, amount: number) {
  return send('POST', '/v1/account_test_transactions', {
    account_id,
    amount,
    transaction_code: '0301',
    description: 'Test funds',
  })
}

async function createCounterparty({ send }: StateContext) {
  const { id } = await send('POST', '/v1/counterparties', COUNTERPARTY.bank)
  return { counterparty_id: id as string }
}

/** The inbox hears of one kind of event. */
function subscribe({ send, inboxUrl, account }: StateContext, event: string) {
  return send('POST', '/v1/subscriptions', {
    events: [event],
    url: inboxUrl,
    event_signature_key: account.credentials.eventSignatureKey,
  })
}

async function createKey(context: StateContext) {
  const { account_id } = await createAccount(context)
  const body = { alias: 'Store', key_config: 'random', holder: HOLDER }
  const key = await context.send('POST', `/v1/accounts/${account_id}/keys`, body)
  return { account_id, key_id: key.id as string, key_value: key.key_value as string }
}

async function createPayout(context: StateContext) {
  const { account_id } = await createAccount(context)
  const { counterparty_id } = await createCounterparty(context)
  const { amount } = context.parameters
  const ends = { source_id: account_id, destination_id: counterparty_id }
  const body = { ...MOVEMENT.payout, ...ends, amount }
  const headers = { idempotency: 'provider-state-1' }
  const movement = await context.send('POST', '/v1/money_movements', body, headers)
  return { account_id, counterparty_id, money_movement_id: movement.id as string }
}

/** A payout that has begun and then come to an end; the inbox hears of the end. */
function afterPayout(event: string, notification: string) {
  return async (context: StateContext) => {
    await subscribe(context, `money_movements.status.${notification}`)
    const payout = await createPayout(context)
    await context.advance('PT1S')
    await context.trigger(`movement.${event}`, { id: payout.money_movement_id })
    return payout
  }
}

const accounts = [
  defineState('an account exists', {
    title: 'A Cobre Balance with money on it',
    parameters: BALANCE,
    values: ACCOUNT_VALUES,
    setUp: createAccount,
  }),
  defineState('no account exists', {
    title: 'The customer is as new',
    setUp: async () => undefined,
  }),
  defineState('an account has been credited', {
    title: 'Money has come in, and a subscription to accounts.balance.credit hears of it',
    parameters: AMOUNT,
    values: ACCOUNT_VALUES,
    setUp: async (context) => {
      const account = await createAccount({ ...context, parameters: { balance: 0 } })
      await subscribe(context, 'accounts.balance.credit')
      await fund(context.send, account.account_id, Number(context.parameters.amount))
      return account
    },
  }),
  defineState('a key exists', {
    title: 'A Bre-B key that is registered to an account',
    values: { ...ACCOUNT_VALUES, key_id: 'Id of the key', key_value: 'The key' },
    setUp: async (context) => {
      const key = await createKey(context)
      await context.advance('PT10S')
      return key
    },
  }),
  defineState('a key has been registered', {
    title: 'A Bre-B key that is registered, and a subscription hears of it',
    values: { ...ACCOUNT_VALUES, key_id: 'Id of the key', key_value: 'The key' },
    setUp: async (context) => {
      await subscribe(context, 'cobre_keys.status.registered')
      const key = await createKey(context)
      await context.advance('PT10S')
      return key
    },
  }),
]

const movements = [
  defineState('a counterparty exists', {
    title: 'A Colombian bank account of a supplier',
    values: { counterparty_id: 'Id of the counterparty' },
    setUp: createCounterparty,
  }),
  defineState('an account and a counterparty exist', {
    title: 'What a payout needs: where it comes from, with money, and where it goes',
    parameters: BALANCE,
    values: { ...ACCOUNT_VALUES, counterparty_id: 'Id of the counterparty' },
    setUp: async (context) => ({
      ...(await createAccount(context)),
      ...(await createCounterparty(context)),
    }),
  }),
  defineState('a payout exists', {
    title: 'A money movement to a bank account, just initiated',
    parameters: AMOUNT,
    values: PAYOUT_VALUES,
    setUp: createPayout,
  }),
  defineState('a payout has been completed', {
    title: 'The money has arrived, and a subscription hears of it',
    parameters: AMOUNT,
    values: PAYOUT_VALUES,
    setUp: afterPayout('complete', 'completed'),
  }),
  defineState('a payout has been rejected', {
    title: 'The bank has refused it, the money is back, and a subscription hears of it',
    parameters: AMOUNT,
    values: PAYOUT_VALUES,
    setUp: afterPayout('reject', 'rejected'),
  }),
]

const others = [
  defineState('a checkout exists', {
    title: 'A hosted checkout that pays into an account',
    parameters: AMOUNT,
    values: { ...ACCOUNT_VALUES, checkout_id: 'Id of the checkout' },
    setUp: async (context) => {
      const { account_id } = await createAccount(context)
      const checkout = await context.send('POST', '/v1/checkouts', {
        alias: 'Shop',
        amount: context.parameters.amount,
        destination_id: account_id,
        checkout_rails: ['pse', 'nequi'],
      })
      return { account_id, checkout_id: checkout.id }
    },
  }),
  defineState('a subscription exists', {
    title: 'A subscription to accounts.balance.credit',
    values: { subscription_id: 'Id of the subscription' },
    setUp: async (context) => ({
      subscription_id: (await subscribe(context, 'accounts.balance.credit')).id,
    }),
  }),
]

export const states: Definition[] = [...accounts, ...movements, ...others]
