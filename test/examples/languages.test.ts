/** The examples of runners that no package of npm brings, around which `exec` starts the sandbox. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli } from '../cli/run.ts'
import { PHP, PHPUNIT, PYTEST } from '../clients.ts'
import { findOrInstall } from '../install.ts'

const folder = join(import.meta.dirname, 'runners')
const guide = readFileSync(join(import.meta.dirname, '../../docs/runners.md'), 'utf8')

function run(place: string, command: string[]) {
  const words = [cli, 'exec', '--provider', 'cobru', '--', ...command]
  // Neither may leave files beside the example, which is packed.
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    ...{ cwd: join(folder, place), env, encoding: 'utf8' },
  })
  return { status, output: stdout + stderr }
}

test('pytest gets paid and called back', () => {
  expect(guide).toContain('exec --provider cobru -- python3 -m pytest\n')
  const python = findOrInstall(PYTEST)
  const { status, output } = run('pytest', [python, '-m', 'pytest', '-p', 'no:cacheprovider'])
  expect(output).toContain('1 passed')
  expect(status).toBe(0)
})

test('PHPUnit gets paid and called back', () => {
  expect(guide).toContain('exec --provider cobru -- phpunit tests\n')
  findOrInstall(PHP)
  const { status, output } = run('phpunit', [
    findOrInstall(PHPUNIT),
    '--do-not-cache-result',
    'PayTest.php',
  ])
  expect(output).toContain('OK (1 test')
  expect(status).toBe(0)
})
