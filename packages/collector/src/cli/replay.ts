/** `hushlog replay` and `hushlog dead-letters replay`: ask the running collector, and wait for it. */
import { type RemoteOption, runningCollector } from './running-collector.js'

export interface ReplayOption extends RemoteOption {
  readonly sink: string
  readonly wait: boolean
}

/** Milliseconds between two looks. */
const LOOK_EVERY = 500

async function finish(options: ReplayOption, path: string, body?: unknown): Promise<void> {
  const collector = runningCollector(options)
  let job = await collector.ask('POST', `/v1/sinks/${encodeURIComponent(options.sink)}/${path}`, body)
  if (options.wait && job.state === 'pending')
    process.stderr.write(`Begun as /v1/replays/${String(job.id)}. It goes on when you stop waiting.\n`)
  while (options.wait && job.state === 'pending') {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    job = await collector.ask('GET', `/v1/replays/${String(job.id)}`)
  }
  process.stdout.write(`${JSON.stringify(job, undefined, 2)}\n`)
  if (Number(job.refused) > 0) process.exitCode = 1
}

export const replay = (
  options: ReplayOption & { readonly from: string; readonly copies?: true },
): Promise<void> =>
  finish(options, 'replay', {
    from: /^\d+$/.test(options.from) ? Number(options.from) : options.from,
    copies: options.copies ?? false,
  })

export const replayDeadLetters = (options: ReplayOption): Promise<void> =>
  finish(options, 'dead-letters/replay')
