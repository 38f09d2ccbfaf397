/** Digital services bought with the balance. */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { expectBalance, expectFact, expectTypes, readBalance, shows } from '../expectations.ts'

export const services: readonly Flow[] = defineFlows({
  'services.catalogs': {
    title:
      'Operators of PINs, sellers of packages and lists of the insurance are there to choose from',
    run: async (session) => {
      const operators = await session.send('GET', '/pines/all_pines/')
      session.expect(operators, { status: 200 })
      const areNumbers = operators.body.every(Number.isInteger)
      expectFact(operators, 'numbers of operators', areNumbers, operators.body)
      const packages = await session.send('GET', '/packages/all_packages/')
      session.expect(packages, { status: 200 })
      const [cell_provider] = packages.body.data
      const sold = await session.send('GET', '/packages/all_packages/', {
        query: { cell_provider },
      })
      session.expect(sold, { status: 200 })
      expectTypes(sold, sold.body.data[0], { code_provider: 'text', amount: 'number' })
      for (const path of ['/soat/doc_types/', '/soat/cities/']) {
        const list = await session.send('GET', path)
        session.expect(list, { status: 200 })
        expectFact(list, 'a list in `result`', Array.isArray(list.body.result), list.body)
      }
      const quote = await session.send('GET', '/soat/', { query: { placa: 'ABC123', type: 'car' } })
      session.expect(quote, { status: 200 })
      expectTypes(quote, quote.body, { valor: 'number', tx_id: 'text' })
    },
  },
  'services.recharged': {
    title: 'A recharge takes its value from the balance',
    needs: ['money'],
    run: async (session) => {
      const before = await readBalance(session)
      const json = { value: 1_000, recipient: '3001234567', operator: 'claro' }
      const answer = await session.send('POST', '/request_service_reload/', { json })
      session.expect(answer, { status: 200 })
      expectTypes(answer, answer.body, { result: 'text', message: 'text' })
      await expectBalance(session, before, -1_000)
    },
  },
  'services.pin-bought': {
    title: 'A PIN is bought by `id_pin`; its status says that it went well',
    needs: ['money'],
    run: async (session) => {
      const before = await readBalance(session)
      const list = await session.send('GET', '/pines/all_pines/', { query: { operator: 56 } })
      session.expect(list, { status: 200 })
      const [pin] = list.body
      expectTypes(list, pin, { id: 'integer', id_pin: 'text', valor: 'number' })
      const json = { id_pin: pin.id_pin, operator: '56' }
      const bought = await session.send('POST', '/pin/', { json })
      const status = shows(session, 'cobru.pin.status-zero', 'ok') ? 'ok' : '0'
      session.expect(bought, { status: 200, body: { status } })
      expectTypes(bought, bought.body, { pin: 'text' })
      await expectBalance(session, before, -pin.valor)
    },
  },
  'services.refused': {
    title: 'An operator that is not one, a PIN that nobody sells and too large a value are refused',
    needs: ['money'],
    run: async (session) => {
      const recharge = { value: 1_000, recipient: '3001234567', operator: 'ensayo' }
      const post = (path: string, json: Loose) => session.send('POST', path, { json })
      session.expect(await post('/request_service_reload/', recharge), { status: 400 })
      session.expect(await post('/pin/', { id_pin: '0', operator: '56' }), { status: 400 })
      const tooMuch = { ...recharge, operator: 'claro', value: (await readBalance(session)) + 1 }
      const refused = await post('/request_service_reload/', tooMuch)
      session.expect(refused, { status: 400, body: { error: 'not enough balance' } })
    },
  },
})
