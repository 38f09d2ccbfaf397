/**
 * Loaded into a server beside its own code (`--import`, with `--expose-gc`): tells its parent what is
 * alive after a garbage collection (resident memory alone also shows what V8 has not yet given back),
 * or how many promises were made since the hook was set, which its first question does.
 */
import { createHook } from 'node:async_hooks'

let promises = 0
const hook = createHook({
  init(_id, type) {
    if (type === 'PROMISE') promises++
  },
})

process.on('message', (question) => {
  if (question === 'heap') {
    globalThis.gc?.()
    process.send?.(process.memoryUsage().heapUsed)
    return
  }
  hook.enable()
  process.send?.(promises)
})
// Listening to the parent must not keep the server alive.
process.channel?.unref()
