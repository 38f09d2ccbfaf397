/**
 * What can be bought. Names, ids and the rows marked so are printed in the documents; the other rows are
 * made up, as no document prints a whole catalog.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/7-service.md, read 2026-11-20.
 */

/** Of recharges. */
export const OPERATORS = [
  'claro',
  'tigo',
  'movistar',
  'avantel',
  'movilexito',
  'virginmobile',
  'directv',
  'flashmobile',
]

/** Of PINs, all printed. */
export const PIN_OPERATORS = [
  { id: 36, name: 'XBOX' },
  { id: 37, name: 'IMVU' },
  { id: 38, name: 'OFFICE' },
  { id: 39, name: 'PLAYSTATION' },
  { id: 40, name: 'MINECRAFT' },
  { id: 41, name: 'SPOTIFY' },
  { id: 42, name: 'RIXTY' },
  { id: 43, name: 'DEEZER' },
  { id: 44, name: 'DATACREDITO' },
  { id: 45, name: 'FREE FIRE' },
  { id: 46, name: 'PARAMOUNT' },
  { id: 47, name: 'WIN SPORT' },
  { id: 56, name: 'NETFLIX' },
]

interface Pin {
  description: string
  id: number
  /** The id that a purchase wants. */
  id_pin: string
  operator: number
  time: null
  /** Pesos. */
  valor: number
}

/** The first is printed, one per further operator made up. */
export const PINS: Pin[] = [
  { description: 'Netflix 1', id: 33, id_pin: '387', operator: 56, time: null, valor: 20_000 },
  ...PIN_OPERATORS.filter(({ id }) => id !== 56).map(({ id, name }) => ({
    description: `${name} de Ensayo`,
    id: 100 + id,
    id_pin: String(500 + id),
    operator: id,
    time: null,
    valor: 10_000,
  })),
]

interface DataPackage {
  /** Pesos. */
  amount: number
  cell_provider: string
  code_provider: string
  id: number
  package_description: string
  time: null
}

/** Number 203 is printed, free of charge as there; the others are made up. */
export const PACKAGES: DataPackage[] = [
  dataPackage(1, 'CLARO', '101', 6_000, 'Paquete de Ensayo 1 GB 7 días'),
  dataPackage(3, 'TIGO', '203', 0, '5 MINUTOS LARGA DISTANCIA INTERNACIONAL'),
  dataPackage(4, 'TIGO', '204', 9_000, 'Paquete de Ensayo 2 GB 15 días'),
]

function dataPackage(
  id: number,
  provider: string,
  code: string,
  amount: number,
  description: string,
): DataPackage {
  return {
    amount,
    cell_provider: provider,
    code_provider: code,
    id,
    package_description: description,
    time: null,
  }
}
