/**
 * A page, a printed request, the printed answer: replayed on the profile `docs`, which holds what the current
 * documents say and nothing else. Values are compared where a page prints them and keys and types where it has its
 * own. The COP page stands in examples.test.ts.
 */
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  type Answer,
  type Avenia,
  createAvenia,
  created,
  fromCop,
  type Loose,
  NIL,
  order,
  quotePath,
  TICKETS,
  toJson,
  WEBHOOKS,
} from './kit.ts'
import { LEVEL_ONE, makeScope, toCompany, toPerson, toUbo, UBOS, upload } from './kyc-kit.ts'

const GUIDE = 'https://integration-guide.avenia.io/docs/'
const REFERENCE = 'https://api-reference.avenia.io/api-reference/'
const ID = '550e8400-e29b-41d4-a716-446655440000'
const AT = '2026-02-20T15:13:08.320462Z'
const OWN = { ticketBlockchainOutput: { beneficiaryWalletId: NIL } }

interface Page {
  url: string
  ask(avenia: Avenia): Promise<Answer>
  /** Where a page says one. */
  status?: number
  /** What is printed; a text of the form `=…` is compared to the letter. */
  answer: Loose
}

/** Puts a second factor into force and gives a code. */
async function startTotp({ api, sandbox }: Avenia): Promise<string> {
  await api.post('/v2/auth/mfa/totp/create')
  const code = async () => ((await sandbox.trigger('avenia.mfa.code')) as { otp: string }).otp
  const { emailToken } = (await sandbox.trigger('avenia.login.token')) as { emailToken: string }
  await api.post('/v2/auth/mfa/totp/validate', { otp: await code(), emailToken })
  return code()
}

async function makeKey(avenia: Avenia): Promise<Answer> {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = publicKey.export({ type: 'spki', format: 'pem' })
  const otp = await startTotp(avenia)
  const body = { otp, name: 'servidor', publicKey: pem, whitelistedIPs: ['10.0.0.0/8'] }
  return avenia.api.post('/v2/auth/api-keys', body)
}

async function logIn({ api, sandbox }: Avenia): Promise<Answer> {
  const { email, password } = sandbox.avenia.credentials
  await api.send('/v2/auth/login', toJson('POST', { email, password }))
  const { emailToken } = (await sandbox.trigger('avenia.login.token')) as { emailToken: string }
  return api.send('/v2/auth/validate-login', toJson('POST', { email, emailToken }))
}

const FEE = { type: 'In Fee', description: 'In Fee', amount: '0.2', currency: 'BRL' }
const ZERO = (type: string) => ({ ...FEE, type, description: type, amount: '0' })
const QUOTE = {
  quoteToken: 'eyJ',
  inputCurrency: '=BRL',
  inputPaymentMethod: '=PIX',
  inputAmount: '=100.2',
  outputCurrency: '=BRLA',
  outputPaymentMethod: '=INTERNAL',
  outputAmount: '=100',
  markupAmount: '=0',
  markupCurrency: '=',
  inputThirdParty: false,
  outputThirdParty: false,
  appliedFees: [
    ZERO('Markup Fee'),
    FEE,
    ZERO('Conversion Fee'),
    ZERO('Out Fee'),
    ZERO('Gas Fee'),
  ].map((fee) => Object.fromEntries(Object.entries(fee).map(([name, text]) => [name, `=${text}`]))),
  basePrice: '=1',
  pairName: '=BRLBRLA',
}

const ATTEMPT = {
  id: ID,
  userId: ID,
  levelName: 'level-1',
  submissionData: null,
  status: '=PENDING',
  result: '=',
  resultMessage: '=',
  rejectionLabels: [],
  retryable: false,
  createdAt: AT,
  updatedAt: AT,
}

const SESSION = {
  id: ID,
  externalId: '=orden-1',
  mainAccountId: ID,
  subAccountId: '',
  workspaceId: ID,
  creatorFullName: 'x',
  outputCurrency: '=BRLA',
  paymentOptions: [{ amount: 100, currency: '=BRL', paymentMethod: '=PIX' }],
  metadata: {},
  onCompleteRedirectionUrl: '',
  appearance: {},
  ticketId: '',
  ticketStatus: '',
  ticketJson: [],
  createdAt: AT,
  updatedAt: AT,
  expiresAt: AT,
}

const createSession = ({ api }: Avenia) =>
  api.post('/v2/account/payment-session/', {
    paymentOptions: [{ amount: 100, currency: 'BRL', paymentMethod: 'PIX' }],
    outputCurrency: 'BRLA',
    externalId: 'orden-1',
  })

const PAGES: Page[] = [
  {
    url: `${GUIDE}Avenia-Account-Management/login`,
    ask: logIn,
    answer: { accessToken: 'eyJ', refreshToken: 'eyJ' },
  },
  {
    url: `${GUIDE}Avenia-Account-Management/login (refresh)`,
    ask: async (avenia) => {
      const { refreshToken } = (await logIn(avenia)).body
      return avenia.api.send('/v2/auth/refresh', toJson('POST', { refreshToken }))
    },
    answer: { accessToken: 'eyJ', refreshToken: 'eyJ' },
  },
  {
    url: `${GUIDE}Usecases/pix2Stable&onChainTransfer (quote)`,
    ask: ({ api }) => api.get(quotePath()),
    answer: QUOTE,
  },
  {
    url: `${GUIDE}Usecases/pix2Stable&onChainTransfer (conversion)`,
    ask: ({ api }) =>
      api.get(
        quotePath({
          inputCurrency: 'BRLA',
          inputPaymentMethod: 'INTERNAL',
          outputCurrency: 'USDT',
          outputAmount: '100',
        }),
      ),
    answer: {
      ...QUOTE,
      inputCurrency: '=BRLA',
      inputPaymentMethod: '=INTERNAL',
      inputAmount: '=582.446313',
      outputCurrency: '=USDT',
      outputAmount: '=100',
      appliedFees: QUOTE.appliedFees.map((fee) => ({
        ...fee,
        currency: '=BRLA',
        amount: fee.type === '=Conversion Fee' ? '=3.494677' : '=0',
      })),
      basePrice: '=5.7895',
      pairName: '=USDTBRLA',
    },
  },
  {
    url: `${GUIDE}Operations/ticketsGuide (create)`,
    ask: ({ api }) => order(api, {}, OWN),
    answer: { id: ID, brCode: 'x', expiration: '2025-03-11T16:06:42.638410717Z' },
  },
  {
    url: `${GUIDE}Operations/ticket-receipt`,
    ask: async ({ api, sandbox }) => {
      const { id } = (await order(api, {}, OWN)).body
      await sandbox.clock.advance('PT1M')
      return api.get(`${TICKETS}${id}/receipt`)
    },
    status: 200,
    answer: undefined,
  },
  {
    url: 'https://www.integration-guide.avenia.io/docs/Sandbox%20Usecases/simulateCopDeposit/',
    ask: ({ api }) => order(api, fromCop('BRE-B', '700000'), OWN),
    answer: { id: ID, depositUrl: `https://links.avenia.cobre/${ID}` },
  },
  {
    url: `${GUIDE}Bank%20Accounts/bankAccountsCop`,
    ask: ({ api }) => api.get('/v2/account/bank-accounts/cop/bre-b-info?breBKey=@CBW0ZWQT6'),
    answer: { holderName: '=San*** Te****', holderIdNumber: '=*****1234' },
  },
  {
    url: `${GUIDE}Avenia-Account-Management/aboutLogin (account)`,
    ask: ({ api }) => api.get('/v2/account/account-info'),
    answer: {
      id: ID,
      accountInfo: {
        id: ID,
        accountType: 'INDIVIDUAL',
        name: 'x',
        countrySubdivisionTaxResidence: '=BR-SP',
        countryTaxResidence: '=BRA',
        identityStatus: '=CONFIRMED',
        fullName: 'x',
        birthdate: '1990-01-01T00:00:00Z',
        taxId: 'x',
      },
      wallets: [{ id: ID, walletAddress: '0x', chain: '=EVM' }],
      brCode: 'x',
      createdAt: AT,
    },
  },
  {
    url: `${GUIDE}Avenia-Account-Management/accountStatement`,
    ask: async ({ api, sandbox }) => {
      await sandbox.trigger('avenia.account.fund', { currency: 'BRLA', amount: '1' })
      return api.get('/v2/account/statement?createdAfter=1700000000000')
    },
    answer: {
      logs: [
        {
          id: ID,
          token: '=BRLA',
          balanceChange: '1',
          finalBalance: '1',
          description: 'x',
          createdAt: AT,
        },
      ],
    },
  },
  {
    url: `${GUIDE}Avenia%20Subaccounts/subAccountManagement (create)`,
    ask: ({ api }) =>
      api.post('/v2/account/sub-accounts', { accountType: 'INDIVIDUAL', name: 'x' }),
    answer: { id: ID },
  },
  {
    url: `${GUIDE}Avenia%20Subaccounts/subAccountManagement (list)`,
    ask: async ({ api }) => {
      await makeScope(api)
      return api.get('/v2/account/sub-accounts')
    },
    answer: {
      subAccount: [
        {
          subAccountId: ID,
          mainAccountId: ID,
          createdAt: AT,
          accountInfo: { id: ID, accountType: '=INDIVIDUAL', name: 'x' },
        },
      ],
    },
  },
  {
    url: `${GUIDE}KYC/kycLevel1 (document)`,
    ask: ({ api }) => api.post('/v2/documents/', { documentType: 'ID', isDoubleSided: true }),
    status: 200,
    answer: { id: ID, uploadURLFront: 'x', uploadURLBack: 'x' },
  },
  {
    url: `${GUIDE}KYC/kycLevel1 (attempt, pending)`,
    ask: async (avenia) => {
      const scope = await makeScope(avenia.api)
      const body = await toPerson(avenia, scope)
      const id = await created(avenia.api.post(`${LEVEL_ONE}${scope}`, body))
      return avenia.api.get(`/v2/kyc/attempts/${id}${scope}`)
    },
    answer: { attempt: ATTEMPT },
  },
  {
    url: `${REFERENCE}kyc/list-kyc-attempts`,
    ask: async ({ api }) => {
      await api.post('/v2/kyc/cop/api')
      return api.get('/v2/kyc/attempts?createdAfter=1700000000')
    },
    answer: { attempts: [ATTEMPT] },
  },
  {
    url: `${REFERENCE}endpoints/kyc/attempts/get-kyc-attempts-attempt-id`,
    ask: async ({ api, sandbox }) => {
      const { attemptId } = (await api.post('/v2/kyc/cop/api')).body
      await sandbox.clock.advance('PT15S')
      return api.get(`/v2/kyc/attempts/${attemptId}`)
    },
    answer: {
      attempt: { ...ATTEMPT, submissionData: {}, status: '=COMPLETED', result: '=APPROVED' },
    },
  },
  {
    url: `${REFERENCE}endpoints/kyc/new-level-1/post-kyc-new-level-1-api (company)`,
    ask: async (avenia) => {
      const scope = await makeScope(avenia.api, 'COMPANY')
      return avenia.api.post(`${LEVEL_ONE}${scope}`, await toCompany(avenia, scope))
    },
    status: 201,
    answer: { id: ID },
  },
  {
    url: `${GUIDE}KYC/kycCop`,
    ask: ({ api }) => api.post('/v2/kyc/cop/api', {}),
    status: 201,
    answer: { attemptId: ID },
  },
  {
    url: `${GUIDE}KYC/kycUsd`,
    ask: ({ api }) => api.post('/v2/kyc/usd/api'),
    answer: { attemptId: ID },
  },
  {
    url: `${GUIDE}KYC/kycEur`,
    ask: ({ api }) => api.post('/v2/kyc/eur/api'),
    answer: { attemptId: ID },
  },
  {
    url: `${GUIDE}KYC/kycSumsubSharedToken`,
    ask: async ({ api }) =>
      api.post(`/v2/kyc/import-token/${await makeScope(api)}`, { importToken: 'x' }),
    status: 200,
    answer: { id: ID, message: '=token imported successfully: processing KYC' },
  },
  {
    url: `${GUIDE}KYB/kybLevel1`,
    ask: async ({ api }) =>
      api.post(`/v2/kyc/new-level-1/web-sdk${await makeScope(api, 'COMPANY')}`, {}),
    answer: { attemptId: ID, authorizedRepresentativeUrl: 'x', basicCompanyDataUrl: 'x' },
  },
  {
    url: `${GUIDE}KYB/kybUsd (proof of financial capacity)`,
    ask: async (avenia) => {
      const scope = await makeScope(avenia.api, 'COMPANY')
      const uploadedPoFCId = await upload(avenia, scope, 'PROOF-OF-FINANCIAL-CAPACITY')
      const path = `/v2/account/proof-of-financial-capacity/api${scope}`
      return avenia.api.post(path, { uploadedPoFCId })
    },
    answer: { id: ID },
  },
  {
    url: `${GUIDE}KYB/kybLevel1Api (an owner, with the guide's number)`,
    ask: async (avenia) => {
      const scope = await makeScope(avenia.api, 'COMPANY')
      const body = await toUbo(avenia, scope, { percentageOfOwnership: 100 })
      return avenia.api.post(`${UBOS}${scope}`, body)
    },
    answer: { id: ID },
  },
  {
    url: `${REFERENCE}ubos/get-ubo`,
    ask: async (avenia) => {
      const scope = await makeScope(avenia.api, 'COMPANY')
      const id = await created(avenia.api.post(`${UBOS}${scope}`, await toUbo(avenia, scope)))
      return avenia.api.get(`${UBOS}/${id}${scope}`)
    },
    answer: {
      id: ID,
      userId: ID,
      createdAt: AT,
      updatedAt: AT,
      info: {
        fullName: 'x',
        dateOfBirth: 'x',
        countryOfTaxId: 'x',
        taxIdNumber: 'x',
        email: 'x',
        phone: 'x',
        hasControl: true,
        percentageOfOwnership: 1,
      },
      address: {
        streetLine1: 'x',
        streetLine2: 'x',
        city: 'x',
        state: 'x',
        country: 'x',
        zipCode: 'x',
      },
      documents: [
        {
          id: ID,
          documentType: 'x',
          uploadURLFront: 'x',
          uploadURLBack: 'x',
          ready: true,
          createdAt: AT,
          updatedAt: AT,
        },
      ],
    },
  },
  {
    url: `${REFERENCE}ubos/update-ubo`,
    ask: async (avenia) => {
      const scope = await makeScope(avenia.api, 'COMPANY')
      const body = await toUbo(avenia, scope)
      const id = await created(avenia.api.post(`${UBOS}${scope}`, body))
      return avenia.api.patch(`${UBOS}/${id}${scope}`, body)
    },
    answer: { error: 'x' },
  },
  {
    url: `${REFERENCE}kyc/submit-w-8ben-form`,
    ask: ({ api }) => api.post('/v2/kyc/w8ben/', { useDigitalSignature: true }),
    answer: { id: ID, w8BenUrl: 'x' },
  },
  {
    url: `${REFERENCE}endpoints/account/metadata/get-account-metadata`,
    ask: ({ api }) => api.get('/v2/account/metadata'),
    answer: {
      skipLiveness: true,
      easierLevel1: true,
      documentWithoutSelfie: true,
      brlUnlocked: true,
      usdUnlocked: true,
      eurUnlocked: true,
      arsUnlocked: true,
      copUnlocked: true,
    },
  },
  {
    url: `${REFERENCE}eod/get-eod-limits`,
    ask: async ({ api }) => {
      const answer = await api.get('/v2/account/eod/limits')
      return { ...answer, body: { limits: answer.body.limits.slice(0, 1) } }
    },
    answer: {
      limits: [
        {
          currency: 'BRL',
          d0: '1',
          d1: '1',
          d2: '1',
          usage: { year: 1, month: 1, day: 1, usedD0: '1', usedD1: '1', usedD2: '1' },
        },
      ],
    },
  },
  {
    url: `${GUIDE}Avenia-Account-Management/addressApi (none on file)`,
    ask: ({ api }) => api.get('/v2/account/address'),
    answer: { address: {} },
  },
  {
    url: `${GUIDE}Avenia-Account-Management/addressApi`,
    ask: async ({ api }) => {
      await api.put('/v2/account/address', {
        streetLine1: 'x',
        city: 'x',
        countrySubdivision: 'x',
        zipCode: 'x',
        country: 'BRA',
      })
      return api.get('/v2/account/address')
    },
    answer: {
      address: {
        streetLine1: 'x',
        streetLine2: '',
        streetLine3: '',
        city: 'x',
        countrySubdivision: 'x',
        zipCode: 'x',
        country: '=BRA',
        source: '=USER',
      },
    },
  },
  {
    url: `${GUIDE}Beneficiaries-Bank-Accounts/beneficiariesBankAccountsGuideArs`,
    ask: ({ api }) =>
      api.post('/v2/account/beneficiaries/bank-accounts/ars/', {
        alias: 'x',
        description: 'x',
        cvu: '0'.repeat(22),
      }),
    answer: { id: ID, accountData: { cvu: 'x', accountHolders: [] } },
  },
  {
    url: `${GUIDE}Beneficiaries-Bank-Accounts/beneficiariesBankAccountsGuideBrl`,
    ask: ({ api }) =>
      api.post('/v2/account/beneficiaries/bank-accounts/brl/', { alias: 'x', pixKey: 'x@y.z' }),
    answer: { id: ID },
  },
  {
    url: `${REFERENCE}beneficiaries/create-usd-bank-account-beneficiary`,
    ask: ({ api }) =>
      api.post('/v2/account/beneficiaries/bank-accounts/usd/', {
        alias: 'x',
        bankAccountNumber: '1',
        bankRoutingNumber: '2',
        bankBeneficiaryName: 'x',
        bankName: 'x',
      }),
    answer: { id: ID },
  },
  {
    url: `${GUIDE}Beneficiaries-Wallets/walletsGuide (read, bare)`,
    ask: async ({ api }) => {
      const path = '/v2/account/beneficiaries/wallets/'
      const wallet = { walletAddress: `0x${'0'.repeat(40)}`, walletChain: 'POLYGON' }
      const body = { alias: 'x', description: 'x', walletMemo: 'x', ...wallet }
      return api.get(`${path}${await created(api.post(path, body))}`)
    },
    answer: {
      id: ID,
      userId: ID,
      alias: 'x',
      description: 'x',
      walletAddress: 'x',
      walletChain: '=POLYGON',
      walletMemo: 'x',
      createdAt: AT,
    },
  },
  {
    url: `${REFERENCE}endpoints/auth/api-keys/post-auth-api-keys`,
    ask: makeKey,
    status: 201,
    answer: { apiKey: ID },
  },
  {
    url: `${REFERENCE}auth/update-api-key`,
    ask: async (avenia) => {
      const { apiKey } = (await makeKey(avenia)).body
      const { otp } = (await avenia.sandbox.trigger('avenia.mfa.code')) as { otp: string }
      return avenia.api.patch('/v2/auth/api-keys/', { otp, apiKey, whitelistedIPs: [] })
    },
    status: 200,
    answer: { error: 'x' },
  },
  {
    url: `${REFERENCE}endpoints/auth/accesses/get-access-id`,
    ask: async ({ api, sandbox }) => {
      const { id } = (await sandbox.trigger('avenia.access.id')) as { id: string }
      return api.get(`/v2/auth/accesses/${id}`)
    },
    answer: {
      access: {
        id: ID,
        email: 'x',
        permissions: { payIn: true, payOut: true, convert: true, onChain: true, viewOnly: true },
        createdAt: AT,
      },
    },
  },
  {
    url: `${REFERENCE}endpoints/auth/accesses/patch-auth-accesses`,
    ask: async (avenia) => {
      const otp = await startTotp(avenia)
      const { id } = (await avenia.sandbox.trigger('avenia.access.id')) as { id: string }
      return avenia.api.patch('/v2/auth/accesses', { id, otp, permissions: { payIn: true } })
    },
    status: 200,
    answer: {},
  },
  {
    url: `${REFERENCE}payment-session-private/create-payment-session`,
    ask: createSession,
    answer: { id: ID, externalId: '=orden-1' },
  },
  {
    url: `${REFERENCE}payment-session-private/list-payment-sessions`,
    ask: async (avenia) => {
      await createSession(avenia)
      return avenia.api.get('/v2/account/payment-session/?createdAfter=1700000000')
    },
    answer: { paymentSessions: [SESSION] },
  },
  {
    url: `${REFERENCE}payment-session-private/get-payment-session-private`,
    ask: async (avenia) => {
      const { id } = (await createSession(avenia)).body
      return avenia.api.get(`/v2/account/payment-session/${id}`)
    },
    answer: { paymentSession: SESSION },
  },
  {
    url: `${GUIDE}Webhooks/webhookManagement`,
    ask: ({ api }) =>
      api.post(WEBHOOKS, { webhookUrl: 'https://yourapp.com/webhook', subscriptions: ['TICKET'] }),
    answer: { webhookId: ID },
  },
  {
    url: `${REFERENCE}notifications/list-webhook-delivery-attempts`,
    ask: async ({ api, sandbox }) => {
      await api.post(WEBHOOKS, { webhookUrl: sandbox.inbox.url, subscriptions: ['TICKET'] })
      await order(api, { outputAmount: '2000' }, OWN)
      await sandbox.settle()
      return api.get(`${WEBHOOKS}attempts/?createdAfter=1700000000`)
    },
    answer: {
      eventAttempts: [
        {
          id: ID,
          accountId: ID,
          webhookEventId: ID,
          webhookUrl: 'x',
          responseStatus: 200,
          acknowledged: false,
          createdAt: AT,
          updatedAt: AT,
        },
      ],
    },
  },
  {
    url: `${GUIDE}Webhooks/verifyingWebhookAuthenticity`,
    ask: ({ api }) => api.send('/v2/public-key'),
    answer: { publicKey: '-----BEGIN RSA PUBLIC KEY-----' },
  },
]

/** The same keys and types; a text of the form `=…` must be that text. */
function toExpected(printed: Loose): Loose {
  if (Array.isArray(printed)) return printed.map(toExpected)
  if (typeof printed === 'string')
    return printed.startsWith('=') ? printed.slice(1) : expect.any(String)
  if (typeof printed === 'number') return expect.any(Number)
  if (typeof printed === 'boolean') return expect.any(Boolean)
  if (printed === null || printed === undefined) return printed
  return Object.fromEntries(
    Object.entries(printed).map(([name, value]) => [name, toExpected(value)]),
  )
}

test.each(PAGES)('$url', async ({ ask, status, answer }) => {
  await using avenia = await createAvenia({ profiles: { avenia: 'docs' } })
  const found = await ask(avenia)
  expect(found.status, found.text).toBeLessThan(300)
  if (status !== undefined) expect(found.status).toBe(status)
  expect(found.body).toEqual(toExpected(answer))
})

test.each([
  ['400', '/v2/account/bank-accounts/cop/bre-b-info'],
  ['404', '/v2/account/bank-accounts/cop/bre-b-info?breBKey=@INVALID'],
])(`${GUIDE}Bank%%20Accounts/bankAccountsCop says %s`, async (status, path) => {
  await using avenia = await createAvenia({ profiles: { avenia: 'docs' } })
  expect((await avenia.api.get(path)).status).toBe(Number(status))
})

test('https://api-reference.avenia.io/api-reference/endpoints/kyc/cop/post-kyc-cop-api says 501 for companies', async () => {
  await using avenia = await createAvenia({ profiles: { avenia: 'docs' } })
  const scope = await makeScope(avenia.api, 'COMPANY')
  expect((await avenia.api.post(`/v2/kyc/cop/api${scope}`)).status).toBe(501)
})
