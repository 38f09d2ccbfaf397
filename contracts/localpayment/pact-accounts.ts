/**
 * Virtual accounts with a Bre-B key, and the merchant's balance.
 * Source: https://docs.localpayment.com/docs/virtual-accounts-colombia, read 2026-11-20.
 */
import type { Interaction } from '../kit/pact/interaction.ts'
import { like, number, regex } from '../kit/pact/matchers.ts'
import {
  ACCOUNT_NUMBER,
  COMPANY,
  EXTERNAL_ID,
  get,
  HEADERS,
  INTERNAL_ID,
  pathOf,
  post,
} from './pact-kit.ts'

const KEY = regex(/^@[A-Za-z0-9]+$/, '@LPTechColomb0001')

const virtual: Interaction[] = [
  {
    uponReceiving: 'a request to create a virtual account',
    withRequest: post('/api/virtual-account', {
      country: 'COL',
      externalId: EXTERNAL_ID,
      accountNumber: ACCOUNT_NUMBER,
      beneficiary: COMPANY,
    }),
    // In progress, and without a key: that comes some six seconds later.
    willRespondWith: {
      status: 201,
      body: {
        externalId: EXTERNAL_ID,
        internalId: INTERNAL_ID,
        country: 'COL',
        currency: 'COP',
        beneficiary: COMPANY,
        status: { code: '100', description: 'INPROGRESS' },
        errors: [],
      },
    },
  },
  {
    uponReceiving: 'a request to create a virtual account with nothing but its country',
    withRequest: post('/api/virtual-account', { country: 'COL' }),
    // All that is wrong at once, each with a code.
    willRespondWith: {
      status: 400,
      body: {
        externalId: null,
        status: { code: '300', description: 'REJECTED' },
        errors: [
          { code: '301', detail: 'Empty mandatory param + [externalId]' },
          { code: '301', detail: 'Empty mandatory param + [accountNumber]' },
          { code: '301', detail: 'Empty mandatory param + [beneficiary]' },
        ],
      },
    },
  },
  {
    given: 'a virtual account is in progress',
    uponReceiving: 'a request for a virtual account in progress',
    withRequest: get(pathOf('/api/virtual-account/')),
    willRespondWith: { status: 200, body: { status: { code: '100' } } },
  },
  {
    given: 'a virtual account is active',
    uponReceiving: 'a request for an active virtual account',
    withRequest: get(pathOf('/api/virtual-account/')),
    willRespondWith: {
      status: 200,
      body: {
        internalId: INTERNAL_ID,
        beneficiary: { bank: { account: { type: 'KEY', number: KEY } } },
        status: { code: '200', description: 'COMPLETED' },
      },
    },
  },
  {
    given: 'no virtual account exists',
    uponReceiving: 'a request for a virtual account that does not exist',
    withRequest: get(`/api/virtual-account/${EXTERNAL_ID}`),
    willRespondWith: {
      status: 404,
      body: { status: { code: '404', detail: 'Virtual account not found' } },
    },
  },
  {
    given: 'a virtual account is active',
    uponReceiving: 'a request to disable a virtual account',
    withRequest: {
      method: 'PUT',
      path: pathOf('/api/virtual-account/', '/activation/disable/'),
      headers: HEADERS,
    },
    willRespondWith: { status: 200 },
  },
  {
    given: 'a virtual account is active',
    uponReceiving: 'a request to delete a virtual account',
    withRequest: { method: 'DELETE', path: pathOf('/api/virtual-account/'), headers: HEADERS },
    willRespondWith: { status: 200, body: { status: { description: 'DELETED' } } },
  },
]

const money: Interaction[] = [
  {
    uponReceiving: 'a request for the balance',
    withRequest: get(`/api/accounts/${ACCOUNT_NUMBER}/balance`),
    willRespondWith: {
      status: 200,
      body: {
        accountNumber: regex(/^\d{3}\.\d{3}\.\d{8}$/, ACCOUNT_NUMBER),
        currency: 'COP',
        amount: number(100000000),
      },
    },
  },
  {
    given: 'a payin has been received',
    uponReceiving: 'a request for what moved the balance',
    withRequest: get(`/api/accounts/${ACCOUNT_NUMBER}/activity`),
    willRespondWith: {
      status: 200,
      body: { openingBalance: number(1), closingBalance: number(2), details: like([]) },
    },
  },
]

export const accounts: Interaction[] = [...virtual, ...money]
