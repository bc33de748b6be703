/** `hushlog export`: the events of a period from the running collector, as they come, into a file or standard output. */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type RemoteOption, runningCollector } from './running-collector.js'

interface ExportOption extends RemoteOption {
  readonly tenant?: string
  readonly from?: string
  readonly to?: string
  readonly output?: string
}

export async function exportEvents(format: string, type: string, options: ExportOption): Promise<void> {
  const query = new URLSearchParams()
  for (const name of ['tenant', 'from', 'to'] as const) {
    const value = options[name]
    if (value !== undefined) query.set(name, value)
  }
  const path = `/export/${encodeURIComponent(format)}/${encodeURIComponent(type)}?${query}`
  const body = Readable.fromWeb(await runningCollector(options).download(path))
  const { output } = options
  if (output === undefined) {
    // Whoever reads has enough, as `head` has after some lines.
    process.stdout.on('error', () => process.exit())
    await told(pipeline(body, process.stdout, { end: false }))
    return
  }
  // Under its name only when it is whole.
  const part = `${output}.part`
  try {
    await told(pipeline(body, createWriteStream(part)))
    await rename(part, output)
  } catch (thrown) {
    await rm(part, { force: true })
    throw thrown
  }
}

async function told(written: Promise<void>): Promise<void> {
  await written.catch((thrown: unknown) => {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown error'
    throw new Error(`the export was broken off (${code})`)
  })
}
