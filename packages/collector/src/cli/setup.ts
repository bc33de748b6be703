/** `hushlog setup <sink>`: makes what the configured sink needs in its store, and says what it made and what was there. */
import type { SinkConfig } from '../config/config.js'
import { findSetup } from '../sinks/setup.js'
import type { SetupStep } from '../sinks/setup-run.js'
import { type ConfigOption, load } from './load.js'

interface SetupOptions extends ConfigOption {
  readonly dryRun?: boolean
}

const labels: Readonly<Record<SetupStep['state'], string>> = {
  made: 'made',
  there: 'there',
  missing: 'would make',
}

export const setup = async (sink: string, { dryRun = false, ...options }: SetupOptions): Promise<void> => {
  const { config } = load(options)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  for (const found of named(config.sinks, sink)) {
    const setUp = await findSetup(found)
    if (setUp === undefined) {
      process.stdout.write(
        `${found.name}: nothing to set up: a sink of type ${found.type} makes what it needs by itself\n`,
      )
      continue
    }
    await setUp({
      dryRun,
      signal: stop.signal,
      report: (step) =>
        process.stdout.write(`${found.name}: ${labels[step.state].padEnd(10)} ${step.what}\n`),
    })
  }
}

/** By name, or all of the type. */
function named(sinks: readonly SinkConfig[], sink: string): readonly SinkConfig[] {
  const byName = sinks.filter(({ name }) => name === sink)
  const found = byName.length > 0 ? byName : sinks.filter(({ type }) => type === sink)
  if (found.length > 0) return found
  const known = sinks.map(({ name }) => name).join(', ')
  throw new Error(
    `no sink of the configuration has the name or type ${sink}; ` +
      `there ${known === '' ? 'is none' : `are: ${known}`}`,
  )
}
