/** An intercepted Acme, in this process. */
import { spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'
import type { Environment } from '#intercept/environment'
import { startIntercept } from '#intercept/intercept'
import { createSandbox } from '../../../mocks/index.ts'
import { acmePath } from '../../fixtures/acme-sandbox.ts'

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** Ends with the test. `warnings` grows with each host that is refused. */
export async function interceptAcme(allow: string[] = [], env: Environment = process.env) {
  const sandbox = await createSandbox({ providers: [acmePath] })
  const warnings: string[] = []
  const interception = await startIntercept({
    engine: sandbox.engine,
    allow,
    env,
    warn: (line) => warnings.push(line),
  })
  const close = async () => {
    await interception.close()
    await sandbox.close()
  }
  onTestFinished(close)
  const { variables } = interception
  return {
    variables,
    warnings,
    close,
    port: Number(new URL(variables.HTTPS_PROXY!).port),
    /** Runs a program in the environment of an intercepted command. */
    run: (file: string, ...args: string[]) => run(file, args, { ...env, ...variables }),
    requests: async () => (await sandbox.requests()).map(({ request }) => request),
  }
}

function run(file: string, args: string[], env: Environment): Promise<Ran> {
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
