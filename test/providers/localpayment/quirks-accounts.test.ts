/** Virtual accounts and their keys: a test per variant. */
import { expect } from 'vitest'
import { KEY, type Localpayment, quirkTest, uuid, VA_ID } from './kit.ts'

let count = 0

/** The key of an account of that name, once it is active. */
async function keyOf(
  lp: Localpayment,
  name: string,
  over: Record<string, unknown> = {},
): Promise<string> {
  const beneficiary = { ...lp.account().beneficiary, name, ...over }
  const made = await lp.activate({ externalId: uuid(++count), beneficiary })
  return made.beneficiary.bank.account.number
}

quirkTest(
  'localpayment.va.activation-time = 6s: an account is active after six seconds and not before',
  async ({ api, account, sandbox }) => {
    await api.post('/api/virtual-account', account())
    await sandbox.clock.advance(5_999)
    const before = (await api.get(`/api/virtual-account/${VA_ID}`)).body
    expect(before).toMatchObject({ status: { code: '100' } })
    expect(before.beneficiary).not.toHaveProperty('bank')
    await sandbox.clock.advance(1)
    expect((await api.get(`/api/virtual-account/${VA_ID}`)).body).toMatchObject({
      status: { code: '200' },
      beneficiary: { bank: { account: { type: 'KEY', number: KEY } } },
    })
  },
)

quirkTest(
  'localpayment.va.activation-time = 30s: an account is active after 30 seconds',
  async ({ api, account, sandbox }) => {
    await api.post('/api/virtual-account', account())
    await sandbox.clock.advance(29_999)
    expect((await api.get(`/api/virtual-account/${VA_ID}`)).body.status.code).toBe('100')
    await sandbox.clock.advance(1)
    expect((await api.get(`/api/virtual-account/${VA_ID}`)).body.status.code).toBe('200')
  },
)

const PERSON = { type: 'INDIVIDUAL', name: 'Ana', document: { type: 'CC', id: '1088338888' } }

quirkTest(
  'localpayment.va.last-name = optional: an individual needs no last name',
  async ({ api, account }) => {
    expect(
      (await api.post('/api/virtual-account', account({ beneficiary: PERSON }))).body,
    ).toMatchObject({
      beneficiary: { fullName: 'Ana', lastName: '' },
    })
  },
)

quirkTest(
  'localpayment.va.last-name = required: an individual without last name is rejected',
  async ({ api, account }) => {
    const { body } = await api.post('/api/virtual-account', account({ beneficiary: PERSON }))
    expect(body.errors).toEqual([{ code: '301', detail: 'Empty mandatory param + [lastName]' }])
    const named = { ...PERSON, lastName: 'Ensayo' }
    expect(
      (await api.post('/api/virtual-account', account({ beneficiary: named }))).body,
    ).toMatchObject({
      beneficiary: { fullName: 'Ana Ensayo', lastName: 'Ensayo' },
    })
  },
)

const WRONG = {
  type: 'COMPANY',
  name: 'TechColombia SAS',
  document: { type: 'NIT', id: '901275418-4' },
}

quirkTest(
  'localpayment.va.error-path = without-beneficiary: a rejection names [document.id]',
  async ({ api, account }) => {
    const { body } = await api.post('/api/virtual-account', account({ beneficiary: WRONG }))
    expect(body).toEqual({
      externalId: VA_ID,
      internalId: expect.any(String),
      status: {
        code: '300',
        description: 'REJECTED',
        detail: 'Invalid param + [document.id] + verification failed',
      },
      errors: [{ code: '300', detail: 'Invalid param + [document.id] + verification failed' }],
    })
  },
)

quirkTest(
  'localpayment.va.error-path = whole-path: a rejection names [beneficiary.document.id]',
  async ({ api, account }) => {
    const { body } = await api.post('/api/virtual-account', account({ beneficiary: WRONG }))
    expect(body.errors[0].detail).toBe(
      'Invalid param + [beneficiary.document.id] + verification failed',
    )
  },
)

quirkTest('localpayment.va.deleted-code = 400: a deleted account has code 400', async (lp) => {
  await lp.activate()
  const { body } = await lp.api.delete(`/api/virtual-account/${VA_ID}`)
  expect(body.status).toEqual({
    code: '400',
    description: 'DELETED',
    detail: 'Virtual account deleted',
  })
  expect((await lp.api.get(`/api/virtual-account/${VA_ID}`)).body).toEqual(body)
})

quirkTest('localpayment.va.deleted-code = 900: a deleted account has code 900', async (lp) => {
  await lp.activate()
  expect((await lp.api.delete(`/api/virtual-account/${VA_ID}`)).body.status.code).toBe('900')
})

const receive = (lp: Localpayment) =>
  lp.sandbox.trigger('localpayment.payin.receive', { key: KEY, amount: 1000 })

quirkTest('localpayment.va.delete-time = at-once: a deleted key takes no payment', async (lp) => {
  await lp.activate()
  await lp.api.delete(`/api/virtual-account/${VA_ID}`)
  await expect(receive(lp)).rejects.toThrow('is deleted')
})

quirkTest(
  'localpayment.va.delete-time = 24-hours: a key takes payments until its day is over',
  async (lp) => {
    await lp.activate()
    expect((await lp.api.delete(`/api/virtual-account/${VA_ID}`)).body.status.description).toBe(
      'DELETED',
    )
    await lp.sandbox.clock.advance(86_399_999)
    await receive(lp)
    await lp.sandbox.clock.advance(1)
    await expect(receive(lp)).rejects.toThrow('is deleted')
  },
)

quirkTest('localpayment.va.enabled-detail = has-been-created: enabling says so', async (lp) => {
  await lp.activate()
  await lp.api.put(`/api/virtual-account/${VA_ID}/activation/disable/`)
  const { body } = await lp.api.put(`/api/virtual-account/${VA_ID}/activation/enable/`)
  expect(body.status).toEqual({
    code: '200',
    description: 'COMPLETED',
    detail: 'Virtual account has been created',
  })
})

quirkTest(
  'localpayment.va.enabled-detail = active-and-ready: enabling says what the status says',
  async (lp) => {
    await lp.activate()
    await lp.api.put(`/api/virtual-account/${VA_ID}/activation/disable/`)
    const { body } = await lp.api.put(`/api/virtual-account/${VA_ID}/activation/enable/`)
    expect(body.status.detail).toBe('Virtual account active and ready for payments')
  },
)

quirkTest(
  'localpayment.va.code-300 = disabled: a disabled account has the code of a rejection',
  async (lp) => {
    await lp.activate()
    const { body } = await lp.api.put(`/api/virtual-account/${VA_ID}/activation/disable/`)
    expect(body.status).toEqual({
      code: '300',
      description: 'DISABLED',
      detail: 'Virtual account disabled',
    })
    expect((await lp.api.get(`/api/virtual-account/${VA_ID}`)).body).toEqual(body)
  },
)

quirkTest(
  'localpayment.va.notification = none: no notification tells of an account',
  async (lp) => {
    await lp.listen()
    await lp.activate()
    expect(await lp.messages()).toEqual([])
  },
)

quirkTest(
  'localpayment.va.notification = wrapped: a notification tells of INPROGRESS and of COMPLETED',
  async (lp) => {
    await lp.listen()
    await lp.activate()
    const bodies = (await lp.messages()).map(({ body }) => body)
    expect(bodies).toMatchObject([
      { data: { status: { code: '100' } } },
      { data: { status: { code: '200' } } },
    ])
    expect(bodies[1]).toEqual({
      transactionType: 'VirtualAccount',
      data: {
        externalId: VA_ID,
        internalId: expect.any(String),
        accountNumber: lp.accountNumber,
        country: 'COL',
        currency: 'COP',
        beneficiary: {
          type: 'COMPANY',
          name: 'TechColombia SAS',
          lastname: '',
          document: { type: 'NIT', id: '901275418-3' },
          bank: { account: { type: 'KEY', number: KEY } },
        },
        status: {
          code: '200',
          description: 'COMPLETED',
          detail: 'Virtual account active and ready for payments',
        },
        errors: [],
      },
    })
  },
)

quirkTest(
  'localpayment.key.algorithm = lp-name-counter: TechColombia SAS gets 0001, the next one 0002',
  async (lp) => {
    expect(await keyOf(lp, 'TechColombia SAS')).toBe('@LPTechColomb0001')
    expect(await keyOf(lp, 'TechColombia SAS')).toBe('@LPTechColomb0002')
    expect(await keyOf(lp, 'A. B-C & d 12')).toBe('@LPABCd120003')
  },
)

quirkTest(
  'localpayment.key.min-length = padded: short names are padded, so that no key has fewer than ten characters',
  async (lp) => {
    expect(await keyOf(lp, 'Ab')).toBe('@LPAbXX0001')
    expect(await keyOf(lp, '& .')).toBe('@LPXXXX0002')
    expect(await keyOf(lp, 'Abcd')).toBe('@LPAbcd0003')
  },
)

quirkTest('localpayment.key.min-length = short: short names make short keys', async (lp) => {
  expect(await keyOf(lp, 'Ab')).toBe('@LPAb0001')
  expect(await keyOf(lp, '& .')).toBe('@LP0002')
})

quirkTest(
  'localpayment.key.min-length = rejected: short names are rejected',
  async ({ api, account }) => {
    const named = (name: string) =>
      api.post('/api/virtual-account', account({ beneficiary: { ...account().beneficiary, name } }))
    expect((await named('Abc')).body.errors).toEqual([
      { code: '300', detail: 'Invalid param + [name] + verification failed' },
    ])
    expect((await named('Abcd')).status).toBe(201)
  },
)

quirkTest('localpayment.key.accents = mark-dropped: José Ñandú makes JoseNandu', async (lp) => {
  expect(await keyOf(lp, 'José Ñandú')).toBe('@LPJoseNandu0001')
})

quirkTest('localpayment.key.accents = letter-dropped: José Ñandú makes Josand', async (lp) => {
  expect(await keyOf(lp, 'José Ñandú')).toBe('@LPJosand0001')
})

quirkTest(
  'localpayment.key.counter-scope = every-key: the counter runs over all names',
  async (lp) => {
    expect([await keyOf(lp, 'Uno SAS'), await keyOf(lp, 'Dos SAS')]).toEqual([
      '@LPUnoSAS0001',
      '@LPDosSAS0002',
    ])
  },
)

quirkTest('localpayment.key.counter-scope = same-name: each name has its counter', async (lp) => {
  expect([
    await keyOf(lp, 'Uno SAS'),
    await keyOf(lp, 'Dos SAS'),
    await keyOf(lp, 'Uno SAS'),
  ]).toEqual(['@LPUnoSAS0001', '@LPDosSAS0001', '@LPUnoSAS0002'])
})

async function keysAround(lp: Localpayment): Promise<string[]> {
  await lp.sandbox.trigger('localpayment.key.skip', { by: 9_998 })
  return [await keyOf(lp, 'TechColombia SAS'), await keyOf(lp, 'TechColombia SAS')]
}

quirkTest(
  'localpayment.key.counter-overflow = shorter-name: after 9999 the name gives up a letter',
  async (lp) => {
    expect(await keysAround(lp)).toEqual(['@LPTechColomb9999', '@LPTechColom10000'])
  },
)

quirkTest('localpayment.key.counter-overflow = starts-over: after 9999 comes 0001', async (lp) => {
  expect(await keysAround(lp)).toEqual(['@LPTechColomb9999', KEY])
})

quirkTest(
  'localpayment.key.counter-overflow = longer-key: after 9999 a key has 17 characters',
  async (lp) => {
    expect(await keysAround(lp)).toEqual(['@LPTechColomb9999', '@LPTechColomb10000'])
  },
)

const NAMED = { type: 'INDIVIDUAL', lastName: 'Ensayo', document: { type: 'CC', id: '1088338888' } }

quirkTest('localpayment.key.name-source = name: the last name adds nothing', async (lp) => {
  expect(await keyOf(lp, 'Camila', NAMED)).toBe('@LPCamila0001')
})

quirkTest(
  'localpayment.key.name-source = full-name: the last name fills up the ten letters',
  async (lp) => {
    expect(await keyOf(lp, 'Camila', NAMED)).toBe('@LPCamilaEnsa0001')
  },
)

quirkTest(
  'localpayment.key.number-out-alias-in = as-printed: a key is a number, an alias or a BREB account',
  async (lp) => {
    await lp.listen('PayIn')
    expect((await lp.activate()).beneficiary.bank.account).toEqual({ type: 'KEY', number: KEY })
    const { body } = await lp.api.post('/api/payout/', [lp.payout()])
    expect(body.beneficiary.bank.account).toEqual({ alias: '@anaEnsayo0001' })
    await receive(lp)
    await lp.sandbox.clock.advance('PT1S')
    expect((await lp.messages())[0]?.body).toMatchObject({
      beneficiary: { bank: { account: { type: 'KEY', number: KEY } } },
      payer: {
        bank: { account: { type: 'BREB', number: expect.stringMatching(/^signer:\w{34}@breb$/) } },
      },
    })
  },
)
