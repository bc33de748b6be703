/** The S3 sink: the layout that Athena reads, in a bucket of AWS or of another provider. */
import { join } from 'node:path'
import type { S3SinkConfig } from '../../config/config.js'
import { createJsonLines } from '../objects/json-lines.js'
import { EVENTS } from '../objects/layout.js'
import { createObjectSink } from '../objects/object-sink.js'
import { createParquet } from '../objects/parquet.js'
import type { Sink } from '../sink.js'
import { toS3Error } from './failure.js'
import { createS3Place, type S3PlaceOptions } from './place.js'

/** Milliseconds. 64 MB of text are some 10 MB compressed, which take 80 s on a line of 1 Mbit/s. */
const WRITE_LIMIT = 300_000

/** Objects at a time: small ones of late events wait for the service more than they compute. At most a part each. */
const AT_A_TIME = 4

export type S3Options = S3PlaceOptions &
  Pick<S3SinkConfig, 'name' | 'rollSeconds' | 'rollBytes' | 'format'> & {
    readonly env: string
    /** For files that are in passing. */
    readonly dataDir: string
  }

export function createS3Sink(options: S3Options): Sink {
  const jsonLines = createJsonLines()
  const parquet = createParquet(join(options.dataDir, 'objects.tmp', options.name))
  return createObjectSink({
    ...options,
    type: 's3',
    timeout: WRITE_LIMIT,
    place: createS3Place(options, EVENTS),
    atATime: AT_A_TIME,
    format: options.format === 'parquet' ? parquet : jsonLines,
    formats: [jsonLines, parquet],
    reduce: toS3Error,
  })
}
