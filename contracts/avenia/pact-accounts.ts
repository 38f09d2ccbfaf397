/**
 * The account, its balances, sub-accounts and Colombian beneficiaries.
 * Source: https://integration-guide.avenia.io, read 2026-11-20.
 */
import { SAMPLES } from '../../mocks/types/samples/avenia.ts'
import type { Interaction } from '../kit/pact/interaction.ts'
import { eachLike, like, regex } from '../kit/pact/matchers.ts'
import { get, ID, INSTANT, pathOf, post, refusal, remove, UNKNOWN_ID } from './pact-kit.ts'

const BENEFICIARIES = '/v2/account/beneficiaries/bank-accounts/cop/'

/** Amounts are texts. */
const AMOUNT = regex(/^\d+(\.\d+)?$/, '100.5')

const KEY = SAMPLES.createCopBeneficiary.breB

const own: Interaction[] = [
  {
    uponReceiving: 'a request for the account',
    withRequest: get('/v2/account/account-info'),
    willRespondWith: {
      status: 200,
      body: {
        id: ID,
        accountInfo: { accountType: 'INDIVIDUAL', identityStatus: 'CONFIRMED' },
        wallets: eachLike({
          chain: 'EVM',
          walletAddress: regex(/^0x[0-9a-f]{40}$/, `0x${'0'.repeat(40)}`),
        }),
      },
    },
  },
  {
    given: 'the account has funds',
    uponReceiving: 'a request for the balances',
    withRequest: get('/v2/account/balances'),
    willRespondWith: { status: 200, body: { balances: { USDC: '1000', BRLA: AMOUNT } } },
  },
  {
    uponReceiving: 'a request to create a sub-account',
    withRequest: post('/v2/account/sub-accounts', { accountType: 'INDIVIDUAL', name: 'Tienda' }),
    willRespondWith: { status: 201, body: { id: ID } },
  },
  {
    uponReceiving: 'a request to create a sub-account with nothing',
    withRequest: post('/v2/account/sub-accounts', {}),
    willRespondWith: refusal('InvalidFieldError: accountType is invalid'),
  },
  {
    given: 'a sub-account exists',
    uponReceiving: 'a request for the sub-accounts',
    withRequest: get('/v2/account/sub-accounts'),
    willRespondWith: { status: 200, body: { subAccount: like([]) } },
  },
  {
    given: 'a sub-account exists',
    uponReceiving: 'a request for a sub-account',
    withRequest: get(pathOf('/v2/account/sub-accounts/')),
    willRespondWith: { status: 200 },
  },
]

const beneficiaries: Interaction[] = [
  {
    uponReceiving: 'a request for the banks of beneficiaries',
    withRequest: get(`${BENEFICIARIES}supported-banks`),
    willRespondWith: {
      status: 200,
      body: {
        banks: eachLike({
          bankId: regex(/^bank_cop_\d{3}$/, 'bank_cop_022'),
          bankName: like('BANCOLOMBIA'),
        }),
      },
    },
  },
  {
    uponReceiving: 'a request to create a beneficiary by Bre-B key',
    withRequest: post(BENEFICIARIES, KEY),
    willRespondWith: { status: 200, body: { id: ID } },
  },
  {
    uponReceiving: 'a request to create a beneficiary with nothing',
    withRequest: post(BENEFICIARIES, {}),
    willRespondWith: refusal('alias is invalid'),
  },
  {
    given: 'a beneficiary exists',
    uponReceiving: 'a request for the beneficiaries',
    withRequest: get(BENEFICIARIES),
    willRespondWith: {
      status: 200,
      body: { bankAccounts: eachLike({ id: ID, breBKey: like(KEY.breBKey), createdAt: INSTANT }) },
    },
  },
  {
    given: 'a beneficiary exists',
    uponReceiving: 'a request for a beneficiary',
    withRequest: get(pathOf(BENEFICIARIES)),
    willRespondWith: { status: 200, body: { bankAccount: { id: ID, alias: KEY.alias } } },
  },
  {
    given: 'no beneficiary exists',
    uponReceiving: 'a request for a beneficiary that does not exist',
    withRequest: get(`${BENEFICIARIES}${UNKNOWN_ID}`),
    willRespondWith: refusal('not found', 404),
  },
  {
    given: 'a beneficiary exists',
    uponReceiving: 'a request to delete a beneficiary',
    withRequest: remove(pathOf(BENEFICIARIES)),
    willRespondWith: { status: 200, body: {} },
  },
]

export const accounts: Interaction[] = [...own, ...beneficiaries]
