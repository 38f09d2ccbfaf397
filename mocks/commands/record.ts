/** `ensayo record`: a proxy to a provider's sandbox that keeps what goes through it. */
import type { Command } from 'commander'
import { readPort } from '../base/read-flags.ts'
import { refuseIntercepted } from '../tools/intercept/refuse-intercepted.ts'
import { readCertificate } from './certificate.ts'
import { addExamples } from './common.ts'
import { print, toCount } from './output.ts'
import { waitForStop } from './wait-for-stop.ts'

interface Flags {
  provider: string
  upstream: string
  out: string
  port?: string
  ca?: string
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('record')
    .requiredOption('--provider <name>', 'whose API it is, or the path of a spec file')
    .requiredOption('--upstream <url>', 'base URL of its sandbox; production hosts are refused')
    .option('--out <folder>', 'a folder per session is made below it', 'recordings')
    .option('--port <n>', 'port of the proxy; 0: a free one (default 0)')
    .option('--ca <file>', 'certificate to trust beside the known authorities, PEM')
    .option('--json', 'print one JSON line when it listens, and nothing else')
    .addHelpText(
      'after',
      '\nCallbacks that the sandbox sends do not come through this proxy; give it a URL of your own.',
    )
    .action(record)
  addExamples(command, 'record --provider cobru --upstream https://dev.cobru.co')
}

async function record(flags: Flags): Promise<void> {
  const [{ loadSpec }, { refuseProduction }, { createRecorder }, { startProxy }, { systemTime }] =
    await Promise.all([
      import('../dialect/load.ts'),
      import('../tools/recorder/hosts.ts'),
      import('../tools/recorder/recorder.ts'),
      import('../tools/recorder/proxy.ts'),
      import('../core/clock/system.ts'),
    ])
  const spec = await loadSpec(flags.provider)
  const upstream = refuseProduction(spec, flags.upstream)
  refuseIntercepted('--upstream', upstream.href, process.env)
  const ca = flags.ca === undefined ? {} : { ca: readCertificate(flags.ca) }
  const openRecorder = () =>
    createRecorder({
      spec,
      out: flags.out,
      upstream: upstream.host,
      startedMs: systemTime.now(),
      env: process.env,
    })
  const log = (line: string) => process.stderr.write(`ensayo: ${line}\n`)
  const port = readPort('--port', flags.port ?? '0')
  const proxy = await startProxy({
    provider: spec.name,
    upstream,
    openRecorder,
    real: systemTime,
    port,
    log,
    ...ca,
  })
  const stopped = waitForStop()
  const { recorder } = proxy
  const { folder } = recorder
  if (flags.json) print(JSON.stringify({ baseUrl: proxy.baseUrl, upstream: upstream.href, folder }))
  else {
    print(`${proxy.baseUrl} → ${upstream.href}`)
    print(`Recording into ${folder}. Ctrl-C ends it.`)
    if (spec.baseUrlEnv !== undefined) print(`\n  ${spec.baseUrlEnv}=${proxy.baseUrl}`)
  }
  await stopped
  await proxy.close()
  if (!flags.json) print(`\n${toCount(recorder.kept, 'exchange')} in ${folder}.`)
  if (proxy.lost > 0) {
    process.stderr.write(`ensayo: ${toCount(proxy.lost, 'exchange')} not kept.\n`)
    process.exitCode = 1
  }
}
