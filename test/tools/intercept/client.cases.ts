/** What every client of the table does under interception; one list of cases for all of them. */
import { expect, test } from 'vitest'
import { interceptAcme } from './kit.ts'

export interface Client {
  name: string
  /** The program and its first arguments; addresses follow. */
  command(): string[]
  /** Ways to call; each of its lines begins with one. */
  ways: string[]
  /** What the client itself shows of a refusal. */
  shows: Record<'https:' | 'http:', RegExp>
}

/** Both reach the sandbox. */
export const OURS = ['https://api.acme.example/nothing', 'http://live.acme.example/nothing']

/** Neither exists; were it looked up, it would be another error. */
export const FOREIGN = ['https://other.example/', 'http://other.example/']

export const ANSWER = '{"error":"no_existe","method":"GET","path":"/nothing"}'

export const SENTENCE =
  'Ensayo intercepts this command and refuses other.example: it is not a host of a provider served here. To let it through, add --intercept-allow other.example.'

/** Tells of every way to call, at the two addresses. */
export function testClient({ name, command, ways, shows }: Client): void {
  test(`${name} reaches the sandbox by every way it has, unchanged`, async () => {
    const acme = await interceptAcme()
    const [file, ...args] = command()
    const { stdout, stderr } = await acme.run(file!, ...args, ...OURS)
    const lines = ways.flatMap((way) => [`${way} https: ${ANSWER}`, `${way} http: ${ANSWER}`])
    expect(stdout.trim().split('\n'), stderr).toEqual(expect.arrayContaining(lines))
    expect(acme.warnings).toEqual([])
  })

  test(`${name} fails at a foreign host, and the sentence is told once`, async () => {
    const acme = await interceptAcme()
    const [file, ...args] = command()
    const { stdout, stderr } = await acme.run(file!, ...args, ...FOREIGN)
    const lines = stdout.trim().split('\n')
    expect(lines.length, stderr).toBeGreaterThanOrEqual(ways.length * 2)
    for (const line of lines) {
      expect(line).toMatch(shows[line.split(' ')[1] as 'https:' | 'http:'])
    }
    expect(acme.warnings).toEqual([SENTENCE])
    expect(await acme.requests()).toEqual([])
  })
}
