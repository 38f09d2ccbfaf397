/** What a sandbox and its accounts offer, of this process and of another: the same cases for both. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectSandbox, createSandbox, type Sandbox } from '../../mocks/index.ts'
import { acmePath, connect, START, toInit } from '../fixtures/acme-sandbox.ts'

const options = { providers: [acmePath as 'acme'], startAt: START, timeRate: 0, strict: true }

const PLACES: Record<string, () => Promise<Sandbox<'acme'>>> = {
  'in process': async () => {
    const sandbox = await createSandbox(options)
    onTestFinished(() => sandbox.close())
    return sandbox
  },
  'over sockets': async () => {
    const sandbox = await createSandbox({ ...options, listen: true })
    onTestFinished(() => sandbox.close())
    const { control } = await sandbox.health()
    return connectSandbox<'acme'>(control)
  },
}

describe.each(Object.entries(PLACES))('%s', (_place, open) => {
  test('an account has credentials, variables, a clock and an inbox of its own', async () => {
    const sandbox = await open()
    await using account = await sandbox.account('mine')
    expect(account.id).toBe('mine')
    expect(account.acme.credentials.apiKey).not.toBe(sandbox.acme.credentials.apiKey)
    expect(account.acme.env).toMatchObject({
      ACME_BASE_URL: account.acme.baseUrl,
      ACME_API_KEY: account.acme.credentials.apiKey,
    })
    await account.clock.advance('PT1M')
    expect([await account.clock.now(), await sandbox.clock.now()]).toEqual([START + 60_000, START])
    expect(account.inbox.url).toMatch(/\/_ensayo\/inbox\/mine$/)
  })

  test('an account that is disposed is gone, and with it its credentials', async () => {
    const sandbox = await open()
    const account = await sandbox.account()
    await account[Symbol.asyncDispose]()
    expect((await sandbox.accounts.list()).map(({ id }) => id)).toEqual(['default'])
    await expect(account.clock.now()).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' })
    const headers = { 'x-acme-key': account.acme.credentials.apiKey! }
    const answer = await account.acme.fetch('/sessions', toInit('POST', {}, headers))
    expect(answer.status).toBe(403)
    await account[Symbol.asyncDispose]()
  })

  test('the default account stays', async () => {
    const sandbox = await open()
    await expect(sandbox.accounts.remove('default')).rejects.toThrow('Reset it instead.')
  })

  test('plays a trigger, and hands its notification out once', async () => {
    const account = await (await open()).account()
    const api = await connect(account)
    const { widgetId } = await api.widget({ callback: account.inbox.url })
    await account.clock.advance('PT6S')
    const shipped = await account.trigger('acme.widget.ship', { widgetId })
    expect(shipped).toMatchObject({ widgetId, state: 'shipped' })
    await account.settle()
    const [first] = await account.inbox.expect({ notification: 'widgetChanged' }, { atLeast: 1 })
    expect(await account.inbox.next({ provider: 'acme' })).toEqual(first)
    const rest = (await account.inbox.list()).length - 1
    for (let taken = 0; taken < rest; taken++) await account.inbox.next()
    await expect(account.inbox.next({ timeoutMs: 1 })).rejects.toMatchObject({
      code: 'NOTHING_ARRIVED',
      message: expect.stringContaining(`Nothing arrived in the inbox of "${account.id}"`),
    })
    await account.inbox.clear()
    expect(await account.inbox.list()).toEqual([])
    const [row] = await account.webhooks.list({ status: 'delivered' })
    expect((await account.webhooks.resend(row!.id)).attempts).toHaveLength(1)
    expect(await account.inbox.list({ limit: 1 })).toHaveLength(1)
  })

  test('waits for a message that comes later', async () => {
    const { acme, inbox } = await (await open()).account()
    const waiting = inbox.next({ notification: 'sessionOpened' })
    const key = { 'x-acme-key': acme.credentials.apiKey! }
    await acme.fetch('/sessions', toInit('POST', { device: 'new', callback: inbox.url }, key))
    expect(await waiting).toMatchObject({ provider: 'acme', attempt: 1 })
  })

  test('an expectation on requests returns them, or shows the end of the journal', async () => {
    const account = await (await open()).account()
    const api = await connect(account)
    await api.post('/widgets', {})
    const found = await account.requests.expect({ operationId: 'createWidget' }, { count: 1 })
    expect(found).toMatchObject([{ request: { method: 'POST' }, response: { status: 403 } }])
    expect(await account.requests({ operationId: 'createWidget' })).toEqual(found)
    expect(await account.requests.verify({ status: 201, atMost: 1 })).toMatchObject({ ok: true })
    const unmet = account.requests.expect({ operationId: 'createWidget', status: 201 })
    await expect(unmet).rejects.toMatchObject({ code: 'EXPECTATION_UNMET' })
    const lines = await unmet.catch(({ message }: Error) => message.split('\n'))
    expect(lines).toEqual([
      'Requests with operationId createWidget, status 201: 0 matched; expected at least 1.',
      `Requests of "${account.id}":`,
      expect.stringMatching(/^ {2}req_\d+ {2}12:00:00Z {2}POST \/sessions {2}201 {2}openSession$/),
      expect.stringMatching(/^ {2}req_\d+ {2}12:00:00Z {2}POST \/widgets {2}403 {2}createWidget$/),
      '      Validation, not authentication. Send `name`.',
      '      quirk acme.widget.missing-name=reject-403',
      `Deliveries of "${account.id}": none.`,
    ])
  })

  test('nothing that a client wrote into a path or an address is repeated in its error', async () => {
    const account = await (await open()).account()
    const api = await connect(account)
    await api.get('/widgets/k9-5f2a77d1?token=tok-8812aa')
    await api.get('/reset/k9-5f2a77d1')
    const callback = 'http://shop/hooks/k9-5f2a77d1?token=tok-8812aa'
    await api.post('/sessions', { device: 'new', callback })
    const unmet = account.requests.expect({ operationId: 'createWidget' })
    const message = await unmet.catch(({ message }: Error) => message)
    expect(message).toContain('GET /widgets/{widgetId}  404')
    expect(message).toContain('GET /reset/…  404')
    expect(message).toContain('to http://shop/hooks/…?…')
    expect(message).not.toMatch(/k9-5f2a77d1|tok-8812aa/)
  })

  test('requests of no account since it was made are shown beside its own', async () => {
    const sandbox = await open()
    const stranger = { 'x-acme-key': 'wrong' }
    await sandbox.acme.fetch('/sessions', toInit('POST', {}, stranger))
    const account = await sandbox.account()
    const { fetch } = account.acme
    const unmet = async (handle: Pick<typeof account, 'requests'>) =>
      handle.requests.expect({ operationId: 'openSession' }, { count: 9 }).then(
        () => [],
        ({ message }: Error) => message.split('\n'),
      )
    expect(await unmet(account)).toHaveLength(3)

    await fetch('/ping')
    await fetch('/sessions', toInit('POST', {}, stranger))
    expect(await unmet(account)).toEqual([
      'Requests with operationId openSession: 0 matched; expected exactly 9.',
      `Requests of "${account.id}": none.`,
      '1 request since without credentials of any account, in account "default":',
      expect.stringMatching(/^ {2}req_3 {2}12:00:00Z {2}POST \/sessions {2}403 {2}openSession$/),
      expect.stringMatching(/^ {6}Authentication: the value of header x-acme-key is not one/),
      `Deliveries of "${account.id}": none.`,
    ])
    expect((await unmet(sandbox)).join()).not.toContain('of any account')

    await fetch('/nowhere')
    await fetch('/sessions', toInit('POST', {}))
    await fetch('/sessions', toInit('POST', {}, stranger))
    const lines = await unmet(account)
    expect(lines[2]).toBe(
      '4 requests since without credentials of any account, in account "default", 1 older one left out:',
    )
    expect(lines.filter((line) => /^ {2}req_/.test(line))).toHaveLength(3)
    await account.reset()
    expect(await unmet(account)).toHaveLength(3)
  })

  test('an expectation on the inbox waits for what is due, and no longer', async () => {
    const account = await (await open()).account()
    const key = { 'x-acme-key': account.acme.credentials.apiKey! }
    await account.inbox.expect({}, { count: 0 })
    const body = { device: 'new', callback: account.inbox.url }
    await account.acme.fetch('/sessions', toInit('POST', body, key))
    expect(await account.inbox.expect({}, { count: 1 })).toMatchObject([{ provider: 'acme' }])
    await expect(account.inbox.expect({}, { atMost: 0 })).rejects.toThrow(
      /^Inbox: 1 matched; expected exactly 0\.\nRequests of [\s\S]*acme\.sessionOpened to .* delivered/,
    )
  })

  test('arranges faults, stubs and chaos, of one account', async () => {
    const sandbox = await open()
    const account = await sandbox.account()
    const api = await connect(account)
    const fault = await account.faults.add({
      operationId: 'createWidget',
      kind: 'status',
      status: 503,
      times: 1,
    })
    expect((await api.post('/widgets', { name: 'Silla' })).status).toBe(503)
    expect(await account.faults.list()).toMatchObject([{ id: fault.id, acted: 1 }])
    await account.faults.remove(fault.id)
    const answer = { error: 'duplicateCode' }
    await account.stubs.add({ operationId: 'createWidget', answer, offSpec: true })
    expect((await api.post('/widgets', { name: 'Silla' })).status).toBe(409)
    await expect(account.requests.expect({ status: 201 }, { count: 9 })).rejects.toThrow(
      /503 {2}createWidget\n {6}Fault flt_1 .*\n.*409 {2}createWidget\n {6}Stub stb_1 /,
    )
    await account.stubs.clear()
    await account.chaos.add({ provider: 'acme', kind: 'duplicate', copies: 3, times: 1 })
    expect([await sandbox.faults.list(), await sandbox.chaos.list()]).toEqual([[], []])
    const { widgetId } = await api.widget({ callback: account.inbox.url })
    await account.clock.advance('PT1M')
    await account.webhooks.expect({ subject: widgetId }, { count: 3 })
    await expect(account.webhooks.expect({}, { count: 0 })).rejects.toThrow(
      / delivered \(200, 1 tried\), by chs_1=duplicate/,
    )
    expect((await account.incidents.list()).map(({ provider }) => provider)).toContain('acme')
    expect(await account.faults.list()).toEqual([])
  })

  test('collects, releases, forges and expects deliveries', async () => {
    const account = await (await open()).account()
    expect(await account.webhooks.mode()).toEqual({ mode: 'async' })
    await account.webhooks.mode('collect')
    const key = { 'x-acme-key': account.acme.credentials.apiKey! }
    const body = { device: 'new', callback: account.inbox.url }
    await account.acme.fetch('/sessions', toInit('POST', body, key))
    const [row] = await account.webhooks.expect({ status: 'collected' }, { count: 1 })
    expect(await account.webhooks.verify({ status: 'delivered' })).toMatchObject({ ok: false })
    expect(await account.webhooks.release(row!.id)).toMatchObject({ status: 'delivered' })
    await account.webhooks.forge({ kind: 'replay', notification: 'sessionOpened' })
    await account.inbox.expect({ notification: 'sessionOpened' }, { count: 2 })
    await expect(account.webhooks.expect({ forged: true }, { atMost: 0 })).rejects.toThrow(
      /^Deliveries with forged true: 1 matched; expected exactly 0\.\nRequests of /,
    )
  })

  test('chooses variants and profiles, of one account', async () => {
    const sandbox = await open()
    const account = await sandbox.account()
    const id = 'acme.widget.missing-name'
    expect(await account.quirks.set(id, 'documented-400')).toMatchObject({
      id,
      active: 'documented-400',
    })
    expect(await account.quirks.show(id)).toMatchObject({ active: 'documented-400' })
    expect((await sandbox.quirks.active('acme'))[id]).toBe('reject-403')
    await account.profiles.set('acme', 'hostile')
    const profiles = await account.profiles.list({ provider: 'acme' })
    expect(profiles.find(({ isActive }) => isActive)?.profile).toBe('hostile')
    expect((await sandbox.profiles.list()).find(({ isActive }) => isActive)?.profile).toBe('docs')
    await expect(account.quirks.set('acme.nothing', 'x')).rejects.toMatchObject({
      code: 'QUIRK_UNKNOWN',
    })
  })

  test('goes back to a snapshot, and to the beginning', async () => {
    const sandbox = await open()
    const api = await connect(sandbox)
    const { widgetId } = await api.widget()
    const snapshot = await sandbox.snapshot()
    await sandbox.reset()
    expect((await api.get(`/widgets/${widgetId}`)).status).not.toBe(200)
    await sandbox.restore(snapshot)
    expect((await api.get(`/widgets/${widgetId}`)).status).toBe(200)
    const account = await sandbox.account()
    await account.clock.advance('PT1M')
    await account.reset()
    expect(await account.clock.now()).toBe(START)
    await sandbox.reset()
    expect(await sandbox.accounts.list()).toHaveLength(1)
  })

  test('whatever host a request names, the provider answers it', async () => {
    const { acme } = await open()
    for (const input of [
      '/ping?a=1',
      new URL('https://api.acme.example/ping'),
      new Request('https://api.acme.example/ping'),
      `${acme.baseUrl}/ping`,
    ]) {
      expect(await (await acme.fetch(input)).text()).toContain('pong')
    }
    const posted = new Request('https://api.acme.example/sessions', toInit('POST', { a: 1 }))
    expect((await acme.fetch(posted)).headers.get('x-ensayo-operation')).toBe('openSession')
  })

  test('reads durations and instants, and names what is not one', async () => {
    const { clock } = await (await open()).account()
    expect(await clock.advance(250)).toMatchObject({ now: START + 250, ran: { timers: 0 } })
    expect(await clock.set(new Date(START))).toMatchObject({ now: START, frozen: true })
    expect(await clock.run(60)).toMatchObject({ rate: 60, frozen: false })
    expect(await clock.freeze()).toMatchObject({ rate: 0 })
    await expect(clock.advance('6 minutes')).rejects.toThrow('Give a duration like "PT6M"')
    await expect(clock.set(new Date('yesterday'))).rejects.toThrow('Give an instant like')
  })
})
