/** No pattern that a client's text is held against takes long, whatever the text. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const LENGTH = 100_000
const MAX_MS = 200

const specs = join(import.meta.dirname, '../../specs')
const files = readdirSync(specs).filter((file) => file.endsWith('.yaml'))

/** Every `pattern`, and every value of a quirk that is one. */
function findPatterns(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return found
  for (const [key, child] of Object.entries(node)) {
    const isPattern = key === 'pattern' || (key === 'value' && String(child).startsWith('^'))
    // Among the messages, `pattern` has words for people.
    const isText = String(child).includes('{field}')
    if (isPattern && !isText && typeof child === 'string') found.add(child)
    findPatterns(child, found)
  }
  return found
}

const PIECES = [
  '0',
  '9',
  'a',
  'Z',
  '.',
  '@',
  '-',
  '/',
  ' ',
  '\n',
  'ñ',
  '1.',
  'a.',
  '.a',
  '@a',
  '0-',
]

/** What stands in a pattern word for word, e.g. `/v2/account`: the near misses begin with it. */
function findStarts(pattern: string): string[] {
  const literal = pattern.replace(/^\^/, '').replaceAll(/\[(\w)\w\]/g, '$1')
  const plain = /^[\w/:@+-]*/.exec(literal.replace('hHtT', 'ht').replace('?', ''))![0]
  return ['', plain, 'http://', 'https://a/', 'a@', 'a@a.', '0', '1', '-', '+', '/api/payin/', '//']
}

function toTexts(pattern: string): string[] {
  const runs = PIECES.map((piece) => piece.repeat(LENGTH / piece.length))
  return findStarts(pattern).flatMap((start) =>
    runs.flatMap((run) => ['', ' ', '!', '@', '/'].map((end) => `${start}${run}${end}`)),
  )
}

function measure(pattern: RegExp, text: string): number {
  const start = performance.now()
  pattern.test(text)
  return performance.now() - start
}

test.each(files)('every pattern of %s is quick about 100 KB that nearly fit', (file) => {
  const patterns = findPatterns(parse(readFileSync(join(specs, file), 'utf8')))
  expect(patterns.size).toBeGreaterThan(0)
  for (const pattern of patterns) {
    const compiled = new RegExp(pattern, 'u')
    for (const text of toTexts(pattern)) {
      const label = `${pattern} of ${JSON.stringify(`${text.slice(0, 30)}…${text.slice(-5)}`)}`
      const elapsed = measure(compiled, text)
      // Once more: another process may have been in the way.
      if (elapsed > MAX_MS) expect(measure(compiled, text), label).toBeLessThan(MAX_MS)
    }
  }
})

test.each(['cobru.yaml', 'avenia.yaml'])('addresses of %s still are what they were', (file) => {
  const patterns = [...findPatterns(parse(readFileSync(join(specs, file), 'utf8')))]
  const [url, email] = ['^[hH][tT][tT][pP][sS]?', '^[^@'].map(
    (start) => new RegExp(patterns.find((each) => each.startsWith(start) && each.endsWith('$'))!),
  )
  for (const good of ['http://a', 'HTTPS://shop.example/hook?a=1#b', 'http://a/']) {
    expect(good).toMatch(url!)
  }
  for (const bad of ['http://', 'http:///a', 'http://?a', 'ftp://a', 'http://a b', 'a']) {
    expect(bad).not.toMatch(url!)
  }
  for (const good of ['a@example.com', 'a.b+c@mail.example.com', 'ñ@example.co']) {
    expect(good).toMatch(email!)
  }
  for (const bad of ['a', 'a@', '@example.com', 'a@example', 'a@b@example.com', 'a @example.com']) {
    expect(bad).not.toMatch(email!)
  }
})
