/** The result of `ensayo verify` as JUnit. */
import { toXml } from '../../base/xml.ts'
import type { InteractionReport, PactReport, VerifyReport } from './report.ts'

/** A failure per interaction that does not hold; a pending one is skipped. */
export function toJunit({ ok, failed, pending, pacts }: VerifyReport): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="ensayo verify" tests="${ok + failed + pending}" failures="${failed}" errors="0" skipped="${pending}">`,
    ...pacts.flatMap((pact) => pact.interactions.map((each) => toCase(pact, each))),
    '</testsuite>',
    '',
  ].join('\n')
}

function toCase({ consumer, provider }: PactReport, interaction: InteractionReport): string {
  const { description, states, status, problems, exchanges } = interaction
  const name = [description, ...states.map((state) => `given ${state}`)].join(', ')
  const head = `  <testcase classname="${toXml(`${consumer} → ${provider}`)}" name="${toXml(name)}"`
  if (status === 'ok') return `${head}/>`
  const text = [...problems, ...exchanges.map(({ hint }) => hint ?? '')].filter(Boolean).join('\n')
  const inside =
    status === 'pending'
      ? `<skipped message="pending: ${toXml(problems[0] ?? '')}"/>`
      : `<failure message="${toXml(problems[0] ?? status)}">${toXml(text)}</failure>`
  return `${head}>\n    ${inside}\n  </testcase>`
}
