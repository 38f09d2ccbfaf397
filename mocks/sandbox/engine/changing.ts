/** Which methods of the engine change the account that they name first, and nothing else. */
import type { Engine } from './engine.ts'

/** Changed before they return. */
export const AT_ONCE = [
  'setVariant',
  'setProfile',
  'addFault',
  'removeFault',
  'clearFaults',
  'addStub',
  'removeStub',
  'clearStubs',
  'addChaos',
  'removeChaos',
  'clearChaos',
  'setDeliveryMode',
  'setClock',
] as const satisfies readonly (keyof Engine)[]

/** The same, and those that take their time. */
export const CHANGING = [...AT_ONCE, 'advance', 'playState'] as const
