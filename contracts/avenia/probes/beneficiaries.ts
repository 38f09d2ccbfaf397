/** Which variants of COP beneficiaries a target shows. */
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { askFor, COP, KNOWN_KEY, list, register, toBank, toKey } from '../beneficiaries.ts'
import { isDone, NIL } from '../expectations.ts'
import { useSubAccount } from '../sub-accounts.ts'
import { describe, isRefused, tellByRefusal, tellByStatus } from '../verdicts.ts'

export const beneficiaryProbes: readonly Probe[] = defineProbes({
  'avenia.cop.error-class': async (session) => {
    const answer = await askFor(session, {})
    if (isRefused(answer, /^\w+ is invalid$/)) return 'bare'
    if (isRefused(answer, /^\w+: ?\w+ is invalid$/)) return 'class-name'
    return undecided(describe('a create with nothing', answer))
  },
  'avenia.cop.list-order': async (session) => {
    const [first, second] = [
      await register(session, toKey(session)),
      await register(session, toKey(session)),
    ]
    const ids = (await list(session)).map((each) => each.id)
    const [one, other] = [ids.indexOf(first), ids.indexOf(second)]
    if (one < 0 || other < 0) return undecided('two new beneficiaries are not on the first page')
    return one < other ? 'oldest-first' : 'newest-first'
  },
  'avenia.cop.banks': async (session) => {
    const answer = await session.send('GET', `${COP}supported-banks`)
    const count = answer.body?.banks?.length
    if (answer.status === 200 && count === 3) return 'documented'
    if (answer.status === 200 && count === 44) return 'forty-four'
    return undecided(`the list of banks is answered ${answer.status} with ${count} banks`)
  },
  'avenia.cop.create-status': async (session) =>
    tellByStatus('a create', await askFor(session, toKey(session)), { 200: '200', 201: '201' }),
  'avenia.cop.description-required': async (session) =>
    tellByRefusal(
      'a create without description',
      await askFor(session, toKey(session, { description: undefined })),
      { taken: 'optional', refused: 'required', message: /description/ },
    ),
  'avenia.cop.partial-message': async (session) => {
    const answer = await askFor(session, toBank(session, { phoneNumber: undefined }))
    if (isRefused(answer, /phoneNumber/)) return 'missing-field'
    if (isRefused(answer, /bankAccountNumber/)) return 'account-number'
    return undecided(describe('a create without phoneNumber', answer))
  },
  'avenia.cop.bank-field-set': async (session) =>
    tellByRefusal(
      'a key with a beneficiaryType',
      await askFor(session, toKey(session, { beneficiaryType: 'individual' })),
      { taken: 'account-fields', refused: 'whole-table', message: /\b(?!breBKey)\w+ is invalid/ },
    ),
  'avenia.cop.document-rule': async (session) => {
    const over = { documentType: 'PASSPORT', documentNumber: 'AB123456' }
    return tellByRefusal('a passport', await askFor(session, toBank(session, over)), {
      taken: 'national-id-only',
      refused: 'every-type',
      message: /documentNumber/,
    })
  },
  'avenia.cop.bank-name': async (session) =>
    tellByRefusal(
      'a bank under another name',
      await askFor(session, toBank(session, { bankName: 'OTRO' })),
      { taken: 'as-sent', refused: 'must-match', message: /bankName/ },
    ),
  'avenia.cop.alias-duplicate': async (session) => {
    const data = toKey(session)
    await register(session, data)
    const answer = await askFor(session, data)
    if (answer.status === 409) return 'conflict'
    if (isRefused(answer, /alias/)) return 'invalid'
    return undecided(describe('a second alias', answer))
  },
  'avenia.cop.alias-scope': async (session) => {
    const query = { subAccountId: await useSubAccount(session) }
    const data = toKey(session)
    await register(session, data)
    const answer = await askFor(session, data, { query })
    if (isDone(answer)) return 'owner'
    if (answer.status === 409 || isRefused(answer, /alias/)) return 'main-account'
    return undecided(describe('the same alias in a sub-account', answer))
  },
  'avenia.cop.sample-id': async (session) => {
    await register(session, toBank(session))
    const answer = await session.send('GET', `${COP}${NIL}`)
    if (answer.status === 404) return 'unknown'
    const id = answer.body?.bankAccount?.id
    if (answer.status === 200 && typeof id === 'string' && id !== NIL) return 'stands-for-one'
    return undecided(describe('the nil UUID', answer))
  },
  'avenia.cop.get-breb-key': async (session) => {
    const id = await register(session, toBank(session, { breBKey: KNOWN_KEY }))
    const answer = await session.send('GET', `${COP}${id}`)
    const record = answer.body?.bankAccount
    if (record?.id !== id) return undecided(describe('a beneficiary', answer))
    if (record.breBKey === KNOWN_KEY) return 'present'
    return 'breBKey' in record ? undecided(describe('a beneficiary', answer)) : 'absent'
  },
})
