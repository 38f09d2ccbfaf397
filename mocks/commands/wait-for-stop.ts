/** How commands that serve come to an end. */

/** Resolves on the first Ctrl-C; the second one does not wait for anything. */
export async function waitForStop(): Promise<void> {
  const stop = Promise.withResolvers<void>()
  let isStopping = false
  const onSignal = () => {
    if (isStopping) process.exit(130)
    isStopping = true
    stop.resolve()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('SIGHUP', onSignal)
  await stop.promise
}
