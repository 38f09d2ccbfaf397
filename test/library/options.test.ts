import { expect, onTestFinished, test, vi } from 'vitest'
import { connectSandbox, createSandbox, type SandboxOptions } from '../../mocks/index.ts'
import { acmePath } from '../fixtures/acme-sandbox.ts'

async function open(options: SandboxOptions<string>) {
  const sandbox = await createSandbox({ providers: [acmePath], ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

test.each([
  [{ maxEntries: 0 }, 'maxEntries: 0 is not a number to keep. Give a whole number, 1 or more.'],
  [{ maxRecords: -1 }, 'maxRecords: -1 is not a number to keep. Give a whole number, 1 or more.'],
  [
    { maxAccounts: 1.5 },
    'maxAccounts: 1.5 is not a number to keep. Give a whole number, 1 or more.',
  ],
  [{ providers: [] }, 'providers: names none. Name one, or leave it out for all of them.'],
  [{ listen: { prot: 0 } }, 'listen takes no option "prot". Did you mean "port"?'],
])('createSandbox refuses %j', async (options, message) => {
  // What is wrong with the port is wrong in its type, too.
  const opening = open(options as SandboxOptions<string>)
  await expect(opening).rejects.toMatchObject({ code: 'OPTION_INVALID', message })
})

test('one of each is enough to keep', async () => {
  const sandbox = await open({ maxEntries: 1, maxRecords: 1, maxAccounts: 1 })
  await expect(sandbox.account()).rejects.toMatchObject({ code: 'LIMIT_REACHED' })
})

test.each([
  ['by its option', { token: 'a secret' }, undefined],
  ['by the variable', {}, 'a secret'],
])(
  'a sandbox that listens everywhere asks for its token, given %s',
  async (_how, given, variable) => {
    vi.stubEnv('ENSAYO_CONTROL_TOKEN', variable)
    onTestFinished(() => void vi.unstubAllEnvs())
    const sandbox = await open({ listen: { host: '0.0.0.0', ...given } })
    const { control } = await sandbox.health()
    const url = control.replace('0.0.0.0', '127.0.0.1')
    const stranger = connectSandbox(url, { token: 'another' })
    await expect(stranger).rejects.toMatchObject({ code: 'CONTROL_REFUSED' })
    const known = await connectSandbox(url, { token: 'a secret' })
    expect((await known.health()).status).toBe('ok')
  },
)
