/** Provider states of Localpayment: what a consumer's pact may take for granted. */

import { type Definition, defineState, type StateContext } from '../../provider.ts'
import { SAMPLES } from '../../types/samples/localpayment.ts'

const { createVirtualAccount: ACCOUNT, createPayouts, createPayin: PAYIN } = SAMPLES
const PAYOUT = createPayouts[0]!

const EXTERNAL_ID = { externalId: "The merchant's own id" }

function toIdParameter(id: string) {
  return { externalId: { description: "The merchant's own id", default: id } }
}

/** The inbox hears of everything. */
function listen({ trigger, inboxUrl }: StateContext) {
  return trigger('webhook.register', { url: inboxUrl })
}

async function createVirtualAccount({ parameters, account, send }: StateContext) {
  const { externalId } = parameters
  const { accountNumber } = account.credentials
  await send('POST', '/api/virtual-account', { ...ACCOUNT, externalId, accountNumber })
  return { externalId }
}

/** With the key that a payer needs. */
async function activate(context: StateContext) {
  const { externalId } = await createVirtualAccount(context)
  await context.advance('PT6S')
  const active = await context.send('GET', `/api/virtual-account/${externalId}`)
  return { externalId, key: active.beneficiary.bank.account.number as string }
}

async function createPayin({ parameters, account, send }: StateContext) {
  const { externalId, amount } = parameters
  const { accountNumber } = account.credentials
  await send('POST', '/api/payin/', { ...PAYIN.pse, externalId, amount, accountNumber })
  return { externalId }
}

async function createPayout({ parameters, account, send }: StateContext) {
  const { externalId, amount } = parameters
  const { accountNumber } = account.credentials
  await send('POST', '/api/payout/', [{ ...PAYOUT, externalId, amount, accountNumber }])
  return { externalId }
}

const accounts = [
  defineState('a virtual account is in progress', {
    title: 'Created a moment ago, status 100, without a key',
    parameters: toIdParameter(ACCOUNT.externalId),
    values: EXTERNAL_ID,
    setUp: createVirtualAccount,
  }),
  defineState('a virtual account is active', {
    title: 'Status 200, with its Bre-B key',
    parameters: toIdParameter(ACCOUNT.externalId),
    values: { ...EXTERNAL_ID, key: 'Its Bre-B key' },
    setUp: activate,
  }),
  defineState('no virtual account exists', {
    title: 'The merchant is as new',
    setUp: async () => undefined,
  }),
]

const payins = [
  defineState('a payin has been received', {
    title: 'Somebody has paid to the Bre-B key of a virtual account; the notification says so',
    parameters: {
      ...toIdParameter(ACCOUNT.externalId),
      amount: { description: 'Pesos', default: 50_000 },
    },
    values: { ...EXTERNAL_ID, key: 'The Bre-B key' },
    setUp: async (context) => {
      const account = await activate(context)
      await listen(context)
      const { amount } = context.parameters
      await context.trigger('payin.receive', { key: account.key, amount })
      await context.advance('PT1M')
      return account
    },
  }),
  ...Object.entries({
    exists: { title: 'A payin by PSE that the payer has not ended', event: undefined },
    'has been paid': { title: 'The payer has paid; the notification says so', event: 'approve' },
    'has been rejected': {
      title: 'The bank has refused; the notification says so',
      event: 'reject',
    },
  }).map(([words, { title, event }]) =>
    defineState(`a payin by PSE ${words}`, {
      title,
      parameters: {
        ...toIdParameter(PAYIN.pse.externalId),
        amount: { description: 'Pesos', default: 120_000 },
      },
      values: EXTERNAL_ID,
      setUp: async (context) => {
        await listen(context)
        const payin = await createPayin(context)
        if (event !== undefined) await context.trigger(`payin.${event}`, payin)
        return payin
      },
    }),
  ),
]

const payouts = Object.entries({
  exists: { title: 'Accepted, and on its way', wait: undefined, event: undefined },
  'has been completed': {
    title: 'The money has arrived; the notification says so',
    wait: 'PT10M',
    event: undefined,
  },
  'has been rejected': {
    title: 'The network has refused it, the money is back; the notification says so',
    wait: undefined,
    event: 'payout.reject',
  },
}).map(([words, { title, wait, event }]) =>
  defineState(`a payout ${words}`, {
    title,
    parameters: {
      ...toIdParameter(PAYOUT.externalId),
      amount: { description: 'Pesos', default: 50_000 },
    },
    values: EXTERNAL_ID,
    setUp: async (context) => {
      await listen(context)
      const payout = await createPayout(context)
      if (wait !== undefined) await context.advance(wait)
      if (event !== undefined) await context.trigger(event, payout)
      return payout
    },
  }),
)

export const states: Definition[] = [...accounts, ...payins, ...payouts]
