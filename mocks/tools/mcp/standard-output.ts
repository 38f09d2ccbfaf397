/** Standard output belongs to the protocol: whatever else is written there goes to standard error. */
import { Writable } from 'node:stream'

/** A stream into the real output. Until `restore`, everybody else's writing lands on standard error. */
export function keepOutput(): { output: Writable; restore(): void } {
  const { stdout, stderr } = process
  const write = stdout.write
  stdout.write = ((...args: Parameters<typeof stderr.write>) =>
    stderr.write(...args)) as typeof stdout.write
  const output = new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      write.call(stdout, chunk, undefined, done)
    },
  })
  return {
    output,
    restore: () => {
      stdout.write = write
    },
  }
}
