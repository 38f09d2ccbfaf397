/** Which control routes someone may have meant. */
import { routes } from './routes.ts'

const ALL = [
  ...routes.map(({ method, path }) => ({ method, path })),
  { method: 'GET', path: '/events' },
  { method: 'GET', path: '/metrics' },
  ...['POST', 'PUT', 'PATCH'].map((method) => ({ method, path: '/inbox/{account}' })),
]

/** Methods that exactly this path takes; empty where no route has it. */
export function listMethods(path: string): string[] {
  const asked = toSegments(path.replace(/^\/_ensayo/, ''))
  const found = ALL.filter((route) => isPath(toSegments(route.path), asked))
  const methods = [...new Set(found.map(({ method }) => method))]
  return methods.includes('GET')
    ? ['GET', 'HEAD', ...methods.filter((each) => each !== 'GET')]
    : methods
}

function isPath(segments: string[], asked: string[]): boolean {
  if (segments.length !== asked.length) return false
  return segments.every((segment, at) => segment.startsWith('{') || segment === asked[at])
}

/** Up to three routes as `GET /_ensayo/…`, the nearest first: path counts more than method. */
export function findNearestRoutes(method: string, path: string): string[] {
  const asked = toSegments(path.replace(/^\/_ensayo/, ''))
  return ALL.map((route) => ({ route, score: toScore(route, method, asked) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ route }) => `${route.method} /_ensayo${route.path}`)
}

function toScore(route: { method: string; path: string }, method: string, asked: string[]): number {
  const segments = toSegments(route.path)
  const alike = segments.reduce((sum, segment, at) => sum + likeness(segment, asked[at]), 0)
  const length = Math.max(segments.length, asked.length, 1)
  return (2 * alike) / length + (route.method === method ? 0.25 : 0)
}

/** 1 for the same word, part of 1 for a common beginning, little for a parameter. */
function likeness(segment: string, asked: string | undefined): number {
  if (asked === undefined) return 0
  if (segment.startsWith('{')) return 0.6
  const common = [...segment].findIndex((letter, at) => letter !== asked[at])
  if (common === -1) return segment.length / asked.length
  return common / Math.max(segment.length, asked.length)
}

function toSegments(path: string): string[] {
  return path.split('/').filter(Boolean)
}
