/**
 * Runs the standard OpenAPI linter over every spec and the control API's description. Warnings are
 * counted, errors are shown and fail the run.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

interface Problem {
  ruleId: string
  severity: 'error' | 'warn'
  message: string
  location: { source: { ref: string }; pointer?: string; start?: { line: number } }[]
}

const files = listDescriptions()
const problems = files.flatMap(lint)
const errors = problems.filter((problem) => problem.severity === 'error')
for (const problem of errors) console.error(toLine(problem))
console.log(
  `OpenAPI lint: ${files.length} files, ${errors.length} errors, ${problems.length - errors.length} warnings`,
)
if (errors.length > 0) process.exitCode = 1

function listDescriptions(): string[] {
  const specs = readdirSync(join(root, 'specs')).filter((name) => name.endsWith('.yaml'))
  const control = 'mocks/sandbox/control/openapi.yaml'
  return [...specs.sort().map((name) => `specs/${name}`), control].filter((file) =>
    existsSync(join(root, file)),
  )
}

/** One run per file: given several, the linter prints several JSON texts in a row. */
function lint(file: string): Problem[] {
  const linter = join(root, 'node_modules/@redocly/cli/bin/cli.js')
  const run = spawnSync(process.execPath, [linter, 'lint', '--format=json', file], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  })
  return readProblems(run.stdout, run.stderr)
}

/** The linter prints one JSON object; anything else means that it did not run. */
function readProblems(stdout: string, stderr: string): Problem[] {
  try {
    return (JSON.parse(stdout) as { problems: Problem[] }).problems
  } catch (cause) {
    throw new Error(`The OpenAPI linter did not run:\n${stderr || stdout}`, { cause })
  }
}

function toLine({ ruleId, message, location }: Problem): string {
  const place = location[0]
  return `${place?.source.ref ?? '?'}${place?.pointer ?? ''}: ${message} (${ruleId})`
}
