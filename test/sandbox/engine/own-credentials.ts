/** What clients have in their source, for each built-in provider, and how they show it. */
import { createSign, generateKeyPairSync } from 'node:crypto'
import type { ProviderHandle } from '../../../mocks/index.ts'

type Fetch = ProviderHandle['fetch']

export interface Client {
  provider: 'cobru' | 'cobre' | 'avenia' | 'localpayment'
  credentials: Record<string, string>
  /** Those by which the provider knows whose a request is. */
  identifies: string[]
  /** The surprise without which the old header pair is refused. */
  variants?: Record<string, string>
  /** Every way in which a client shows them; each answer is to be 200. */
  call(fetch: Fetch): Promise<Response[]>
}

const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
})

const COBRU = {
  apiKey: 'cobru-key-of-mine',
  refreshToken: 'cobru-refresh-token-of-mine',
  username: '3105550199',
  password: 'cobru password of mine',
  apiToken: 'old-token-of-mine',
  apiSecretKey: 'old-secret-key-of-mine',
}
const COBRE = {
  userId: 'cli_of-mine',
  secret: 'cobre-secret-of-mine',
  eventSignatureKey: 'event-key-of-mine',
}
const AVENIA = {
  email: 'mine@shop.example',
  password: 'avenia password of mine',
  apiKey: 'aaaaaaaa-0000-4000-8000-00000000000a',
  privateKey: String(PEM),
}
const LOCALPAYMENT = {
  username: 'mine@shop.example',
  password: 'localpayment password of mine',
  accountNumber: '170.170.00000099',
  webhookSecret: 'webhook-secret-of-mine',
}

export const BUILT_IN: Client[] = [
  {
    provider: 'cobru',
    credentials: COBRU,
    identifies: ['apiKey', 'apiToken', 'apiSecretKey'],
    variants: { 'cobru.auth.header-generation': 'accept-both' },
    call: async (fetch) => {
      const key = { 'x-api-key': COBRU.apiKey }
      const pair = { 'api-token': COBRU.apiToken, 'api-secret-key': COBRU.apiSecretKey }
      const { username, password, refreshToken: refresh } = COBRU
      return [
        await postJson(fetch, '/token/refresh/', { refresh }, key),
        await postJson(fetch, '/token/', { username, password }, key),
        await postJson(fetch, '/token/refresh/', { refresh }, pair),
        await postJson(fetch, '/token/', { username, password }, pair),
      ]
    },
  },
  {
    provider: 'cobre',
    credentials: COBRE,
    identifies: ['userId'],
    call: async (fetch) => [
      await postJson(fetch, '/v1/auth', { user_id: COBRE.userId, secret: COBRE.secret }),
    ],
  },
  {
    provider: 'avenia',
    credentials: AVENIA,
    identifies: ['email', 'apiKey'],
    call: async (fetch) => {
      const { email, password } = AVENIA
      return [
        await postJson(fetch, '/v2/auth/login', { email, password }),
        await getSigned(fetch, '/v2/account/balances'),
      ]
    },
  },
  {
    provider: 'localpayment',
    credentials: LOCALPAYMENT,
    identifies: ['username'],
    call: async (fetch) => {
      const { username, password } = LOCALPAYMENT
      return [await postJson(fetch, '/api/token/', { username, password })]
    },
  },
]

function postJson(fetch: Fetch, path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

function getSigned(fetch: Fetch, path: string): Promise<Response> {
  const at = String(Date.now())
  const signature = createSign('RSA-SHA256').update(`${at}GET${path}`).sign(AVENIA.privateKey)
  return fetch(path, {
    headers: {
      'X-API-Key': AVENIA.apiKey,
      'X-API-Timestamp': at,
      'X-API-Signature': signature.toString('base64'),
    },
  })
}
