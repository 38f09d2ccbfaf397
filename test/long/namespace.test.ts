/** The recipe for a network of one's own, as the guide has it. Linux. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  const program = join(folder, 'ensayo')
  const call = `exec "${process.execPath}" "${join(root, 'mocks/cli.ts')}" "$@"`
  writeFileSync(program, `#!/bin/sh\n${call}\n`)
  chmodSync(program, 0o755)
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, ENSAYO_HOME: folder }
  const options = { cwd: root, env, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync('sh', ['-c', recipe], options)
  expect(stdout, stderr).toContain('State: 3 (3 is paid)')
  expect(status).toBe(0)
})
