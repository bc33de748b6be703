/**
 * Runs the demo as a process: the shop's page, its back end and simulated visitors, against a running
 * collector.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const START = fileURLToPath(new URL('../../examples/start-demo.mjs', import.meta.url))

export interface DemoProcess {
  readonly url: string
  output(): string
  /** Sends SIGTERM, and resolves with the exit code when queued events have been delivered. */
  stop(): Promise<number | null>
}

export async function startDemo(collector: string, writeKey: string, sessions: number): Promise<DemoProcess> {
  const child = spawn(
    process.execPath,
    [
      START,
      ...['--collector', collector, '--write-key', writeKey],
      ...['--listen', '127.0.0.1:0', '--sessions', String(sessions), '--pause-ms', '50'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      output += text
      const found = /Demo on (\S+)/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    void exited.then((code) => reject(new Error(`the demo ended with ${code}\n${output}`)))
  })
  return {
    url,
    output: () => output,
    stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}
