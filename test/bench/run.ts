/**
 * `npm run bench`: the built sandbox beside a bare Hono server, in the same run.
 *
 *   --quick   fewer and shorter rounds
 *   --json    measurements as JSON
 *   --check   exit code 1 when a limit is missed
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { record, refresh, toCredentials } from './cobru.ts'
import { measureKeeping, toKeepingText } from './keeping.ts'
import {
  countPromises,
  measureGrowth,
  measureInProcess,
  measureRates,
  measureStart,
  type RateOptions,
} from './measure.ts'
import { measureSharing, toSharingText } from './postgres.ts'
import { type Measurements, toRows, toTable } from './report.ts'
import { type Contestant, type Running, startServer } from './server.ts'

const root = join(import.meta.dirname, '../..')
/** Below node_modules, so that the bare server finds its packages. */
const scratch = join(root, 'node_modules/.cache/ensayo-bench')
const recordedFile = join(scratch, 'recorded.json')

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, check: { type: 'boolean' } },
})

const sandbox: Contestant = {
  name: 'sandbox',
  args: [join(root, 'dist/cli.js'), 'start', '--provider', 'cobru', '--port', '0', '--json'],
  toBaseUrl: (line) =>
    (line as { providers: { cobru: { baseUrl: string } } }).providers.cobru.baseUrl,
}

const bare: Contestant = {
  name: 'bare',
  args: [join(scratch, 'bare-server.mjs'), recordedFile],
  toBaseUrl: (line) => (line as { baseUrl: string }).baseUrl,
}

const extent = flags.quick
  ? {
      starts: 3,
      rates: { rounds: 2, seconds: 2 },
      portions: [50_000, 50_000],
      keeping: { rounds: 1, seconds: 2, payments: 10_000 },
      sharing: { seconds: 2 },
    }
  : {
      starts: 15,
      rates: { rounds: 5, seconds: 5 },
      portions: [100_000, 100_000],
      keeping: { rounds: 3, seconds: 5, payments: 100_000 },
      sharing: { seconds: 5 },
    }

warnOfLoad()
const measurements = await measure()
const rows = toRows(measurements)
say('the file keeper beside memory')
const keeping = await measureKeeping(sandbox, extent.keeping)
say('processes on one PostgreSQL')
const sharing = await measureSharing(sandbox, extent.sharing)
console.log(
  flags.json
    ? JSON.stringify({ ...measurements, keeping, sharing, rows }, null, 2)
    : `${toTable(rows)}\n\n${toKeepingText(keeping)}\n${toSharingText(sharing)}`,
)
if (flags.check && rows.some((row) => row.limit?.isKept === false)) process.exitCode = 1

async function measure(): Promise<Measurements> {
  await compileBareServer()
  const credentials = await recordAnswers()
  say('spawn to first good answer, idle memory')
  const start = await measureStart([sandbox, bare], credentials, extent.starts)
  say('requests per second')
  const rates = await withServers((servers) => measureBoth(servers, extent.rates))
  say('promises per request')
  const promises = await countPromises([sandbox, bare], credentials)
  say('in process')
  const inProcess = await measureInProcess(join(import.meta.dirname, 'in-process.ts'))
  say(`memory over ${extent.portions.join(' + ')} requests`)
  const growth = await measureGrowth(sandbox, credentials, extent.portions)
  return {
    node: process.version,
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    start,
    ...rates,
    promises,
    inProcess,
    growth,
  }
}

/** Plain JavaScript, as the sandbox is: stripping types must not count as starting. */
async function compileBareServer(): Promise<void> {
  mkdirSync(scratch, { recursive: true })
  const external = (id: string) => !id.startsWith('.') && !isAbsolute(id)
  const build = await rolldown({
    input: join(import.meta.dirname, 'bare-server.ts'),
    platform: 'node',
    external,
  })
  await build.write({ file: bare.args[0]!, format: 'esm' })
  await build.close()
}

async function recordAnswers() {
  const server = await startServer(sandbox)
  try {
    const recorded = await record(server, join(root, 'dist/specs/cobru.json'))
    writeFileSync(recordedFile, JSON.stringify(recorded))
    return toCredentials(server)
  } finally {
    await server.stop()
  }
}

async function withServers<T>(use: (servers: Running[]) => Promise<T>): Promise<T> {
  const servers = [await startServer(sandbox), await startServer(bare)]
  try {
    return await use(servers)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** The bare server takes the sandbox's headers and does not look at them. */
async function measureBoth(servers: Running[], options: RateOptions) {
  const [first] = servers
  const headers = await refresh(first!.baseUrl, toCredentials(first!))
  return measureRates(servers, headers, options)
}

/** Load generator and server need a core each; whatever else runs takes from them. */
function warnOfLoad(): void {
  const load = loadavg()[0]!
  if (load > 0.5) console.error(`The machine is busy (load ${load.toFixed(1)}): rates will be off.`)
}

function say(what: string): void {
  if (!flags.json) console.error(`measuring ${what} …`)
}
