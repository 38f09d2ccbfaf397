/**
 * Runs Pact's verifier in a process of its own: its native half writes to standard output, which is
 * the command's. Asked and answering over the channel to the parent; see `run-verifier.ts`.
 */
import type { VerifierAnswer, VerifierJob, VerifierMessage } from './run-verifier.ts'

const waiting = new Map<number, (answer: VerifierAnswer) => void>()
let asked = 0

process.on('message', (received: VerifierJob | VerifierAnswer) => {
  if (received.type === 'job') void run(received)
  else waiting.get(received.id)?.(received)
})

async function run(job: VerifierJob): Promise<void> {
  try {
    const module = await import(job.pactModule)
    const { Verifier } = module.Verifier ? module : module.default
    const result = await new Verifier(toOptions(job)).verifyProvider()
    send({ type: 'result', json: String(result) })
  } catch (error) {
    // A failed verification is an error whose message is the result.
    send({ type: 'result', json: error instanceof Error ? error.message : String(error) })
  }
  process.disconnect()
}

function toOptions({ file, provider, baseUrl, statesUrl }: VerifierJob) {
  return {
    provider,
    providerBaseUrl: baseUrl,
    pactUrls: [file],
    providerStatesSetupUrl: statesUrl,
    providerStatesSetupTeardown: false,
    logLevel: 'error',
    timeout: 30_000,
    failIfNoPactsFound: true,
    messageProviders: new Proxy({}, { get: (_, description) => toProvider(description) }),
  }
}

/** Pact asks by the description; only the parent can know what was delivered. */
function toProvider(description: string | symbol) {
  if (typeof description === 'symbol' || description === 'toJSON') return undefined
  return async () => {
    const id = ++asked
    const answered = new Promise<VerifierAnswer>((resolve) => waiting.set(id, resolve))
    send({ type: 'message', id, description })
    const { message, metadata, error } = await answered
    if (error !== undefined) throw new Error(error)
    return { __pactMessageMetadata: metadata, message }
  }
}

function send(message: VerifierMessage): void {
  process.send?.(message)
}
