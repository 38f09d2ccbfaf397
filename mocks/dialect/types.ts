/**
 * What a loaded spec looks like to the rest of the engine. `dialect.ts` describes the YAML,
 * `load.ts` and `normalise.ts` turn it into these shapes; nothing here names a provider.
 */

/** How we know something. Ordered from best to weakest in `EVIDENCE`. */
export type Evidence = 'observed' | 'documented' | 'legacy' | 'client' | 'named' | 'assumed'

/** Where a fact is written. */
export interface Source {
  /** Page or public repository the fact was read from. */
  url?: string
  /** Part of that page. */
  section?: string
  /** Day it was read, `YYYY-MM-DD`. */
  read?: string
  evidence: Evidence
  /** What a reader should know before relying on it. */
  note?: string
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** JSON pointer of a JSON Schema 2020-12 inside the document; compiled by `spec/schemas.ts`. */
export type SchemaPointer = string

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: SchemaPointer
}

export interface ResponseSpec {
  status: number
  description: string
  /** Documented headers, names in lower case. */
  headers: Map<string, { required: boolean }>
  /** Media type → schema (absent: anything) and named examples. */
  content: Map<string, { schema: SchemaPointer | undefined; examples: Map<string, Json> }>
}

/** How an operation finds the record it is about: a resource and an OpenAPI runtime expression. */
export interface RecordReference {
  collection: string
  /** Runtime expression, e.g. `$request.path.url` or `$request.body#/url`. */
  id: string
  /** Name of the error in `x-errors` when there is none; without it the behaviour decides. */
  missing: string | undefined
}

/** A value in the request that belongs to one account: a credential of `x-account`, or an issued token. */
export interface CallerReference {
  proves: { credential: string } | { token: string }
  /** Runtime expression, e.g. `$request.body#/username`. */
  by: string
}

export interface BehaviourReference {
  name: string
  /** Everything else that stood beside `name` in the YAML. */
  options: Record<string, Json>
}

export interface IdempotencyRule {
  /** Runtime expression of the caller's key. */
  key: string
  lifeMs: number
  /** What a repeat does; or the id of a `value` quirk that says so. */
  repeat: IdempotencyRepeat | { quirk: string }
  /** Name in `x-errors` for `refuse`. */
  refuse: string | undefined
}

export type IdempotencyRepeat = 'ignore' | 'replay' | 'refuse'

/** One alternative of an operation's security: all the schemes named must be satisfied. */
export type SecurityAlternative = string[]

export interface SecurityScheme {
  name: string
  /** Where the client puts it. */
  carrier: { in: 'header' | 'query'; name: string; prefix: string; isBasic: boolean }
  proves: CredentialProof | TokenProof | { signature: RequestSignatureRule }
  errors: { missing: string; invalid: string; expired: string }
}

/** The value equals an account's credential or, where `record` is given, the id of a record of that collection. */
export interface CredentialProof {
  credential: string
  record: string | undefined
}

/** The value is a token that a behaviour issued, and no record of the collection `revoked` has it as its id. */
export interface TokenProof {
  token: string
  revoked: string | undefined
}

/** How a client signs its requests. */
export interface RequestSignatureRule {
  /** The security scheme that says whose request it is. */
  of: string
  scheme: SignatureRule['scheme']
  /** Text that is signed, with `{timestamp}`, `{method}`, `{target}` and `{body}`. */
  over: string
  encoding: SignatureRule['encoding']
  prefix: string
  /** `record.<field>` of the record that `of` found, or `account.<credential>`; the first that is there. */
  keys: string[]
  timestamp: RequestTimestamp | undefined
  /** A quirk whose value says whether a request may come without a signature. */
  optional: { quirk: string } | undefined
}

export interface RequestTimestamp {
  header: string
  format: 'iso' | 'epoch-ms' | 'epoch-s'
  /** How far it may be from the account's clock, or a quirk whose value says so (false: not checked). */
  toleranceMs: number | { quirk: string } | undefined
}

/** The keys of one place of a body. */
export interface KnownNames {
  properties: Map<string, KnownNames>
  /** Of each element, where the place is a list. */
  items: KnownNames | undefined
  /** Whether any other key is expected as well, as in a dictionary. */
  isOpen: boolean
}

export interface RequestBody {
  required: boolean
  content: Map<string, SchemaPointer>
  /** Media type → the keys that its schema knows. */
  names: Map<string, KnownNames>
}

export interface Operation {
  id: string
  provider: string
  method: Method
  path: string
  title: string
  tags: string[]
  source: Source
  behaviour: BehaviourReference
  parameters: Parameter[]
  /** Media type → schema of the request body. Empty when the operation takes none. */
  requestBody: RequestBody | undefined
  responses: Map<number, ResponseSpec>
  security: SecurityAlternative[]
  /** Quirks of this operation, then those of the whole document. */
  quirks: Quirk[]
  record: RecordReference | undefined
  idempotency: IdempotencyRule | undefined
  /** Where a request without credentials says whose it is. */
  caller: CallerReference | undefined
  /** Every credential that stands elsewhere than a security scheme says, the caller's included. */
  carries: CallerReference[]
  /** Who answers violations of the request: an error of `x-errors`, or the behaviour itself. */
  violations: { error: string } | 'behaviour'
  /** JSON pointer inside the file, for messages. */
  pointer: string
}

export type QuirkStage = 'authentication' | 'validation' | 'behaviour' | 'response' | 'delivery'

export type QuirkKind = 'reject' | 'accept' | 'reshape' | 'value' | 'delay' | 'fault' | 'delivery'

export interface Variant {
  name: string
  /** `<quirk id>=<variant>`, as reports name it. */
  label: string
  title: string | undefined
  isDefault: boolean
  kind: QuirkKind
  /** The value that stood under the kind's keyword; `quirks/kinds/<kind>.ts` knows its shape. */
  setting: Json
  /** Said in place of the quirk's own hint. */
  hint: string | undefined
  /** Overrides the quirk's own `when`. */
  when: SchemaPointer | undefined
  source: Source
}

export interface Quirk {
  id: string
  provider: string
  title: string
  stage: QuirkStage
  /** Operation it belongs to; undefined when it stands on the document. */
  operationId: string | undefined
  /** Notification it shapes, for stage `delivery`; undefined: all of them. */
  notification: string | undefined
  when: SchemaPointer | undefined
  hint: string | undefined
  variants: Map<string, Variant>
  defaultVariant: string
  source: Source
  pointer: string
}

/** A body of `x-errors`: status and a template, see `http/render-error.ts`. */
export interface ErrorSpec {
  name: string
  status: number
  headers: Record<string, string>
  contentType: string
  body: Json
  hint: string | undefined
  source: Source
}

/** The provider's words for a violation, by JSON Schema keyword (`type` further by wanted type). */
export type ViolationMessages = Record<string, string | Record<string, string>>

export interface Resource {
  collection: string
  /** Field that identifies a record. */
  id: string
  indexes: string[]
  schema: SchemaPointer
  /** Name under `components.schemas`. */
  schemaName: string
  lifecycle: Lifecycle | undefined
}

export interface Lifecycle {
  field: string
  initial: string | number
  /** What messages call a state whose value does not say it: `3` → `paid`. */
  names: Record<string, string>
  transitions: Transition[]
}

export interface Transition {
  name: string
  from: (string | number)[]
  to: string | number
  /** A duration after the state was entered, or a quirk whose value is one. */
  afterMs: number | { quirk: string } | undefined
  /** Name of a record field that holds the instant (epoch ms) of the transition. */
  at: string | undefined
  /** Notification it causes. */
  notify: string | undefined
}

export interface Notification {
  name: string
  title: string
  /** From `callbacks`: runtime expression over the creating request, whose fields the record keeps. */
  url: string | undefined
  /** From `webhooks`: the collection of endpoints registered beforehand. */
  endpoints: EndpointsRule | undefined
  schema: SchemaPointer | undefined
  delivery: Delivery
  source: Source
  operationId: string | undefined
}

export interface EndpointsRule {
  collection: string
  /** Record fields. */
  url: string
  events: string | undefined
  secret: string | undefined
}

export interface Delivery {
  method: 'POST' | 'PUT'
  encoding: 'json' | 'form'
  headers: Record<string, string>
  timeoutMs: number
  /** Delays before the second, third, … attempt; empty: sent once. */
  retryMs: number[]
  /** Failures worth another attempt. */
  retryOn: 'any' | 'connection'
  /** What counts as received. */
  ack: '2xx' | '200'
  signature: SignatureRule | undefined
  source: Source
}

export interface SignatureRule {
  scheme: 'hmac-sha256' | 'hmac-sha1' | 'rsa-pss-sha256' | 'rsa-sha256'
  header: string
  /** Text that is signed, with `{timestamp}` and `{body}`. */
  over: string
  encoding: 'hex' | 'base64'
  prefix: string
  /** `endpoint.<field>` of the registered endpoint, or `account.<credential>`. */
  key: string
  timestamp: { header: string; format: 'iso' | 'epoch-ms' | 'epoch-s' } | undefined
}

/** The record that a trigger is about, and when it can be played. */
export interface TriggerRecord {
  collection: string
  /** Parameter that names the record. */
  by: string
  /** Field of the record that the parameter is compared with; its id unless given. */
  field: string | undefined
  /** Only records with these fields count. */
  where: Record<string, Json>
  /** What messages call it: `bank withdrawal`. */
  called: string
  /** Cure where there is no such record. */
  hint: string | undefined
  /** Transition that must be possible. */
  transition: string | undefined
  /** States in which it can be played, where no single transition tells. */
  from: (string | number)[] | undefined
}

export interface Trigger {
  /** `<resource>.<event>`, without the provider. */
  name: string
  title: string
  /** Reaction that plays it; undefined: the transition is all that happens. */
  reaction: string | undefined
  record: TriggerRecord | undefined
  /** Object schema of what `--key value` may say. */
  parameters: SchemaPointer
  source: Source
}

/** `text:40`, `digits:10`, `uuid`, `email`, … or one of them after a fixed prefix. */
export type GenerateSetting = string | { prefix?: string; value: string }

export interface CredentialSpec {
  name: string
  /** Variable the provider's documents use. */
  env: string | undefined
  /** Fixed value of the default account. */
  default: string
  /** How an isolated account's value is made. */
  generate: GenerateSetting
}

/** How often one account may call: a token bucket on its clock. */
export interface RateLimit {
  limit: Bucket | { quirk: string }
  /** Name in `x-errors`. */
  error: string
}

export interface Bucket {
  /** Requests at once. */
  burst: number
  /** Requests that come back in each `everyMs`. */
  refill: number
  everyMs: number
}

/** How `resource.list` answers page by page. */
export interface Paging {
  number: { query: string; first: number | { quirk: string } }
  size: { query: string; default: number; max: number }
  /** Records that can be reached by paging. */
  most: number
  /** Errors of `x-errors`: for what is not a page, and for a page behind `most`. */
  invalid: string
  beyond: string
  /** Key of the answer → what stands there. */
  envelope: Record<string, PagePart>
}

export type PagePart = 'items' | 'total' | 'pages' | 'isLast' | 'count' | 'size' | 'number'

/** What a client must have shown before it goes live. */
export interface ChecklistItem {
  id: string
  title: string
  /** How to make it seen, said while it is not. */
  hint: string | undefined
  /** One of the checks of `report/checks/`, with its settings; a `when` in them is a pointer. */
  check: { name: string; settings: Record<string, unknown> }
  source: Source
}

/** A trouble that the provider's documents name: faults and rules about deliveries, as `faults/` takes them. */
export interface Incident {
  id: string
  title: string
  faults: Record<string, Json>[]
  chaos: Record<string, Json>[]
  source: Source
  pointer: string
}

/** Moves money, makes users, or spends on services. */
export type Effect = 'money' | 'users' | 'purchases'

export interface Note {
  id: string
  text: string
  source: Source
}

/** A host that nothing here may ever call. */
export interface ProductionHost {
  /** In lower case, without port. */
  host: string
  source: Source
}

export interface Spec {
  /** Short name, also folder of behaviours and URL prefix. */
  name: string
  title: string
  /** File it came from, for messages. */
  file: string
  source: Source
  baseUrlEnv: string | undefined
  /** Addresses of the real provider's sandbox: the absolute ones of OpenAPI's `servers`. */
  servers: string[]
  /** Hosts of the real provider where real money moves. */
  productionHosts: ProductionHost[]
  /** Made-up persons of the provider's own sandbox, as it publishes them: nobody's data. */
  testValues: ReadonlySet<string>
  /** Preferred port. */
  port: number | undefined
  /** Whether every path is also taken with, or without, a slash at its end. */
  isSlashOptional: boolean
  /** Whether forms are read by their schema: `a[b]=1` is an object, and text becomes a number. */
  hasTypedForms: boolean
  /** Whether several slashes in a row count as one when an operation is looked for. */
  isSlashRepeatable: boolean
  operations: Operation[]
  securitySchemes: Map<string, SecurityScheme>
  quirks: Map<string, Quirk>
  /** Profile → quirk → variant. The first is the default. */
  profiles: Map<string, Map<string, string>>
  errors: Map<string, ErrorSpec>
  messages: ViolationMessages
  rateLimit: RateLimit | undefined
  /** Operations that leave something behind which no clean-up takes back. */
  effects: ReadonlyMap<string, Effect>
  paging: Paging | undefined
  resources: Map<string, Resource>
  notifications: Map<string, Notification>
  triggers: Map<string, Trigger>
  /** Reaction → the record that its triggers declare. */
  reactionRecords: Map<string, TriggerRecord>
  credentials: Map<string, CredentialSpec>
  /** Account fields that answers show (owner, name, …): default and rule for others. */
  accountFields: Map<string, { default: Json; generate: GenerateSetting | undefined }>
  checklist: ChecklistItem[]
  incidents: Map<string, Incident>
  /** Contradictions that show in documents only. */
  notes: Note[]
  /** The whole document, for compiling schemas and resolving references. */
  document: Record<string, unknown>
}
