/** Stands for `testcontainers`: its container is a process, and a port is mapped to a free one. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { cli } from '../cli/run.ts'

export const Wait = { forHealthCheck: () => 'healthy' }

export class GenericContainer {
  #environment: Record<string, string> = {}
  #command: string[] = []
  #ports: number[] = []

  constructor(image: string) {
    if (image !== 'ensayo') throw new Error(`There is no image ${image}`)
  }

  withEnvironment(environment: Record<string, string>): this {
    this.#environment = environment
    return this
  }

  withCommand(command: string[]): this {
    this.#command = command
    return this
  }

  withExposedPorts(...ports: number[]): this {
    this.#ports = ports
    return this
  }

  withWaitStrategy(strategy: string): this {
    if (strategy !== 'healthy') throw new Error(`No strategy ${strategy}`)
    return this
  }

  async start() {
    const env = { ...process.env, ENSAYO_HOST: '0.0.0.0', ...this.#environment, ENSAYO_PORT: '0' }
    const child = spawn(process.execPath, [cli, ...this.#command, '--json'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const { control } = JSON.parse(await readLine(child)) as { control: string }
    return {
      getHost: () => 'localhost',
      getMappedPort: (port: number) => {
        if (!this.#ports.includes(port)) throw new Error(`Port ${port} is not exposed`)
        return Number(new URL(control).port)
      },
      stop: async () => {
        child.kill('SIGTERM')
        await once(child, 'exit')
      },
    }
  }
}

async function readLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line
  throw new Error('The sandbox ended before it listened')
}
