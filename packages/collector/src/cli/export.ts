/** `hushlog export` writes the events of a period, as the running collector sends them, into a file or standard output. */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errorCode } from '@hushlog/base'
import { PRIVATE_FILE } from '../runtime/private-files.js'
import { endWithReader } from './output.js'
import { type RemoteOption, runningCollector } from './running-collector.js'

interface ExportOption extends RemoteOption {
  readonly tenant?: string
  readonly from?: string
  readonly to?: string
  readonly output?: string
  readonly bom?: boolean
  readonly pseudonyms?: boolean
}

export async function exportEvents(format: string, type: string, options: ExportOption): Promise<void> {
  const query = new URLSearchParams()
  for (const name of ['tenant', 'from', 'to'] as const) {
    const value = options[name]
    if (value !== undefined) query.set(name, value)
  }
  if (options.bom === true) query.set('bom', 'true')
  if (options.pseudonyms === true) query.set('pseudonyms', 'include')
  const path = `/export/${encodeURIComponent(format)}/${encodeURIComponent(type)}?${query}`
  const body = Readable.fromWeb(await runningCollector(options).download(path))
  const { output } = options
  if (output === undefined) {
    endWithReader()
    await nameFailure(pipeline(body, process.stdout, { end: false }))
    return
  }
  // The file gets its name when it is complete.
  const part = `${output}.part`
  try {
    await nameFailure(pipeline(body, createWriteStream(part, { mode: PRIVATE_FILE })))
    await rename(part, output)
  } catch (thrown) {
    await rm(part, { force: true })
    throw thrown
  }
}

async function nameFailure(written: Promise<void>): Promise<void> {
  await written.catch((thrown: unknown) => {
    throw new Error(`the export was broken off (${errorCode(thrown) ?? 'unknown error'})`)
  })
}
