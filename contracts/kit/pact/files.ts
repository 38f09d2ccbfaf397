/**
 * The pact files of this repository: `npm run pacts` writes them, `test/contracts/pacts.test.ts`
 * demands that they are what the sources say.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Pact } from './interaction.ts'
import { toPactText } from './write-pact.ts'

const contracts = join(import.meta.dirname, '../..')

/** Where the files lie. */
export const pactFolder: string = join(contracts, 'pacts')

/** Every `contracts/<provider>/pact.ts`, in the order of their names. */
export async function loadPacts(): Promise<Pact[]> {
  const files = readdirSync(contracts, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[^/\\]+[/\\]pact\.ts$/.test(file))
    .sort()
  return Promise.all(
    files.map(async (file) => {
      const module = (await import(pathToFileURL(join(contracts, file)).href)) as { pact: Pact }
      return module.pact
    }),
  )
}

/** Name of the file → its text. */
export async function toPactFiles(): Promise<Record<string, string>> {
  const pacts = await loadPacts()
  return Object.fromEntries(pacts.map((pact) => [`${pact.provider}.json`, toPactText(pact)]))
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(await toPactFiles())) {
    writeFileSync(join(pactFolder, name), text)
  }
}
