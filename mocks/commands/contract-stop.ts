/** Ctrl-C and SIGTERM end a run in order: the report is written, and what was left behind is told. */

/** Aborted by the first signal; the second ends the process as usual. */
export function watchSignals(): { signal: AbortSignal; done(): void } {
  const controller = new AbortController()
  const stop = (name: NodeJS.Signals) => {
    done()
    controller.abort(`It was stopped by ${name}.`)
  }
  const done = () => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return { signal: controller.signal, done }
}
