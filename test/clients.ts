/** Runtimes of clients that tests run, each found here or installed. */
import { spawnSync } from 'node:child_process'
import type { Wanted } from './install.ts'

export const PYTHON: Wanted = { name: 'Python 3', places: 'python3', packages: ['python3'] }

/** PHP comes without curl where its package is not installed. */
export const PHP: Wanted = {
  name: 'PHP with curl',
  places: 'php',
  packages: ['php-cli', 'php-curl'],
  works: (path) => spawnSync(path, ['-m'], { encoding: 'utf8' }).stdout.includes('\ncurl\n'),
}

export const CURL: Wanted = { name: 'curl', places: 'curl', packages: ['curl'] }

export const WGET: Wanted = { name: 'wget', places: 'wget', packages: ['wget'] }

/** A Python that has it; Debian's has where another one stands first in PATH. */
export const PYTEST: Wanted = {
  name: 'Python 3 with pytest',
  places: 'python3',
  packages: ['python3-pytest'],
  works: (path) => spawnSync(path, ['-m', 'pytest', '--version']).status === 0,
}

export const PHPUNIT: Wanted = { name: 'PHPUnit', places: 'phpunit', packages: ['phpunit'] }
