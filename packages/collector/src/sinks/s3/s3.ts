/** The S3 sink stores the layout that Athena reads in a bucket of AWS or of another provider. */
import { SECOND } from '@hushlog/base'
import { EVENTS } from '../objects/layout.js'
import { createObjectSink, type RollOptions } from '../objects/object-sink.js'
import type { Sink } from '../sink.js'
import { type BucketOptions, createBucketStore } from './bucket-store.js'
import { toBucketError } from './failure.js'

/**
 * Writing a batch may take this many milliseconds. 64 MB of text are some 10 MB compressed, which take 80 s
 * at 1 Mbit/s.
 */
const WRITE_LIMIT = 300 * SECOND

/**
 * Small objects of late events wait for the service more than they compute. Each upload holds at most one
 * part.
 */
const CONCURRENCY = 4

export type S3Options = RollOptions & BucketOptions

export const createS3Sink = (options: S3Options): Sink =>
  createObjectSink({
    ...options,
    type: 's3',
    timeout: WRITE_LIMIT,
    store: createBucketStore(options, EVENTS),
    concurrency: CONCURRENCY,
    reduce: toBucketError,
  })
