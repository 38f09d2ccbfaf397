/** Security schemes, each with a credential that every account gets. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { follow, type Source } from './source.ts'
import { toCamel, toEnv } from './words.ts'

export interface Security {
  schemes: Record<string, JsonObject>
  credentials: Record<string, JsonObject>
  /** Of the document. */
  usual: JsonObject[]
  /** The alternatives of an operation, in schemes that are known; undefined: the document's. */
  of(node: JsonObject): JsonObject[] | undefined
  notes: string[]
  /** Whether a scheme takes a bearer token. */
  takesTokens: boolean
  /** Says that an operation issues the tokens of bearer schemes. */
  issueTokens(): void
}

/** Which error answers; `x-errors` has them. */
const ERRORS = { missing: 'noCredentials', invalid: 'badCredentials', expired: 'badCredentials' }

export function toSecurity(source: Source, provider: string): Security {
  const { components, security } = source.document
  const declared =
    isObject(components) && isObject(components.securitySchemes) ? components.securitySchemes : {}
  const found: Security = {
    schemes: {},
    credentials: {},
    usual: [],
    of: () => undefined,
    notes: [],
    takesTokens: false,
    issueTokens: () => {},
  }
  for (const [name, node] of Object.entries(declared)) {
    const scheme = follow(source, node)
    const made = toScheme(scheme, toCamel(name))
    if (made) {
      found.schemes[name] = { ...made, 'x-errors': ERRORS }
      found.credentials[toCamel(name)] = toCredential(provider, name, scheme)
    } else
      found.notes.push(
        `The security scheme "${name}" (${describe(scheme)}) is not checked: a request needs nothing for it.`,
      )
    if (/^(oauth2|openIdConnect)$/.test(String(scheme.type)))
      found.notes.push(`The security scheme "${name}" (${describe(scheme)}) takes a bearer token.`)
  }
  found.takesTokens = Object.values(found.schemes).some(({ scheme }) => scheme === 'bearer')
  found.issueTokens = () => {
    for (const [name, scheme] of Object.entries(found.schemes)) {
      if (scheme.scheme !== 'bearer') continue
      scheme['x-credential'] = { token: 'access' }
      delete found.credentials[toCamel(name)]
    }
  }
  const toAlternatives = (list: unknown) => cleanAlternatives(list, found.schemes)
  found.usual = toAlternatives(security) ?? []
  found.of = (node) => toAlternatives(node.security)
  return found
}

function toScheme(scheme: JsonObject, credential: string): JsonObject | undefined {
  const description =
    typeof scheme.description === 'string' ? { description: scheme.description } : {}
  const rest = { ...description, 'x-credential': credential }
  const { type, name, in: place } = scheme
  if (type === 'apiKey' && (place === 'header' || place === 'query') && typeof name === 'string') {
    return { type, in: place, name, ...rest }
  }
  const word = String(scheme.scheme).toLowerCase()
  if (type === 'http' && (word === 'basic' || word === 'bearer'))
    return { type, scheme: word, ...rest }
  return type === 'oauth2' || type === 'openIdConnect'
    ? { type: 'http', scheme: 'bearer', ...rest }
    : undefined
}

function describe({ type, scheme, in: place }: JsonObject): string {
  return [type, scheme ?? place].filter((word) => word !== undefined).join(', ')
}

/** Of Basic it is user and password in one, as `curl -u` takes them. */
function toCredential(provider: string, name: string, { scheme }: JsonObject): JsonObject {
  const isBasic = String(scheme).toLowerCase() === 'basic'
  return {
    env: toEnv(provider, name),
    default: `sandbox-${provider}-${toCamel(name)}`,
    generate: 'text:32',
    ...(isBasic
      ? {
          description:
            'The user of HTTP Basic; with "user:password" as its value the password counts too',
        }
      : {}),
  }
}

/** A scheme that is not checked asks for nothing. */
function cleanAlternatives(list: unknown, schemes: Record<string, JsonObject>) {
  if (!Array.isArray(list)) return undefined
  return list.filter(isObject).map(
    (alternative): JsonObject =>
      Object.fromEntries(
        Object.keys(alternative)
          .filter((name) => name in schemes)
          .map((name) => [name, []]),
      ),
  )
}
