/** What an Avenia that departs from the spec might do. */
import { type Deviation, of } from './second-sandbox.ts'

export const AVENIA_DEVIATIONS: readonly Deviation[] = [
  {
    title: 'the id of a webhook is called otherwise',
    names: ['createWebhook', 'webhookId'],
    flow: 'webhook.life',
    answer: of('createWebhook', (body) => {
      body.id = body.webhookId
      delete body.webhookId
    }),
  },
  {
    title: 'an amount of a quote is a number',
    names: ['createQuote', 'inputAmount'],
    flow: 'account.statement',
    answer: of('createQuote', (body) => {
      body.inputAmount = Number(body.inputAmount)
    }),
  },
  {
    title: 'a deleted beneficiary answers 204',
    names: ['deleteCopBeneficiary', '204'],
    flow: 'sub-account.scope',
    answer: of('deleteCopBeneficiary', (_, reply) => {
      reply.status = 204
      reply.body = ''
    }),
  },
  {
    title: 'a ticket does not say when it expires',
    names: ['getTicket', 'expiresAt'],
    flow: 'account.statement',
    answer: of('getTicket', (body) => {
      delete body.ticket.expiresAt
    }),
  },
  {
    title: 'a payment by PIX takes a minute and a half',
    names: ['is PAID within PT23S'],
    flow: 'payin.pix',
    answer: of('getTicket', ({ ticket }, { now }) => {
      const isPix = ticket.quote.inputPaymentMethod === 'PIX'
      if (ticket.status !== 'PAID' || !isPix) return
      if (now - Date.parse(ticket.createdAt) < 90_000) ticket.status = 'PROCESSING'
    }),
  },
  {
    title: 'a payment by PIX has no rebate',
    names: ['"rebate":{"amount":"0.1","currency":"BRLA"}'],
    flow: 'payin.pix',
    answer: of('getTicket', ({ ticket }) => {
      delete ticket.rebate
    }),
  },
  {
    title: 'a receipt is not a PDF',
    names: ['header getTicketReceipt content-type', 'found application/json'],
    flow: 'payin.pix',
    answer: of('getTicketReceipt', (_, { headers }) => {
      headers['content-type'] = 'application/json'
    }),
  },
  {
    title: 'a beneficiary shows the phone',
    names: ['getCopBeneficiary', 'phoneNumber'],
    flow: 'beneficiary.',
    answer: of('getCopBeneficiary', ({ bankAccount }) => {
      bankAccount.phoneNumber = '+573001234567'
    }),
  },
  {
    title: 'an account has a field that no document knows',
    names: ['getBalances', 'extra'],
    flow: 'auth.login',
    isHarmless: true,
    answer: of('getBalances', (body) => {
      body.extra = 'one'
    }),
  },
  {
    title: 'events are not signed',
    names: ['header TICKET signature', 'found nothing'],
    flow: 'webhook.ticket',
    notification: ({ headers }) => {
      for (const name of Object.keys(headers)) {
        if (name.toLowerCase() === 'signature') delete headers[name]
      }
    },
  },
  {
    title: 'the log of an event counts a try twice',
    names: ['responseStatus', '200'],
    flow: 'webhook.attempts',
    answer: of('listWebhookAttempts', (body) => {
      body.eventAttempts = [...body.eventAttempts, ...body.eventAttempts]
    }),
  },
]
