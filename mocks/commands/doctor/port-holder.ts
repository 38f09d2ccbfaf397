/** Which program listens on a port, where the system tells without being asked for rights. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** State of a socket that listens, in /proc/net/tcp. */
const LISTEN = '0A'

/** `node (pid 4711)`; undefined where the system does not tell, or the program is another user's. */
export function findHolder(port: number, proc = '/proc'): string | undefined {
  const sockets = new Set(
    ['tcp', 'tcp6'].flatMap((table) => listListening(`${proc}/net/${table}`, port)),
  )
  if (sockets.size === 0) return undefined
  const pid = list(proc).find((name) => /^\d+$/.test(name) && holds(`${proc}/${name}/fd`, sockets))
  if (pid === undefined) return undefined
  const name = read(`${proc}/${pid}/comm`).trim()
  return `${name || 'a program'} (pid ${pid})`
}

/** What to run where it was not found. */
export function toQuestion(port: number, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return `netstat -ano | findstr :${port}`
  if (platform === 'darwin') return `lsof -nP -iTCP:${port} -sTCP:LISTEN`
  return `sudo ss -ltnp 'sport = :${port}'`
}

/** Links of the sockets that listen there, as they stand among a program's files. */
function listListening(table: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return read(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => local.endsWith(`:${hex}`) && state === LISTEN)
    .map((cells) => `socket:[${cells[9]}]`)
}

function holds(folder: string, sockets: ReadonlySet<string>): boolean {
  return list(folder).some((name) => {
    try {
      return sockets.has(readlinkSync(`${folder}/${name}`))
    } catch {
      return false
    }
  })
}

/** Nothing where there is none, or it may not be read. */
function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
