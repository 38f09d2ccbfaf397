/** Provider states of Cobru: what a consumer's pact may take for granted. */

import { type Definition, defineState, type StateContext } from '../../provider.ts'
import { SAMPLES } from '../../types/samples/cobru.ts'

/** Every method of a payment, as the string that Cobru wants. */
const METHODS = JSON.stringify({
  breb: true,
  breb_qr: true,
  pse: true,
  NEQUI: true,
  daviplata: true,
  efecty: true,
  corresponsal_bancolombia: true,
  dale: true,
  bancolombia_transfer: true,
  credit_card: true,
  cobru: true,
})

const PAYER = SAMPLES.submitPaymentDetails.pse

const PAYMENT_PARAMETERS = {
  amount: { description: 'Pesos', default: 50_000 },
  description: { description: 'What the payer reads', default: 'Order #123' },
  payment_method_enabled: { description: 'Methods, as a JSON string', default: METHODS },
}

const METHOD = {
  method: { description: 'How the payer pays: breb, pse, efecty, …', default: 'breb' },
}

const PAYMENT_VALUES = { url: 'Slug of the payment', pk: 'Its number' }

async function createPayment({ parameters, inboxUrl, send }: StateContext) {
  const { amount, description, payment_method_enabled } = parameters
  const own = { amount, description, payment_method_enabled, callback: inboxUrl }
  const { url, pk } = await send('POST', '/cobru/', { ...SAMPLES.createPayment, ...own })
  return { url, pk }
}

/** The payer has chosen a method and given what it asks for. */
async function startPayment(context: StateContext) {
  const payment = await createPayment(context)
  const payer = { ...PAYER, payment: context.parameters.method }
  const started = await context.send('POST', `/${payment.url}`, payer)
  const order = started[0]?.fields ?? started.payment_details ?? {}
  return { ...payment, ...(order.GOrdenId ? { GOrdenId: order.GOrdenId } : {}) }
}

function afterStart(event: string) {
  return async (context: StateContext) => {
    const payment = await startPayment(context)
    await context.trigger(`payment.${event}`, { url: payment.url })
    return payment
  }
}

const payments = [
  defineState('a payment exists', {
    title: 'A payment in state 0, as a create leaves it',
    parameters: PAYMENT_PARAMETERS,
    values: PAYMENT_VALUES,
    setUp: createPayment,
  }),
  defineState('no payment exists', {
    title: 'The account is as new',
    setUp: async () => undefined,
  }),
  defineState('a payment has been started', {
    title: 'The payer has chosen a method; state 1, and a callback says so',
    parameters: { ...PAYMENT_PARAMETERS, ...METHOD },
    values: { ...PAYMENT_VALUES, GOrdenId: 'Id of the order, where the method has one' },
    setUp: startPayment,
  }),
  defineState('a payment has been paid', {
    title: 'State 3, and a callback says so',
    parameters: { ...PAYMENT_PARAMETERS, ...METHOD },
    values: PAYMENT_VALUES,
    setUp: afterStart('approve'),
  }),
  defineState('a payment has been declined', {
    title: 'The bank or the wallet has refused it; state 2, and a callback says so',
    parameters: { ...PAYMENT_PARAMETERS, ...METHOD },
    values: PAYMENT_VALUES,
    setUp: afterStart('decline'),
  }),
  defineState('a payment has been refunded', {
    title: 'Paid, then refunded by the back office; state 4, and a callback says so',
    parameters: { ...PAYMENT_PARAMETERS, ...METHOD },
    values: PAYMENT_VALUES,
    setUp: async (context) => {
      const payment = await afterStart('approve')(context)
      await context.trigger('payment.refund', { url: payment.url })
      return payment
    },
  }),
  defineState('a payment has expired', {
    title: 'State 5, and a callback says so',
    parameters: PAYMENT_PARAMETERS,
    values: PAYMENT_VALUES,
    setUp: async (context) => {
      const payment = await createPayment(context)
      await context.trigger('payment.expire', { url: payment.url })
      return payment
    },
  }),
]

async function createCashWithdrawal({ parameters, inboxUrl, send }: StateContext) {
  const own = { amount: parameters.amount, callback: inboxUrl }
  const { ref } = await send('POST', '/cashwithdraw/', { ...SAMPLES.createCashWithdrawal, ...own })
  return { id: ref }
}

async function createBankWithdrawal({ parameters, inboxUrl, send }: StateContext) {
  const own = { amount: parameters.amount, callback: inboxUrl }
  const body = { ...SAMPLES.createThirdPartyWithdrawal, ...own }
  const { pk } = await send('POST', '/thirdpartywithdraw/', body)
  return { id: pk }
}

function defineWithdrawal(
  kind: 'cash' | 'bank',
  create: (context: StateContext) => Promise<{ id: number }>,
  ends: Record<string, { title: string; events: string[] }>,
): Definition[] {
  const setting = {
    parameters: { amount: { description: 'Pesos', default: 10_000 } },
    values: { id: 'Number of the withdrawal' },
  }
  const states = Object.entries(ends).map(([words, { title, events }]) =>
    defineState(`a ${kind} withdrawal ${words}`, {
      ...setting,
      title,
      setUp: async (context) => {
        const withdrawal = await create(context)
        for (const event of events) {
          await context.trigger(`${kind}.${event}`, { id: withdrawal.id })
        }
        return withdrawal
      },
    }),
  )
  return states
}

const payouts = [
  ...defineWithdrawal('cash', createCashWithdrawal, {
    exists: { title: 'Ordered, and not yet taken up by the agent', events: [] },
    'has been collected': {
      title: 'Somebody has collected the cash, and a callback says so',
      events: ['process', 'pay'],
    },
  }),
  ...defineWithdrawal('bank', createBankWithdrawal, {
    exists: { title: 'Ordered, and not yet begun', events: [] },
    'has been consigned': {
      title: 'The bank has credited the beneficiary, and a callback says so',
      events: ['process', 'deposit', 'consign'],
    },
    'has been rejected': {
      title: 'The bank has refused it, the money is back, and a callback says so',
      events: ['process', 'reject'],
    },
  }),
  defineState('money has been received from another user', {
    title: 'Another Cobru user has sent money to the account',
    parameters: {
      from: { description: 'Phone of the sender', default: '3100000002' },
      amount: { description: 'Pesos', default: 20_000 },
    },
    setUp: async ({ parameters, trigger }) => {
      await trigger('send.receive', parameters)
      return undefined
    },
  }),
]

export const states: Definition[] = [...payments, ...payouts]
