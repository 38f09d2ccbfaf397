/**
 * Every request that the COP beneficiary page prints, with base URL and credentials replaced, gets the
 * printed answer: its status where one is printed, its keys, its types. Names of people are made up here.
 * Source: https://www.integration-guide.avenia.io/docs/Beneficiaries-Bank-Accounts/beneficiariesBankAccountsGuideCop, read 2026-11-20.
 */
import { expect, test } from 'vitest'
import { type Api, COP, createAvenia, type Loose, NIL } from './kit.ts'

const ADDRESS = {
  address1: 'Calle 100 #15-20',
  country: 'CO',
  subDivision: 'Cundinamarca',
  city: 'Bogota',
  postalCode: '110111',
}
const BANK = {
  beneficiaryType: 'individual',
  beneficiaryEmail: 'juan@example.com',
  phoneNumber: '+573001234567',
  accountType: 'CHECKING',
  bankAccountNumber: '00123456',
  documentNumber: '1234567890',
  documentType: 'NATIONAL_ID',
  bankId: 'bank_cop_022',
  bankName: 'BANCOLOMBIA',
}
const beneficiaryName = 'Beneficiario de Ensayo'
const MODE_1 = { alias: 'Juan Bre-B', description: '', beneficiaryName, breBKey: '@CBW0ZWQT6' }
const MODE_2 = {
  alias: 'Juan Bancolombia',
  description: 'Cuenta principal',
  beneficiaryName,
  ...BANK,
  beneficiaryAddress: { ...ADDRESS, address2: 'Apto 501' },
}
const MODE_3 = {
  alias: 'Juan (PSE + Bre-B)',
  description: 'Cuenta + clave Bre-B',
  beneficiaryName,
  ...BANK,
  beneficiaryAddress: ADDRESS,
  breBKey: '@CBW0ZWQT6',
}

const RECORD = {
  id: NIL,
  userId: '11111111-1111-1111-1111-111111111111',
  alias: 'Juan Bancolombia',
  description: 'Cuenta principal',
  beneficiaryName,
  beneficiaryType: 'individual',
  bankId: 'bank_cop_022',
  bankName: 'BANCOLOMBIA',
  accountType: 'CHECKING',
  bankAccountNumber: '00123456',
  documentNumber: '1234567890',
  documentType: 'NATIONAL_ID',
  createdAt: '2026-02-20T15:13:08.320462Z',
}

interface Example {
  section: string
  ask(api: Api): Promise<{ status: number; body: Loose }>
  /** Printed only for the delete. */
  status?: number
  answer: Loose
}

const NEW_ID = { id: '550e8400-e29b-41d4-a716-446655440000' }
const LIST = `${COP}?subAccountId=&createdAfter=1700000000&createdBefore=1800000000&cursor=NEXT_CURSOR&alias=Juan%20Bancolombia`

/** In the order of the page; each also works alone. */
const EXAMPLES: Example[] = [
  {
    section: 'Supported Banks',
    ask: (api) => api.get(`${COP}supported-banks`),
    answer: {
      banks: [
        { bankId: 'bank_cop_022', bankName: 'BANCOLOMBIA' },
        { bankId: 'bank_cop_007', bankName: 'BANCOLOMBIA (NEQUI)' },
        { bankId: 'bank_cop_001', bankName: 'BANCAMIA S.A.' },
      ],
    },
  },
  { section: 'Mode 1 — Bre-B only', ask: (api) => api.post(COP, MODE_1), answer: NEW_ID },
  {
    section: 'Mode 2 — Bank fields only (PSE)',
    ask: (api) => api.post(COP, MODE_2),
    answer: NEW_ID,
  },
  { section: 'Mode 3 — Both rails', ask: (api) => api.post(COP, MODE_3), answer: NEW_ID },
  {
    section: 'List all COP beneficiaries bank accounts',
    ask: (api) => api.get(LIST),
    answer: { bankAccounts: [RECORD] },
  },
  {
    section: 'Get COP beneficiary bank account by ID',
    ask: (api) => api.get(`${COP}${NIL}`),
    answer: { bankAccount: RECORD },
  },
  {
    section: 'Delete COP beneficiary bank Account',
    ask: (api) => api.delete(`${COP}${NIL}`),
    status: 200,
    answer: {},
  },
]

/** The same keys, and values of the same types. */
function toShape(value: Loose): Loose {
  if (Array.isArray(value)) return value.map(toShape)
  if (value === null || typeof value !== 'object') return typeof value
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([key, item]) => [key, toShape(item)]),
  )
}

test('the printed requests, one after the other, get the printed answers', async () => {
  await using avenia = await createAvenia()
  for (const { section, ask, status = 200, answer } of EXAMPLES) {
    const found = await ask(avenia.api)
    expect(found.status, section).toBe(status)
    expect(toShape(found.body), section).toEqual(toShape(answer))
  }
})

test.each(EXAMPLES.filter(({ section }) => !section.startsWith('List')))(
  'the printed request of "$section" gets the printed answer by itself',
  async ({ ask, status = 200, answer }) => {
    await using avenia = await createAvenia()
    const found = await ask(avenia.api)
    expect(found.status).toBe(status)
    expect(toShape(found.body)).toEqual(toShape(answer))
  },
)

test.each([
  ['breBKey or bank fields is invalid', { ...MODE_1, breBKey: undefined }],
  ['bankAccountNumber is invalid', { ...MODE_2, bankAccountNumber: undefined }],
  ['bankAccountNumber is invalid', { ...MODE_2, bankAccountNumber: '12345' }],
  ['breBKey is invalid', { ...MODE_1, breBKey: '@INVALID' }],
])('Common Errors: %s', async (error, body) => {
  await using avenia = await createAvenia()
  expect(await avenia.api.post(COP, body)).toMatchObject({ status: 400, body: { error } })
})
