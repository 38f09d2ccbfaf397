/** A provider made of a fixture, and a strict sandbox that serves it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { checkDefinitions } from '#behaviour/registry'
import { checkSpecs } from '#dialect/check'
import { makeProvider } from '#openapi/make-provider'
import { createSandbox } from '../../../mocks/index.ts'

const API = pathToFileURL(join(import.meta.dirname, '../../../mocks/provider.ts')).href

/** The made-up file of the guide, or a fixture. */
export const fixture = (name: string) =>
  join(
    import.meta.dirname,
    '../..',
    name === 'andes.yaml' ? 'examples/openapi.yaml' : `fixtures/openapi/${name}`,
  )

/** A folder that goes with the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-openapi-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Makes it, writes it, and checks it; `change` is done to the text of the file before. */
export async function make(name: string, file: string, change = (text: string) => text) {
  const folder = makeFolder()
  const from = join(folder, file)
  writeFileSync(from, change(readFileSync(fixture(file), 'utf8')))
  const made = await makeProvider({ name, file: `${name}.yaml`, today: '2026-12-01', from })
  const path = join(folder, `${name}.yaml`)
  writeFileSync(path, made.spec)
  // Outside of Vitest the name is answered wherever the module lies; test/cli/init-provider.test.ts shows it.
  const module = made.module?.replace('ensayo/provider', API)
  if (module !== undefined) writeFileSync(join(folder, `${name}.mts`), module)
  return { made, path, findings: await checkSpecs([path], { checkDefinitions }) }
}

/** Serves it as strictly as can be: an answer that does not fit its spec is a 500 of ours. */
export async function serve(path: string, name: string) {
  const sandbox = await createSandbox({
    providers: [path as 'cobru'],
    strict: true,
    startAt: Date.parse('2026-03-01T12:00:00Z'),
    timeRate: 0,
  })
  onTestFinished(() => sandbox.close())
  // The spec in that file has that name.
  const { fetch, credentials } = (sandbox as unknown as Record<string, typeof sandbox.cobru>)[name]!
  return { sandbox, fetch, credentials: credentials as unknown as Record<string, string> }
}
