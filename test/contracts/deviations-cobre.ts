/** What a Cobre that departs from the spec might do. */
import { type Deviation, of } from './second-sandbox.ts'

export const COBRE_DEVIATIONS: readonly Deviation[] = [
  {
    title: 'a token does not say when it ends',
    names: ['expiration_time'],
    flow: 'auth.token',
    answer: of('authenticate', (body) => {
      for (const key of Object.keys(body)) if (key.startsWith('expir')) delete body[key]
    }),
  },
  {
    title: 'an amount of a movement is text',
    names: ['createMoneyMovement', '/amount', 'integer'],
    flow: 'direct-debit.accepted',
    answer: of('createMoneyMovement', (body) => {
      body.amount = String(body.amount)
    }),
  },
  {
    title: 'the id of a counterparty is called otherwise',
    names: ['createCounterparty', '/id'],
    flow: 'counterparty.registered',
    answer: of('createCounterparty', (body) => {
      body.counterparty_id = body.id
      delete body.id
    }),
  },
  {
    title: 'a list of accounts does not say whether it is the last page',
    names: ['listAccounts', 'is_last_page'],
    flow: 'auth.token',
    answer: of('listAccounts', (body) => {
      delete body.is_last_page
    }),
  },
  {
    title: 'a movement has a field that no document knows',
    names: ['getMoneyMovement', '/risk', 'unknown-field'],
    flow: 'direct-debit.accepted',
    isHarmless: true,
    answer: of('getMoneyMovement', (body) => {
      body.risk = 'low'
    }),
  },
  {
    title: 'a key answers 202',
    names: ['createKey', '202'],
    flow: 'key.life',
    answer: of('createKey', (_, reply) => {
      reply.status = 202
    }),
  },
  {
    title: 'an event has no id',
    names: ['/id'],
    flow: 'event.movement',
    notification: ({ body }) => {
      delete body.id
    },
  },
]
