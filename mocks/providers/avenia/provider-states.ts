/** Provider states of Avenia: what a consumer's pact may take for granted. */

import { type Definition, defineState, type StateContext } from '../../provider.ts'
import { SAMPLES } from '../../types/samples/avenia.ts'

const BENEFICIARIES = '/v2/account/beneficiaries/bank-accounts/cop/'
const TICKETS = '/v2/account/tickets/'

/** Where tokens go that stay in the account. */
const OWN_WALLET = '00000000-0000-0000-0000-000000000000'

const QUOTE = {
  inputCurrency: 'BRL',
  inputPaymentMethod: 'PIX',
  outputCurrency: 'BRLA',
  outputPaymentMethod: 'INTERNAL',
  inputThirdParty: 'false',
  outputThirdParty: 'false',
}

const OUTPUT = { outputAmount: { description: 'Tokens that come out', default: '100' } }

const TICKET_VALUES = { id: 'Id of the ticket', ticketId: 'Id of the ticket' }

async function createQuote({ parameters, send }: StateContext) {
  const query = new URLSearchParams({ ...QUOTE, outputAmount: String(parameters.outputAmount) })
  const { quoteToken } = await send('GET', `/v2/account/quote/fixed-rate?${query}`)
  return { quoteToken: quoteToken as string }
}

async function createTicket(context: StateContext) {
  const { quoteToken } = await createQuote(context)
  const ticketBlockchainOutput = { beneficiaryWalletId: OWN_WALLET }
  const { id } = await context.send('POST', TICKETS, { quoteToken, ticketBlockchainOutput })
  return { id: id as string, ticketId: id as string }
}

async function createWebhook({ send, inboxUrl }: StateContext, subscriptions: string[]) {
  const made = await send('POST', '/v2/notifications/webhooks/', {
    webhookUrl: inboxUrl,
    subscriptions,
  })
  return { id: made.id ?? made.webhookId, webhookId: made.id ?? made.webhookId }
}

async function createSubAccount({ send }: StateContext) {
  const { id } = await send('POST', '/v2/account/sub-accounts', SAMPLES.createSubAccount)
  return { id: id as string, subAccountId: id as string }
}

async function createBeneficiary({ send }: StateContext) {
  const { id } = await send('POST', BENEFICIARIES, SAMPLES.createCopBeneficiary.breB)
  return { id: id as string, beneficiaryId: id as string }
}

const access = [
  defineState('a login token has been sent', {
    title: 'The first step of a login is done; the token of the e-mail is known',
    values: { emailToken: 'The token, six digits' },
    setUp: async ({ account, send, trigger }) => {
      const { email, password } = account.credentials
      await send('POST', '/v2/auth/login', { email, password })
      return (await trigger('login.token')) as { emailToken: string }
    },
  }),
  defineState('a sub-account exists', {
    title: 'A sub-account of an individual',
    values: { id: 'Id of the sub-account', subAccountId: 'Id of the sub-account' },
    setUp: createSubAccount,
  }),
]

const money = [
  defineState('the account has funds', {
    title: "Somebody has sent tokens to the account's wallet",
    parameters: {
      currency: { description: 'Token', default: 'USDC' },
      amount: { description: 'Tokens', default: '1000' },
    },
    setUp: async ({ parameters, trigger }) => {
      await trigger('account.fund', parameters)
      return undefined
    },
  }),
  defineState('a beneficiary exists', {
    title: 'A Colombian beneficiary by Bre-B key',
    values: { id: 'Id of the beneficiary', beneficiaryId: 'Id of the beneficiary' },
    setUp: createBeneficiary,
  }),
  defineState('no beneficiary exists', {
    title: 'The account is as new',
    setUp: async () => undefined,
  }),
  defineState('a quote exists', {
    title: 'From PIX to BRLA in the balance; it can be spent once',
    parameters: OUTPUT,
    values: { quoteToken: 'Token of the quote' },
    setUp: createQuote,
  }),
]

const tickets = Object.entries({
  exists: { title: 'Unpaid: PIX to BRLA in the balance', steps: [] as string[] },
  'has been paid': { title: 'The payer has paid, and a webhook says so', steps: ['pay'] },
  'has failed': { title: 'The deposit has failed, and a webhook says so', steps: ['fail'] },
}).map(([words, { title, steps }]) =>
  defineState(`a ticket ${words}`, {
    title,
    parameters: OUTPUT,
    values: TICKET_VALUES,
    setUp: async (context) => {
      await createWebhook(context, ['TICKET'])
      const ticket = await createTicket(context)
      for (const step of steps) await context.trigger(`ticket.${step}`, { id: ticket.id })
      if (steps.length > 0) await context.advance('PT10M')
      return ticket
    },
  }),
)

const webhooks = [
  defineState('a webhook exists', {
    title: 'A webhook for tickets',
    values: { id: 'Id of the webhook', webhookId: 'Id of the webhook' },
    setUp: (context) => createWebhook(context, ['TICKET']),
  }),
]

export const states: Definition[] = [...access, ...money, ...tickets, ...webhooks]
