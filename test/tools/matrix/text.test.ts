/** What `ensayo matrix` prints of a result. */
import { expect, test } from 'vitest'
import { toMatrixLines } from '#commands/matrix-text'
import type { MatrixReport, RunReport } from '#matrix/report'

const run = (variant: string, over: object): RunReport =>
  ({
    variants: [{ quirk: 'acme.session.life', variant }],
    verdict: 'passes',
    cut: 0,
    faults: 0,
    ...over,
  }) as unknown as RunReport

const toText = (variants: RunReport[]): string =>
  toMatrixLines({
    summary: { variants: variants.length, breaking: 0, notExercised: 0 },
    baseline: run('one-hour', {}),
    variants,
    combinations: [],
  } as unknown as MatrixReport).join('\n')

test('variants that only had their value read are named', () => {
  const text = toText([run('short', { met: 'read' }), run('long', { met: 'acted' })])
  expect(text).toContain('1 only had their value read; whether it mattered is for you to see:\n')
  expect(text).toContain('\n  acme.session.life=short')
  expect(text).not.toContain('acme.session.life=long')
})

test('one variant breaks or does not, several break or do not', () => {
  expect(toText([run('short', {})])).toContain('0 of 1 variant breaks the command')
  const two = toText([run('short', {}), run('long', {})])
  expect(two).toContain('0 of 2 variants break the command')
})
