/** Documents without an end, or too deep to walk through, stop the load with where and cure. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadSpec } from '#dialect/load'

function write(text: string, name = 'spec.yaml'): string {
  const folder = mkdtempSync(join(tmpdir(), 'endless-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

test('an alias that leads back to what it stands in', async () => {
  const file = write('openapi: 3.1.0\ninfo: &info\n  title: x\n  self: *info\n')
  await expect(loadSpec(file)).rejects.toMatchObject({
    code: 'SPEC_INVALID',
    message: expect.stringMatching(/spec\.yaml#\/info\/self: an alias leads back .* Write it out/),
  })
})

test('an alias that is used twice is not a circle', async () => {
  const file = write('a: &a { b: 1 }\nc: *a\nd: *a\n')
  await expect(loadSpec(file)).rejects.not.toThrow('alias')
})

test.each([
  ['YAML', 'spec.yaml', `openapi: 3.1.0\na: ${'['.repeat(200_000)}`],
  ['JSON', 'spec.json', `{"openapi":"3.1.0","a":${'['.repeat(201)}${']'.repeat(201)}}`],
])('%s that is nested without end', async (_, name, text) => {
  await expect(loadSpec(write(text, name))).rejects.toMatchObject({
    code: expect.stringMatching(/SPEC_(UNREADABLE|INVALID)/),
    message: expect.stringMatching(/^[^\n]{10,300}$/),
  })
})
