/**
 * SOAT, the compulsory insurance of vehicles: quote by plate, then purchase by the quote's id.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/7-service.md, read 2026-11-20.
 */
import { defineBehaviour, type StoredRecord } from '../../provider.ts'
import { toAmount } from './decimal.ts'
import { firstOf } from './first-of.ts'
import { buy } from './services.ts'

interface Quote extends StoredRecord {
  plate: string
  type: string
  amountMinor: number
  isUsed: boolean
}

/** Pesos, made up. */
const PRICES: Record<string, number> = { car: 480_000, bike: 260_000 }

/** Quotes a vehicle; `tx_id` buys it once. */
export const quoteSoat = defineBehaviour('soat.quote', ({ request, ids, collection }) => {
  const { placa, type } = request.query
  const [plate, kind] = [String(firstOf(placa)), String(firstOf(type))]
  const amountMinor = (PRICES[kind] ?? 0) * 100
  const id = ids.digits('soat.tx', 10)
  collection<Quote>('soatQuote').insert({
    id,
    plate,
    type: kind,
    amountMinor,
    isUsed: false,
  })
  return {
    status: 200,
    body: { valor: toAmount(amountMinor), tx_id: id, placa: plate, type: kind },
  }
})

/** Sells it; a status of '0' is success. */
export const buySoat = defineBehaviour<unknown, Quote>('soat.buy', (context) => {
  const quote = context.record
  if (!quote || quote.isUsed) return context.refuse('unknownSoat')
  const { id, plate, amountMinor } = quote
  const bought = buy(context, { kind: 'soat', description: `SOAT ${plate}`, amountMinor })
  if ('refusal' in bought) return bought.refusal
  context.collection<Quote>('soatQuote').update(id, { isUsed: true })
  const message = 'Compra exitosa'
  return { status: 200, body: { status: '0', message, pk: String(bought.purchase.pk) } }
})

/** Departments and towns; of over a thousand the documents print these. */
const DEPARTMENTS = [
  { cod_dpto: '0', departamento: 'NO ESPECIFCADO' },
  { cod_dpto: '5', departamento: 'ANTIOQUIA' },
  { cod_dpto: '8', departamento: 'ATLANTICO' },
  { cod_dpto: '11', departamento: 'BOGOTA D.C.' },
]
const TOWNS = [
  { cod_dpto: '0', cod_municipio: '0', muncipio: 'NO ESPECIFICADO' },
  { cod_dpto: '5', cod_municipio: '5001', muncipio: 'MEDELLIN' },
  { cod_dpto: '5', cod_municipio: '5002', muncipio: 'ABEJORRAL' },
  { cod_dpto: '8', cod_municipio: '8001', muncipio: 'BARRANQUILLA' },
  { cod_dpto: '8', cod_municipio: '8078', muncipio: 'BARANOA' },
  { cod_dpto: '8', cod_municipio: '8137', muncipio: 'CAMPO DE LA CRUZ' },
]

/** Lists departments, or the towns of one; one path serves both. */
export const listCities = defineBehaviour('soat.cities', ({ request }) => {
  const wanted = firstOf(request.query.dpto)
  if (wanted === undefined) return { status: 200, body: { result: DEPARTMENTS } }
  return { status: 200, body: { result: TOWNS.filter(({ cod_dpto }) => cod_dpto === wanted) } }
})
