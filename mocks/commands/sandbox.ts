/** A sandbox that listens, for the commands that start one. */
import { systemTime } from '../core/clock/system.ts'
import { startAccounts } from '../sandbox/config/seeds.ts'
import type { LoadedConfig } from '../sandbox/config/types.ts'
import type { Engine, EngineOptions } from '../sandbox/engine/engine.ts'
import type { reload } from '../sandbox/engine/reload.ts'
import type { StartConfig } from '../sandbox/server/config.ts'
import { readCertificate } from './certificate.ts'
import { toCallable } from './output.ts'
import { avoidProxies } from './proxy-exceptions.ts'
import { type OpenedTls, openTls } from './tls.ts'

export interface RunningSandbox {
  engine: Engine
  tls: OpenedTls | undefined
  /** Finishes what is under way, for a while. */
  drain(): Promise<void>
  close(): Promise<void>
  /** Serves specs and modules as they are now; undefined unless asked for. */
  reload: (() => ReturnType<typeof reload>) | undefined
}

/** The longest that an end waits for answers and deliveries under way. */
const DRAIN_MS = 5_000

/** Starts everything or nothing: what cannot start is closed again before the error goes on. */
export async function startSandbox(
  config: StartConfig,
  loaded?: LoadedConfig,
  { isWatched = false } = {},
): Promise<RunningSandbox> {
  const [{ createEngine }, { startServer }, { createFace }] = await Promise.all([
    import('../sandbox/engine/create.ts'),
    import('../sandbox/server/server.ts'),
    import('../sandbox/inspector/mount.ts'),
  ])
  const { host, port, token, receiverCa, publicUrl, trustsProxy = false } = config
  avoidProxies()
  if (receiverCa !== undefined) {
    const { trustHere } = await import('../tools/intercept/trust-here.ts')
    trustHere(readCertificate(receiverCa, '--receiver-ca'))
  }
  const tls = await openTls(config)
  const first = await createEngine(config.engine)
  const watched = isWatched ? await openReload(first, config.engine) : undefined
  const engine = watched?.engine ?? first
  const control = (face: Engine) =>
    createFace(face, { host, ...(token === undefined ? {} : { token }) })
  try {
    const server = await startServer({
      engine,
      host,
      port,
      control,
      ownsProcess: true,
      tls: tls?.server,
      publicUrl,
      trustsProxy,
    })
    const close = async () => {
      await server.close()
      await engine.close()
    }
    const drain = async () => {
      engine.retire()
      const cancelled = Promise.withResolvers<void>()
      const cancel = systemTime.setTimer(DRAIN_MS, cancelled.resolve, { keepsAlive: true })
      await Promise.race([server.settled().then(() => engine.settle()), cancelled.promise])
      cancel()
    }
    await startAccounts(engine, loaded, warn).catch(async (error) => {
      await server.close()
      throw error
    })
    return { engine, tls, drain, close, reload: watched?.reload }
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** Loaded only where it is asked for. */
async function openReload(first: Engine, options: EngineOptions) {
  const [{ createExchangeable }, { reload }] = await Promise.all([
    import('../sandbox/engine/exchangeable.ts'),
    import('../sandbox/engine/reload.ts'),
  ])
  const held = createExchangeable(first)
  return { engine: held.engine, reload: () => reload(held, options) }
}

/** Says it where it does not mix with what a program reads. */
export function warn(line: string): void {
  process.stderr.write(`ensayo: ${toCallable(line)}\n`)
}
