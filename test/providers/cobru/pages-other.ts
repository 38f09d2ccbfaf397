/** Pages of cards, services, Celo, tokenization and white-label users. */
import { expect } from 'vitest'
import type { Cobru } from './kit.ts'
import { expectFields, type Fields, get, type Page, post } from './pages-kit.ts'

const CARD: Fields = {
  balance: 'number',
  cvv: 'string',
  display_expiration: 'string',
  id: 'number',
  masked_pan: 'string',
  max_balance: 'number',
  state: 'string',
  support_token: 'string',
}

const LISTED: Fields = {
  id: 'number',
  masked_pan: 'string',
  display_expiration: 'string',
  balance: 'number',
  state: 'string',
}

const CREATE = '/cobru/debit/create_and_reload_card/'
const issue = async (cobru: Cobru) => (await post(cobru, CREATE, '{ "amount": 0 }')).body

const USER = `{
  "username": "09906786442", "first_name": "Test", "last_name": "User", "email": "test@example.com",
  "password": "12345678", "phone": "09906786442", "document_type": "0",
  "document_number": "11111122223", "country_code": "+57", "gender": 2, "date_birth": "2001-08-08",
  "type_person": 1, "date_expiration": "2019-08-08", "subcategory": 745, "category": 99,
  "platform": "ios", "brand": "MY_BRAND"
}`

export const OTHER_PAGES: Page[] = [
  {
    page: 'api/cards/create',
    title: 'the eight fields of the table at the top, in their types, and no other',
    run: async (cobru) => {
      const card = await issue(cobru)
      expectFields(card, CARD)
      expect(Object.keys(card).sort()).toEqual(Object.keys(CARD).sort())
    },
  },
  {
    page: 'api/cards/details',
    title: 'the five fields of the table, in the list and for one card',
    run: async (cobru) => {
      const { id } = await issue(cobru)
      const rows = await get(cobru, '/cobru/debit/get_card/')
      expect(rows).toHaveLength(1)
      expectFields(rows[0], LISTED)
      expect(Object.keys(rows[0]).sort()).toEqual(Object.keys(LISTED).sort())
      expectFields(await get(cobru, `/cobru/debit/get_card/?card_id=${id}`), LISTED)
    },
  },
  {
    page: 'api/cards/topup',
    title: 'a number as `card_id` reloads',
    run: async (cobru) => {
      const { id } = await issue(cobru)
      const { body } = await post(cobru, CREATE, { amount: 50000, card_id: id })
      expect(body.balance).toBe(50000)
    },
  },
  {
    page: 'api/cards/freeze',
    title: '`freeze` true freezes, false thaws',
    run: async (cobru) => {
      const { id } = await issue(cobru)
      const freeze = async (to: boolean) => {
        await post(cobru, '/cobru/debit/freeze_card/', { card_id: id, freeze: to })
        return (await get(cobru, `/cobru/debit/get_card/?card_id=${id}`)).state
      }
      expect(await freeze(true)).toBe('FROZEN')
      expect(await freeze(false)).toBe('ACTIVE')
    },
  },
  {
    page: 'api/cards/movements',
    title: '`card_id` as a number, pages by `per_page` and `page_num`',
    run: async (cobru) => {
      const { id } = await issue(cobru)
      for (const amount of [1000, 2000]) await post(cobru, CREATE, { amount, card_id: id })
      const list = `/cobru/debit/get_transactions/?card_id=${id}`
      expect(await get(cobru, list)).toHaveLength(2)
      expect(await get(cobru, `${list}&per_page=1&page_num=2`)).toMatchObject([{ amount: 1000 }])
    },
  },
  {
    page: 'api/services/cell-recharge',
    title: 'the fields of the table',
    run: async (cobru) => {
      const recharge = { value: 5000, recipient: '3001234567', operator: 'claro' }
      const { body } = await post(cobru, '/request_service_reload/', recharge)
      expectFields(body, { result: 'string', message: 'string' })
    },
  },
  {
    page: 'api/services/pins-list',
    title: 'all, or those of one operator',
    run: async (cobru) => {
      const operators = await get(cobru, '/pines/all_pines/')
      expect(operators).not.toHaveLength(0)
      const rows = await get(cobru, '/pines/all_pines/?operator=56')
      expect(rows.every(({ operator }: { operator: number }) => operator === 56)).toBe(true)
    },
  },
  {
    page: 'api/services/pins-buy',
    title: '`id_pin` and `pk` are numbers',
    run: async (cobru) => {
      const { body } = await post(cobru, '/pin/', { id_pin: 387, operator: '56' })
      expectFields(body, { status: 'string', pin: 'string', pk: 'number' })
    },
  },
  {
    page: 'api/celo',
    title: 'the wallet has `address` and `balance`',
    run: async (cobru) =>
      expectFields(await get(cobru, '/celo/'), { address: 'string', balance: 'string' }),
  },
  {
    page: 'api/tokenization',
    title: 'the key stands at `data.text_long_value`, and DELETE forgets a card',
    run: async (cobru) => {
      const { data } = await get(cobru, '/base/get_constants_key_public/')
      expect(data.text_long_value).toContain('BEGIN PUBLIC KEY')
      const init = { method: 'DELETE', headers: cobru.headers }
      expect((await cobru.api.send('/delete_tc/?card_uuid=none', init)).status).toBe(404)
    },
  },
  {
    page: 'guides/whitelabel',
    title: 'with `x-api-key` alone; `createdUser.username` has the brand in front',
    run: async (cobru) => {
      const { 'x-api-key': key = '' } = cobru.headers
      const headers = { 'content-type': 'application/json', 'x-api-key': key }
      const init = { method: 'POST', headers, body: USER }
      const { body: createdUser } = await cobru.api.send('/user/', init)
      expect(createdUser.username).toBe('MY_BRAND-09906786442')
      expect((await get(cobru, '/category/')).message).not.toHaveLength(0)
    },
  },
]
