/** The recipe for a network of one's own, as the guide has it. Linux. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { PHP } from '../clients.ts'
import { findOrInstall } from '../install.ts'

const root = join(import.meta.dirname, '../..')

test('in a namespace of its own, a client reaches the sandbox by name, and nothing else', () => {
  findOrInstall({ name: 'ip', places: 'ip', packages: ['iproute2'] })
  findOrInstall({ name: 'unshare', places: 'unshare', packages: ['util-linux'] })
  findOrInstall(PHP)
  const guide = readFileSync(join(root, 'docs/intercept.md'), 'utf8')
  const recipe = / {2}```sh\n( {2}unshare [\s\S]+?) {2}```/.exec(guide)![1]!
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-namespace-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const options = {
    cwd: root,
    env: { ...process.env, ENSAYO_HOME: folder },
    encoding: 'utf8',
  } as const
  const here = recipe.replace('node_modules/ensayo/', '')
  const { status, stdout, stderr } = spawnSync('sh', ['-c', here], options)
  expect(stdout, stderr).toContain('State: 3 (3 is paid)')
  expect(status).toBe(0)
})
