/** A sandbox that listens, for the commands that start one. */
import type { Engine } from '../sandbox/engine/engine.ts'
import type { StartConfig } from '../sandbox/server/config.ts'
import { readCertificate } from './certificate.ts'
import { avoidProxies } from './proxy-exceptions.ts'
import { type OpenedTls, openTls } from './tls.ts'

export interface RunningSandbox {
  engine: Engine
  tls: OpenedTls | undefined
  close(): Promise<void>
}

/** Starts everything or nothing: what cannot start is closed again before the error goes on. */
export async function startSandbox(config: StartConfig): Promise<RunningSandbox> {
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
  const engine = await createEngine(config.engine)
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
    return { engine, tls, close }
  } catch (error) {
    await engine.close()
    throw error
  }
}
