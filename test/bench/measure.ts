/** The three measurements. Each treats both servers alike and takes turns, so that noise is shared. */
import { setTimeout as sleep } from 'node:timers/promises'
import { CREATE_BODY, type Credentials, create, type Headers, refresh } from './cobru.ts'
import { type Load, loadFor, loadTimes, type Rate } from './load.ts'
import { type Contestant, type Running, residentMb, startServer } from './server.ts'

export type Pair<T> = Record<Contestant['name'], T>

export interface Start {
  /** From spawn to the first good answer. */
  firstAnswerMs: number
  /** Resident memory half a second later. */
  idleMb: number
}

/** Starts each server `rounds` times, in turns. */
export async function measureStart(
  contestants: Contestant[],
  credentials: Credentials,
  rounds: number,
): Promise<Pair<Start>> {
  const found: Pair<Start[]> = { sandbox: [], bare: [] }
  for (let round = 0; round < rounds; round++) {
    for (const contestant of inTurn(contestants, round)) {
      found[contestant.name].push(await startOnce(contestant, credentials))
    }
  }
  return mapPair(found, (starts) => ({
    firstAnswerMs: median(starts.map((start) => start.firstAnswerMs)),
    idleMb: median(starts.map((start) => start.idleMb)),
  }))
}

async function startOnce(contestant: Contestant, credentials: Credentials): Promise<Start> {
  const spawnedAt = performance.now()
  const server = await startServer(contestant)
  await refresh(server.baseUrl, credentials)
  const firstAnswerMs = performance.now() - spawnedAt
  await sleep(500)
  const idleMb = residentMb(server.pid)
  await server.stop()
  return { firstAnswerMs, idleMb }
}

export interface RateOptions {
  rounds: number
  seconds: number
}

/** Requests per second and p99 of creating a payment, and of reading one. */
export async function measureRates(
  servers: Running[],
  headers: Headers,
  { rounds, seconds }: RateOptions,
): Promise<{ create: Pair<Rate>; read: Pair<Rate> }> {
  const creating = async (server: Running) => toCreateLoad(server, headers)
  const reading = async (server: Running) => toReadLoad(server, headers)
  return {
    create: await takeTurns(servers, creating, { rounds, seconds }),
    read: await takeTurns(servers, reading, { rounds, seconds }),
  }
}

async function takeTurns(
  servers: Running[],
  toLoad: (server: Running) => Promise<Load>,
  { rounds, seconds }: RateOptions,
): Promise<Pair<Rate>> {
  const found: Pair<Rate[]> = { sandbox: [], bare: [] }
  for (const server of servers)
    await loadFor(Math.min(3, seconds), server.pid, await toLoad(server))
  for (let round = 0; round < rounds; round++) {
    for (const server of inTurn(servers, round)) {
      found[server.name].push(await loadFor(seconds, server.pid, await toLoad(server)))
    }
  }
  return mapPair(found, (rates) => ({
    requestsPerSecond: median(rates.map((rate) => rate.requestsPerSecond)),
    p99Ms: median(rates.map((rate) => rate.p99Ms)),
    microsPerRequest: medianOfKnown(rates.map((rate) => rate.microsPerRequest)),
  }))
}

export interface Weight {
  /** Requests served so far. */
  requests: number
  residentMb: number
  /** What is alive after a garbage collection. */
  liveMb: number
}

/** Weighs the server after each portion of requests, half of which create and half of which read. */
export async function measureGrowth(
  contestant: Contestant,
  credentials: Credentials,
  portions: number[],
): Promise<Weight[]> {
  const server = await startServer(contestant, { inspected: true })
  const headers = await refresh(server.baseUrl, credentials)
  const weights: Weight[] = []
  let requests = 0
  for (const count of portions) {
    await loadTimes(count / 2, toCreateLoad(server, headers))
    await loadTimes(count / 2, await toReadLoad(server, headers))
    await sleep(1_000)
    requests += count
    weights.push({
      requests,
      residentMb: residentMb(server.pid),
      liveMb: await server.readLiveMb(),
    })
  }
  await server.stop()
  return weights
}

function toCreateLoad({ baseUrl }: Running, headers: Headers): Load {
  return { url: `${baseUrl}/cobru/`, method: 'POST', headers, body: CREATE_BODY }
}

/** Of a payment made just now: older ones may have left the store. */
async function toReadLoad({ baseUrl }: Running, headers: Headers): Promise<Load> {
  const { url } = await create(baseUrl, headers)
  return { url: `${baseUrl}/cobru_detail/${url}`, method: 'GET', headers }
}

/** Every other round goes the other way about. */
function inTurn<T>(items: T[], round: number): T[] {
  return round % 2 === 0 ? items : items.toReversed()
}

function mapPair<A, B>(pair: Pair<A>, convert: (value: A) => B): Pair<B> {
  return { sandbox: convert(pair.sandbox), bare: convert(pair.bare) }
}

function medianOfKnown(values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : median(known)
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
