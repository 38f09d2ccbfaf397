/** What `ensayo.config.yaml` may say, as JSON Schema: for the check here, and for editors. */

const text = (description: string, more: object = {}) => ({ type: 'string', description, ...more })
const flag = (description: string) => ({ type: 'boolean', description })
const count = (description: string) => ({ type: 'integer', minimum: 1, description })
const list = (description: string) => ({
  type: 'array',
  items: { type: 'string', minLength: 1 },
  description,
})
const pairs = (description: string) => ({
  type: 'object',
  additionalProperties: { type: 'string', minLength: 1 },
  description,
})
const values = (description: string) => ({ type: 'object', description })

const step = {
  type: 'object',
  description: 'One thing that happens: exactly one of state, request, trigger, advance',
  properties: {
    state: text('Name of a provider state; "ensayo states list" shows them'),
    request: {
      type: 'object',
      description: 'A request of the provider’s own API, with the account’s credentials',
      properties: {
        operationId: text('Which operation; "ensayo operations list" shows them'),
        path: values('Values of the variables in the path'),
        query: values('Query parameters'),
        headers: values('Headers'),
        body: { description: 'Body, sent as JSON' },
      },
      required: ['operationId'],
      additionalProperties: false,
    },
    trigger: text('What the outside world does, as `<provider>.<event>`'),
    advance: text('How far the account’s clock moves, e.g. PT6M', { pattern: '^P' }),
    provider: text('Whose state or operation it is, where several have one of that name'),
    params: values('Parameters of the state or the trigger'),
    as: text('Name under which later steps read the answer: {{name.field}}', {
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
    }),
  },
  oneOf: ['state', 'request', 'trigger', 'advance'].map((name) => ({ required: [name] })),
  additionalProperties: false,
}

const account = {
  type: 'object',
  properties: {
    name: text('Id of the account; `default` is the one with the fixed credentials', {
      pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$',
    }),
    credentials: {
      type: 'object',
      description: 'Provider → credential → value; what is left out is made up',
      additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
    },
    variants: pairs('Quirk → variant, for this account alone'),
    faults: {
      type: 'array',
      items: { type: 'object' },
      description: 'Faults that are on from the start, as "ensayo faults add" takes them',
    },
    stubs: {
      type: 'array',
      items: { type: 'object' },
      description: 'Answers of its own from the start, as "ensayo stubs add" takes them',
    },
    chaos: {
      type: 'array',
      items: { type: 'object' },
      description: 'What befalls its notifications from the start, as "ensayo chaos add" takes it',
    },
    seeds: {
      type: 'array',
      items: step,
      description: 'What has happened when it starts, in order',
    },
  },
  required: ['name'],
  additionalProperties: false,
}

/** For editors: its first line names the file that the package carries. */
export const CONFIG_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Ensayo, a sandbox that rehearses payment providers',
  type: 'object',
  properties: {
    $schema: text('This schema, for an editor'),
    providers: list('Built-in names, or paths of spec files; default: every built-in one'),
    profiles: pairs('Provider → profile, or the path of the file of one'),
    variants: pairs('Quirk → variant, over the profile'),
    host: text('Address to listen on; default 127.0.0.1'),
    port: {
      type: 'integer',
      minimum: 0,
      maximum: 65_535,
      description:
        'Control port, the providers take the next ones; 0: free ones. `exec` takes free ones whatever it says',
    },
    publicUrl: text('Address that a gateway gives the sandbox'),
    trustProxy: flag('Believe X-Forwarded-Host and X-Forwarded-Proto'),
    tls: {
      enum: [true, false, 'only'],
      description: 'TLS on every port, beside plain HTTP or only',
    },
    tlsNames: list('Names that the certificate has as well'),
    receiverCa: text('File of the certificate that https receivers have theirs from'),
    data: text('Folder that keeps everything beyond the end of the process', { minLength: 1 }),
    sync: { enum: ['normal', 'full'], description: '`full` outlives a loss of power too' },
    store: text('Address of a PostgreSQL database that several sandboxes share'),
    seed: {
      type: ['string', 'integer'],
      description: 'The same seed and requests give the same answers',
    },
    timeRate: { type: 'number', minimum: 0, description: 'How fast clocks run; default 1' },
    at: text('Instant at which the clocks start, quoted: "2026-11-20T12:00:00Z"'),
    freeze: flag('Clocks stand still until they are advanced'),
    hints: flag('x-ensayo-* headers on answers; default true'),
    strict: flag('An answer of ours that does not fit its spec becomes a 500'),
    maxEntries: count('Requests, messages and finished deliveries kept per account'),
    maxRecords: count('Records kept per account and collection'),
    maxAccounts: count('Accounts at a time'),
    signatureTime: { enum: ['real', 'account'], description: 'Clock of timestamps in signatures' },
    cors: list('Origins whose pages may call the providers'),
    allowHosts: list('Hosts that notifications may go to beside local ones'),
    forward: pairs('Host of a notification → base URL of a receiver here'),
    forwardAll: text('The receiver for every other host outside'),
    log: {
      enum: ['json', 'text'],
      description: 'A line per event with time, account and request id',
    },
    accounts: { type: 'array', items: account, description: 'Accounts, and what they start with' },
  },
  additionalProperties: false,
} as const
