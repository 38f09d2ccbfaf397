/** What a Localpayment that departs from the spec might do. */
import { type Deviation, of } from './second-sandbox.ts'

/** External id → epoch ms at which the account was first seen active. */
const activeSince = new Map<string, number>()

export const LOCALPAYMENT_DEVIATIONS: readonly Deviation[] = [
  {
    title: 'an access token is called otherwise',
    names: ['createToken', 'access'],
    flow: 'token.renewed',
    answer: of('createToken', (body) => {
      body.token = body.access
      delete body.access
    }),
  },
  {
    title: 'a virtual account takes a minute to become active',
    names: ['the virtual account is active with a key within PT10S'],
    flow: 'account.active',
    answer: of('getVirtualAccount', (body, { now }) => {
      if (body.status?.code !== '200') return
      const since = activeSince.get(body.externalId) ?? now
      activeSince.set(body.externalId, since)
      if (now - since >= 54_000) return
      body.status = {
        code: '100',
        description: 'INPROGRESS',
        detail: 'Virtual account in progress',
      }
      delete body.beneficiary.bank
    }),
  },
  {
    title: 'the code of a status is a number',
    names: ['createVirtualAccount', '/status/code'],
    flow: 'account.active',
    answer: of('createVirtualAccount', (body) => {
      body.status.code = Number(body.status.code)
    }),
  },
  {
    title: 'a virtual account has no internal id',
    names: ['createVirtualAccount', 'internalId'],
    flow: 'account.active',
    answer: of('createVirtualAccount', (body) => {
      delete body.internalId
    }),
  },
  {
    title: 'a creation answers 202',
    names: ['createVirtualAccount', '202'],
    flow: 'account.active',
    answer: of('createVirtualAccount', (_, reply) => {
      reply.status = 202
    }),
  },
  {
    title: 'the balance is text',
    names: ['getBalance', '/amount'],
    flow: 'payin.credited',
    answer: of('getBalance', (body) => {
      body.amount = String(body.amount)
    }),
  },
  {
    title: 'the balance has a field that no document knows',
    names: ['getBalance', '/pending', 'unknown-field'],
    flow: 'payin.credited',
    isHarmless: true,
    answer: of('getBalance', (body) => {
      body.pending = 0
    }),
  },
  {
    title: 'the methods of payment come as plain text',
    names: ['listPaymentMethods', 'content-type'],
    flow: 'token.renewed',
    answer: of('listPaymentMethods', (_, reply) => {
      reply.headers['content-type'] = 'text/plain'
    }),
  },
  {
    title: 'the status of a transaction stands in a list',
    names: ['getTransactionStatus', 'object'],
    flow: 'account.life',
    answer: of('getTransactionStatus', (body, reply) => {
      reply.body = [body]
    }),
  },
  {
    title: 'a notification has no signature',
    names: ['PayIn', 'x-signature'],
    flow: 'payin.told',
    notification: ({ headers, body }) => {
      if (!JSON.stringify(body).includes('PAYIN') && !JSON.stringify(body).includes('PayIn')) return
      for (const name of Object.keys(headers)) {
        if (name.toLowerCase().includes('signature')) delete headers[name]
      }
    },
  },
]
