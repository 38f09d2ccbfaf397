/** `ensayo ca`: the certificate that clients of `--tls` trust. */
import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { toTlsName } from '../sandbox/server/tls-config.ts'
import { addExamples, collect } from './common.ts'
import { print } from './output.ts'
import { assertWritable } from './writable.ts'

interface Flags {
  out?: string
  tlsName?: string[]
}

export function define(program: Command): void {
  const command = program
    .command('ca')
    .option('--out <file>', 'write it there instead')
    .option('--tls-name <host>', 'name that it is to cover as well, repeatable', collect)
    .action(ca)
  addExamples(command, 'ca --out ensayo.pem', 'ca --tls-name dev.cobru.co')
}

async function ca({ out, tlsName = [] }: Flags): Promise<void> {
  const names = tlsName.map(toTlsName)
  if (out !== undefined) await assertWritable('--out', out)
  const { keepAuthority } = await import('../tools/intercept/kept-authority.ts')
  const { certificate, isRenewed } = await keepAuthority(names, process.env)
  if (isRenewed) {
    process.stderr.write('ensayo: the authority was made anew; trust it anew where you had.\n')
  }
  if (out === undefined) print(certificate.trimEnd())
  else writeFileSync(out, certificate)
}
