/** `hushlog replay` and `hushlog dead-letters replay` ask the running collector, and wait until it is done. */
import { printJson } from './output.js'
import { type RemoteOption, runningCollector } from './running-collector.js'

interface ReplayOption extends RemoteOption {
  readonly sink: string
  readonly wait: boolean
}

async function runJob(options: ReplayOption, action: string, body?: unknown): Promise<void> {
  const collector = runningCollector(options)
  const path = `/v1/sinks/${encodeURIComponent(options.sink)}/${action}`
  const accepted = await collector.request('POST', path, body)
  const jobPath = `/v1/replays/${String(accepted.id)}`
  if (options.wait && accepted.state === 'pending')
    process.stderr.write(`Accepted as ${jobPath}. The collector continues when you stop waiting.\n`)
  const job = options.wait ? await collector.waitFor(jobPath, accepted) : accepted
  printJson(job)
  if (Number(job.refused) > 0) process.exitCode = 1
}

export const replay = (
  options: ReplayOption & { readonly from: string; readonly copies?: true },
): Promise<void> =>
  runJob(options, 'replay', {
    from: /^\d+$/.test(options.from) ? Number(options.from) : options.from,
    copies: options.copies ?? false,
  })

export const replayDeadLetters = (options: ReplayOption): Promise<void> =>
  runJob(options, 'dead-letters/replay')
