/**
 * The accounts of a configuration, with what has happened on them before anybody comes. All of it is
 * played by requests, triggers, provider states and time, so nothing impossible comes about.
 */
import { createHash } from 'node:crypto'
import { EnsayoError } from '../../base/errors.ts'
import { DEFAULT_ACCOUNT } from '../../core/accounts/accounts.ts'
import type { NewChaosRule, NewFault, NewStub } from '../../core/accounts/rule-types.ts'
import { checkBody } from '../control/validate.ts'
import type { Engine } from '../engine/engine.ts'
import { fillIn } from './fill-in.ts'
import { playStep } from './play-step.ts'
import type { LoadedConfig, SeededAccount } from './types.ts'

/** Kept while seeds are played: whoever finds it knows that they did not come to their end. */
const UNFINISHED = 'unfinished'

/**
 * Makes the accounts and plays their seeds, each once in the life of its records; after a reset they
 * are played again. `warn` is told of seeds that have changed since they were played.
 */
export async function startAccounts(
  engine: Engine,
  config: LoadedConfig | undefined,
  warn: (line: string) => void,
): Promise<void> {
  const accounts = config?.value.accounts ?? []
  if (config === undefined || accounts.length === 0) return
  // Several processes that start at once on an empty database would each play the seeds.
  await engine.alone(async () => {
    for (const at of accounts.keys()) await startAccount(engine, config, at, warn)
  })
  const { reset } = engine
  engine.reset = async (id) => {
    await reset(id)
    for (const [at, { name }] of accounts.entries()) {
      if (id === undefined || id === name) await startAccount(engine, config, at, warn)
    }
  }
}

async function startAccount(
  engine: Engine,
  config: LoadedConfig,
  at: number,
  warn: (line: string) => void,
): Promise<void> {
  const account = config.value.accounts![at]!
  const where = config.where(['accounts', at, 'name'])
  await makeAccount(engine, account, where)
  const mark = toMark(account)
  const readMark = async () => engine.within(account.name, () => engine.startMark(account.name))
  const before = await readMark()
  if (before === mark) return
  if (before !== undefined && before !== UNFINISHED) {
    warn(
      `${where}: what the account "${account.name}" starts with has changed since it was made; its records stay as they are. "ensayo reset --account ${account.name}" starts it anew.`,
    )
    return
  }
  if (before === UNFINISHED) await engine.reset(account.name)
  if ((await readMark()) === mark) return
  await engine.markStart(account.name, UNFINISHED)
  await arrange(engine, config, at)
  await playSeeds(engine, config, at)
  await engine.markStart(account.name, mark)
}

async function makeAccount(engine: Engine, account: SeededAccount, where: string): Promise<void> {
  const known = engine.accounts().find(({ id }) => id === account.name)
  if (known === undefined) {
    try {
      await engine.createAccount(account.name, account.credentials)
    } catch (error) {
      throw toLocated(error, where)
    }
    return
  }
  if (account.name === DEFAULT_ACCOUNT) return
  for (const [provider, credentials] of Object.entries(account.credentials ?? {})) {
    for (const [name, value] of Object.entries(credentials)) {
      if (known.credentials[provider]?.[name] === value) continue
      throw new EnsayoError(
        'CONFIG_INVALID',
        `${where}: the account "${account.name}" is kept with another credentials.${provider}.${name}. Give the account another name, or start without what is kept.`,
      )
    }
  }
}

const RULES = ['faults', 'stubs', 'chaos'] as const

/** What answers its requests otherwise than its profile, from the start. */
async function arrange(engine: Engine, config: LoadedConfig, at: number): Promise<void> {
  const account = config.value.accounts![at]!
  const { name, variants = {} } = account
  const add = {
    faults: (rule: NewFault) => engine.addFault(name, rule),
    stubs: (rule: NewStub) => engine.addStub(name, rule),
    chaos: (rule: NewChaosRule) => engine.addChaos(name, rule),
  }
  const rules = RULES.flatMap((kind) =>
    (account[kind] ?? []).map((rule, index) => ({ kind, rule, index })),
  )
  for (const { kind, rule, index } of rules) {
    const checked = checkBody({ method: 'POST', path: `/${kind}` }, rule)
    await checked.catch((error) => Promise.reject(toLocated(error, where(kind, index))))
  }
  await engine.within(name, () => {
    for (const [quirk, variant] of Object.entries(variants)) engine.setVariant(name, quirk, variant)
    for (const { kind, rule, index } of rules) {
      try {
        // Holds because its kind has been checked.
        add[kind](rule as never)
      } catch (error) {
        throw toLocated(error, where(kind, index))
      }
    }
  })
  function where(kind: string, index: number): string {
    return `${config.where(['accounts', at, kind, index])}: ${kind} ${index + 1} of account "${name}"`
  }
}

/** What the sandbox refuses is refused of a line of the file, which no route of its takes. */
function toLocated(error: unknown, where: string): unknown {
  if (!(error instanceof EnsayoError)) return error
  return new EnsayoError(
    'CONFIG_INVALID',
    `${where}: ${error.message.replace(/^POST \/_ensayo\/\w+: /, '')}`,
    {
      cause: error,
    },
  )
}

async function playSeeds(engine: Engine, config: LoadedConfig, at: number): Promise<void> {
  const { name, seeds = [] } = config.value.accounts![at]!
  const { credentials, inboxUrl } = engine.account(name)
  const known: Record<string, unknown> = { account: { id: name, credentials, inboxUrl } }
  for (const [index, step] of seeds.entries()) {
    const where = config.where(['accounts', at, 'seeds', index])
    try {
      const result = await playStep(engine, name, fillIn(step, known))
      if (step.as !== undefined) known[step.as] = result
    } catch (error) {
      throw toLocated(error, `${where}: step ${index + 1} of account "${name}"`)
    }
  }
}

/** Changes whenever what the account starts with does. */
function toMark({ credentials, ...account }: SeededAccount): string {
  return createHash('sha256').update(JSON.stringify(account)).digest('hex').slice(0, 16)
}
