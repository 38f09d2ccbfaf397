/** The package as a user has it: packed, and installed in a folder with nothing else. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface Packed {
  filename: string
  size: number
  files: { path: string; mode: number }[]
}

export interface Installed {
  folder: string
  packed: Packed
  /** Runs a program there; its output. */
  run(command: string, ...args: string[]): string
}

/** Packs what is built, or builds it before, and installs it with further packages of npm. */
export function installPackage(...further: string[]): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-pack-'))
  const run = (command: string, ...args: string[]) => runIn(folder, command, args)
  if (!existsSync(join(root, 'dist/cli.js'))) runIn(root, 'npm', ['run', 'build'])
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const packed = toPacked(JSON.parse(runIn(root, 'npm', pack)))
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const names = [join(folder, packed.filename), ...further]
  run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...names)
  return { folder, packed, run }
}

/** A list from npm 11 and before, an object by package name from later ones. */
function toPacked(answer: Packed[] | Record<string, Packed>): Packed {
  const [first] = Object.values(answer)
  if (first === undefined) throw new Error('npm packed nothing')
  return first
}

function runIn(cwd: string, command: string, args: string[]): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
