/** The operation that issues a bearer token, which takes a few lines of TypeScript. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { listPlaces } from '../../dialect/properties.ts'
import type { Draft, DraftOperation } from './draft.ts'
import { toRest } from './shapes.ts'
import { toEnv } from './words.ts'

export interface TokenOperation {
  operation: DraftOperation
  /** Field of the answer. */
  token: string
  /** Fields of the request. */
  user: string
  secret: string | undefined
  /** The rest of the answer. */
  rest: JsonObject
}

const TOKENS = ['access_token', 'accessToken', 'token', 'jwt']
const USERS = [
  'client_id',
  'clientId',
  'username',
  'user',
  'email',
  'api_key',
  'apiKey',
  'user_id',
  'userId',
]
const SECRETS = ['client_secret', 'clientSecret', 'password', 'secret']

/** Undefined where none says whose token it is in the body. */
export function findTokenOperation(draft: Draft): TokenOperation | undefined {
  for (const operation of draft.operations) {
    const { method, path, success, request } = operation
    if (
      method !== 'post' ||
      !/token|login|auth/i.test(path) ||
      success.schema === undefined ||
      request === undefined
    )
      continue
    const answers = listPlaces(draft.document, success.schema, draft.file)
    const asks = listPlaces(draft.document, request, draft.file)
    const token = TOKENS.find((name) => answers.has(name))
    const user = USERS.find((name) => asks.has(name))
    const rest = token && toRest(draft, success.schema, [token])
    if (token === undefined || user === undefined || !rest) continue
    const secret = SECRETS.find((name) => asks.has(name))
    return { operation, token, user, secret, rest: { ...rest, ...toLife(answers) } }
  }
  return undefined
}

/** Seconds; the module says as much. */
function toLife(answers: ReadonlyMap<string, { value: JsonObject }>): JsonObject {
  const name = [...answers.keys()].find((each) => /^expires?_?in$/i.test(each))
  const types = [answers.get(name ?? '')?.value.type].flat()
  const isNumber = types.includes('integer') || types.includes('number')
  return name !== undefined && isNumber ? { [name]: 3600 } : {}
}

/** What the operation says in the spec, and the credentials that it looks at. */
export function describeToken(name: string, { operation, user, secret }: TokenOperation) {
  const { node } = operation
  const content = isObject(node.requestBody) ? node.requestBody.content : {}
  const at = (field: string) => `$request.body#/${field}`
  Object.assign(node, {
    security: [],
    'x-caller': { credential: 'clientId', by: at(user) },
    ...(secret === undefined
      ? {}
      : { 'x-carries': [{ credential: 'clientSecret', by: at(secret) }] }),
    'x-behaviour': 'token.issue',
    'x-source': {
      evidence: 'assumed',
      note: 'How it looks is documented; how long a token lives is our decision.',
    },
  })
  const credential = (word: string, title: string) => ({
    env: toEnv(name, word),
    default: `sandbox-${name}-${word.replace(' ', '-')}`,
    generate: 'text:32',
    description: `${title} of ${Object.keys(content as object)[0]}`,
  })
  return {
    clientId: credential('client id', `\`${user}\` in the request`),
    ...(secret === undefined
      ? {}
      : { clientSecret: credential('client secret', `\`${secret}\` in the request`) }),
  }
}

/** The module beside the spec. */
export function toTokenModule(
  file: string,
  { operation, token, secret, rest }: TokenOperation,
): string {
  const fields = Object.entries(rest).map(
    ([name, value]) => `      ${toKey(name)}: ${toLiteral(value)},\n`,
  )
  const check =
    secret === undefined
      ? ''
      : `
    const { ${toKey(secret)}: secret } = request.body
    if (secret !== account.credentials.clientSecret) return refuse('badCredentials')`
  return `/** What ${file} cannot say: a token for whoever shows the credentials of an account. */
import { defineBehaviour } from 'ensayo/provider'

/** Assumed: the file does not say how long a token lives. */
const LIFE_MS = 3_600_000

/** ${operation.node.summary} */
export const issueToken = defineBehaviour<Record<string, unknown>>(
  'token.issue',
  ({ ${secret === undefined ? '' : 'account, refuse, request, '}tokens }) => {${check}
    const body = {
${fields.join('')}      ${toKey(token)}: tokens.issue({ kind: 'access', lifeMs: LIFE_MS }),
    }
    return { status: ${operation.success.status}, body }
  },
)
`
}

function toKey(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)
}

function toLiteral(value: unknown): string {
  return JSON.stringify(value)
}
