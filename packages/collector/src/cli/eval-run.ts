/**
 * `hushlog eval-run put` puts the files of an evaluation run beside the events, into the bucket of the S3 sink or the folder
 * of the file sink. It does not look into them. All names and sizes are checked before the first file is put.
 */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { CollectorConfig, FileSinkConfig, S3SinkConfig } from '../config/config.js'
import { toFileError } from '../sinks/file/failure.js'
import { createFolderStore } from '../sinks/file/folder-store.js'
import { evalRunKey } from '../sinks/objects/layout.js'
import type { ObjectStore } from '../sinks/objects/object-store.js'
import { createBucketStore } from '../sinks/s3/bucket-store.js'
import { toBucketError } from '../sinks/s3/failure.js'
import { abortOnSignal } from './abort-on-signal.js'
import { type ConfigOption, load } from './load.js'
import { printLines } from './output.js'

interface PutFlags extends ConfigOption {
  readonly sink?: string
  readonly date?: string
}

interface Destination {
  readonly store: ObjectStore
  /** Returns where a person finds an object. */
  readonly addressOf: (key: string) => string
  readonly toError: (thrown: unknown) => Error
}

interface Artefact {
  readonly file: string
  readonly key: string
  readonly bytes: number
}

/** A name is part of a key: it holds no folder, needs no escaping in an address, and hides no file. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.=@+-]{0,199}$/
/** S3 takes 10,000 parts, and a part has 8 MiB. */
const MAX_BYTES = 8 * 1024 ** 2 * 10_000

type ObjectSinkConfig = S3SinkConfig | FileSinkConfig

const hasObjects = (sink: CollectorConfig['sinks'][number]): sink is ObjectSinkConfig =>
  sink.type === 's3' || sink.type === 'file'

/** Returns the sink that was named, else the only S3 sink, else the only file sink. */
function chooseSink({ sinks }: CollectorConfig, name: string | undefined): ObjectSinkConfig {
  const all = sinks.filter(hasObjects)
  if (all.length === 0) throw new Error('no S3 or file sink is configured to put evaluation runs into')
  const names = all.map((sink) => sink.name).join(', ')
  if (name !== undefined) {
    const named = all.find((sink) => sink.name === name)
    if (named === undefined) throw new Error(`no S3 or file sink has that name; there are: ${names}`)
    return named
  }
  const buckets = all.filter(({ type }) => type === 's3')
  const [only, ...others] = buckets.length > 0 ? buckets : all
  if (only === undefined || others.length > 0) throw new Error(`say which with --sink; there are: ${names}`)
  return only
}

function destinationOf(sink: ObjectSinkConfig): Destination {
  if (sink.type === 'file')
    return {
      store: createFolderStore(sink.path),
      addressOf: (key) => join(sink.path, key),
      toError: toFileError,
    }
  const root = `s3://${sink.bucket}/${sink.prefix === '' ? '' : `${sink.prefix}/`}`
  return { store: createBucketStore(sink), addressOf: (key) => root + key, toError: toBucketError }
}

async function artefactOf(file: string, env: string, time: number, runId: string): Promise<Artefact> {
  const name = basename(file)
  if (!NAME.test(name))
    throw new Error(
      `${file}: the name may have letters, digits and _ . = @ + -, and begins with one of the first three`,
    )
  const found = await stat(file).catch((thrown: unknown) => {
    throw new Error(`${file}: ${toFileError(thrown).message.replace('the file sink failed: ', '')}`)
  })
  if (!found.isFile()) throw new Error(`${file}: not a file; put the files in it one by one`)
  if (found.size > MAX_BYTES) throw new Error(`${file}: larger than the limit of ${MAX_BYTES} bytes`)
  return { file, key: evalRunKey(env, time, runId, name), bytes: found.size }
}

function dayOf(date: string | undefined): number {
  if (date === undefined) return Date.now()
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  // `Date.parse` reads 2026-02-30 as the 2nd of March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date)
    throw new Error('--date: expected a day such as 2026-01-31')
  return time
}

export async function putEvalRun(runId: string, files: readonly string[], flags: PutFlags): Promise<void> {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/.test(runId))
    throw new Error(
      'the run id may have 1 to 128 letters, digits and _ . -, and begins with a letter or digit',
    )
  const time = dayOf(flags.date)
  const { config } = load(flags)
  const { store, addressOf, toError } = destinationOf(chooseSink(config, flags.sink))
  const artefacts: Artefact[] = []
  for (const file of files) {
    const artefact = await artefactOf(file, config.env, time, runId)
    if (artefacts.some(({ key }) => key === artefact.key))
      throw new Error(`${file}: another file of this call has the same name`)
    artefacts.push(artefact)
  }
  const signal = abortOnSignal()
  try {
    await store.open(signal)
    for (const { file, key, bytes } of artefacts) {
      await store.put(key, createReadStream(file), signal)
      printLines([`${addressOf(key)} (${bytes} bytes)`])
    }
  } catch (thrown) {
    throw toError(thrown)
  } finally {
    await store.close()
  }
}
