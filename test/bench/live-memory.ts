/**
 * Loaded into a server beside its own code (`--import`, with `--expose-gc`): tells its parent what is
 * alive after a garbage collection. Resident memory alone also shows what V8 has not yet given back.
 */
process.on('message', () => {
  globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
})
// Listening to the parent must not keep the server alive.
process.channel?.unref()
