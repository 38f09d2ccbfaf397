/**
 * Where money may go: by Bre-B key, by bank account, by PIX, to a wallet.
 * Source: https://www.integration-guide.avenia.io/docs/Beneficiaries-Bank-Accounts/beneficiariesBankAccountsGuideCop, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import {
  askFor,
  BRL,
  COP,
  KNOWN_KEY,
  list,
  register,
  toAddress,
  toBank,
  toKey,
  WALLETS,
} from '../beneficiaries.ts'
import { demandInvalid, demandRefusal } from '../expectations.ts'

const INFO = '/v2/account/bank-accounts/cop/bre-b-info'

const WRITE_ONLY = ['beneficiaryEmail', 'beneficiaryAddress', 'phoneNumber']

export const beneficiaries: readonly Flow[] = defineFlows({
  'beneficiary.banks': {
    title: 'Banks are listed with the ids that a registration takes',
    run: async (session) => {
      const answer = await session.send('GET', `${COP}supported-banks`)
      const { banks } = session.expect(answer, { status: 200 }).body
      const odd = banks.filter(({ bankId }: { bankId: string }) => !/^bank_cop_\d+$/.test(bankId))
      session.expect({ ...answer, body: odd }, { body: [] }, 'ids are of the documented form')
      session.step('the last one is registered')
      const bank = banks.at(-1)
      await register(session, toBank(session, bank))
      session.step('another is not')
      const unknown = toBank(session, { bankId: 'bank_cop_000' })
      demandInvalid(session, await askFor(session, unknown), 'bankId')
    },
  },
  'beneficiary.breb': {
    title: 'A beneficiary by Bre-B key is created, listed by alias, read, and gone once deleted',
    run: async (session) => {
      const data = toKey(session)
      const status = Number(session.variantOf('avenia.cop.create-status'))
      const created = session.expect(await askFor(session, data), { status })
      const { id } = created.body
      session.expect({ ...created, body: Object.keys(created.body) }, { body: ['id'] })
      session.step('shown, with an empty description and no bank field')
      const read = await session.send('GET', `${COP}${id}`)
      session.expect(read, { status: 200, body: { bankAccount: { id, ...data } } })
      const bank = Object.keys(read.body.bankAccount).filter((name) => /^(bank|account)/.test(name))
      session.expect({ ...read, body: bank }, { body: [] }, 'what was not registered is left out')
      const listed = await list(session, { alias: String(data.alias) })
      session.expect({ ...read, body: listed.map((each) => each.id) }, { body: [id] })
      session.step('deleted')
      const deleted = await session.send('DELETE', `${COP}${id}`)
      session.expect(deleted, { status: 200, body: {} })
      demandRefusal(session, await session.send('GET', `${COP}${id}`), 404)
      demandRefusal(session, await session.send('DELETE', `${COP}${id}`), 404)
      session.step('its alias is free again')
      await register(session, data)
    },
  },
  'beneficiary.bank': {
    title: 'A bank account is registered with all its fields; personal ones are never shown',
    run: async (session) => {
      const data = toBank(session, { breBKey: KNOWN_KEY })
      const id = await register(session, data)
      const [found] = await list(session, { alias: String(data.alias) })
      const shown = Object.fromEntries(
        Object.entries(data).filter(([name]) => !WRITE_ONLY.includes(name)),
      )
      const read = await session.send('GET', `${COP}${id}`)
      const { breBKey, ...rest } = shown
      const isAbsent = session.variantOf('avenia.cop.get-breb-key') === 'absent'
      session.expect(read, {
        status: 200,
        body: { bankAccount: { id, ...rest, ...(isAbsent ? {} : { breBKey }) } },
      })
      const hidden = WRITE_ONLY.filter((name) => name in read.body.bankAccount || name in found)
      session.expect({ ...read, body: hidden }, { body: [] })
      session.expect({ ...read, body: found }, { body: { id, ...shown } })
    },
  },
  'beneficiary.refusals': {
    title: 'A registration names the field that is wrong, and is all of a rail or nothing',
    run: async (session) => {
      const refused = async (over: Record<string, unknown>, field: string) =>
        demandInvalid(session, await askFor(session, toBank(session, over)), field)
      session.step('neither rail')
      const neither = toKey(session, { breBKey: undefined })
      demandInvalid(session, await askFor(session, neither), 'breBKey or bank fields')
      session.step('a part of the bank fields')
      await refused({ bankAccountNumber: undefined }, 'bankAccountNumber')
      const isFixed = session.variantOf('avenia.cop.partial-message') === 'account-number'
      await refused({ phoneNumber: undefined }, isFixed ? 'bankAccountNumber' : 'phoneNumber')
      session.step('wrong values')
      await refused({ bankAccountNumber: '12345' }, 'bankAccountNumber')
      await refused({ documentNumber: '12345678901' }, 'documentNumber')
      await refused({ documentType: 'CPF' }, 'documentType')
      await refused({ accountType: 'checking' }, 'accountType')
      await refused({ beneficiaryType: 'company' }, 'beneficiaryType')
      await refused({ alias: 'a'.repeat(101) }, 'alias')
      const beneficiaryAddress = toAddress({ country: 'COL' })
      await refused({ beneficiaryAddress }, 'beneficiaryAddress.country')
      session.step('a key that nobody has')
      const unknown = toKey(session, { breBKey: `@INVALID${session.unique()}` })
      demandInvalid(session, await askFor(session, unknown), 'breBKey')
    },
  },
  'beneficiary.alias': {
    title: 'An alias serves once; a Bre-B key may come again',
    run: async (session) => {
      const data = toKey(session)
      await register(session, data)
      const isConflict = session.variantOf('avenia.cop.alias-duplicate') === 'conflict'
      demandRefusal(session, await askFor(session, data), isConflict ? 409 : 400)
      await register(session, toKey(session, { beneficiaryName: 'Otro Nombre' }))
    },
  },
  'beneficiary.breb-info': {
    title: 'A look-up shows the masked holder of a key, and tells malformed from unknown ones',
    run: async (session) => {
      const ask = (query: Record<string, string>) => session.send('GET', INFO, { query })
      const known = session.expect(await ask({ breBKey: KNOWN_KEY }), { status: 200 })
      const { holderName, holderIdNumber } = known.body
      const isMasked = [holderName, holderIdNumber].every((text) => String(text).includes('*'))
      session.expect({ ...known, body: { isMasked } }, { body: { isMasked: true } })
      const unknown = await ask({ breBKey: `@INVALID${session.unique()}` })
      demandRefusal(session, unknown, 404)
      demandRefusal(session, await ask({ breBKey: 'con espacio' }), 400)
      demandRefusal(session, await ask({}), 400)
    },
  },
  'beneficiary.others': {
    title: 'A PIX key is shown under `bankAccount`, a wallet bare',
    run: async (session) => {
      session.step('PIX')
      const pix = { alias: session.unique(), pixKey: 'loja@example.com' }
      const id = await register(session, pix, { path: BRL })
      const bankAccount = { id, ...pix }
      const read = await session.send('GET', `${BRL}${id}`)
      session.expect(read, { status: 200, body: { bankAccount } })
      const partial = { alias: session.unique(), bankCode: '001' }
      demandInvalid(session, await askFor(session, partial, { path: BRL }), 'userName')
      session.step('a wallet')
      const walletAddress = `0x${session.uuid().replaceAll('-', '')}00000000`
      const data = { alias: session.unique(), walletAddress, walletChain: 'POLYGON' }
      const wallet = await register(session, data, { path: WALLETS })
      const shown = await session.send('GET', `${WALLETS}${wallet}`)
      session.expect(shown, { status: 200, body: { id: wallet, ...data } })
      const other = { ...data, alias: session.unique(), walletChain: 'SOLANA' }
      demandInvalid(session, await askFor(session, other, { path: WALLETS }), 'walletChain')
    },
  },
})
