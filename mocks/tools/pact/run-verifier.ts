/** Starts Pact's verifier in a process of its own and reads its result. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EnsayoError } from '../../base/errors.ts'
import { isBuilt, packageRoot } from '../../dialect/paths.ts'

/** To the verifier: verify one file. */
export interface VerifierJob {
  type: 'job'
  /** URL of Pact's library. */
  pactModule: string
  file: string
  /** Name of the provider in the pact. */
  provider: string
  baseUrl: string
  statesUrl: string
}

/** To the verifier: what was delivered. */
export interface VerifierAnswer {
  type: 'answer'
  id: number
  message?: string
  metadata?: Record<string, string>
  error?: string
}

/** From the verifier: a message is wanted, or its result, which is JSON unless it went wrong. */
export type VerifierMessage =
  | { type: 'message'; id: number; description: string }
  | { type: 'result'; json: string }

/** As Pact's verifier writes it, as far as it is read here. */
export interface NativeResult {
  interactionResults: NativeInteraction[]
}

export interface NativeInteraction {
  description: string
  providerStates: string[]
  result: string
  mismatch?: { type: string; message?: string; mismatches?: NativeMismatch[] }
}

export interface NativeMismatch {
  type: string
  mismatch?: string
  path?: string
  key?: string
  expected?: unknown
  actual?: unknown
}

/** URL of Pact's library, as Node finds it from here. Throws `PACT_MISSING`, which says what to install. */
export function findPact(
  resolve: (name: string) => string = (name) => import.meta.resolve(name),
): string {
  try {
    return resolve('@pact-foundation/pact')
  } catch (cause) {
    throw new EnsayoError(
      'PACT_MISSING',
      'verify works with Pact, which is not installed: it is an optional peer dependency, with a native library of some 50 MB. Install it beside ensayo: npm install --save-dev @pact-foundation/pact',
      { cause },
    )
  }
}

/** Verifies one file. Throws `PACT_INVALID` when the verifier stops without a result. */
export async function runVerifier(
  job: Omit<VerifierJob, 'type'>,
  answer: (description: string) => Promise<Omit<VerifierAnswer, 'type' | 'id'>>,
): Promise<NativeResult> {
  const child = fork(verifierPath(), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: toEnvironment(),
    execArgv: [],
  })
  let [output, json] = ['', '']
  child.stdout?.on('data', (data) => {
    output += data
  })
  child.stderr?.on('data', (data) => {
    output += data
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  child.on('error', (error) => {
    output += error.message
    resolve()
  })
  child.on('close', () => resolve())
  child.on('message', (message: VerifierMessage) => {
    if (message.type === 'result') json = message.json
    else
      answer(message.description)
        .catch((error: Error) => ({ error: error.message }))
        .then((told) => child.send({ ...told, type: 'answer', id: message.id }))
  })
  child.send({ ...job, type: 'job' })
  await promise
  return readResult(job.file, json, output)
}

function verifierPath(): string {
  return isBuilt
    ? join(packageRoot, 'dist/pact-verifier.js')
    : fileURLToPath(new URL('verifier.ts', import.meta.url))
}

/**
 * Pact counts its users over the internet and takes filters and brokers from variables; here nothing
 * goes out, and nothing but the file says what is verified.
 */
function toEnvironment(): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PACT_'))
  return {
    ...Object.fromEntries(own),
    PACT_DO_NOT_TRACK: 'true',
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
    NODE_OPTIONS: undefined,
  }
}

function readResult(file: string, json: string, output: string): NativeResult {
  try {
    const result = JSON.parse(json) as NativeResult
    if (Array.isArray(result.interactionResults)) return result
  } catch {
    // Told below, with what the verifier said.
  }
  const said = [json, output]
    .map((text) => text.trim())
    .filter(Boolean)
    .join('\n')
    .slice(0, 2_000)
  throw new EnsayoError(
    'PACT_INVALID',
    `${file}: Pact's verifier stopped without a result. It said: ${said || 'nothing'}. Is the file a pact that it understands?`,
  )
}
