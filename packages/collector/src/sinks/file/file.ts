/** The file sink stores the S3 layout in a folder. */
import { SECOND } from '@hushlog/base'
import type { FileSinkConfig } from '../../config/config.js'
import { createObjectSink, type RollOptions } from '../objects/object-sink.js'
import type { Sink } from '../sink.js'
import { toFileError } from './failure.js'
import { createFolderStore } from './folder-store.js'

/** Writing a batch may take this many milliseconds. 64 MB take some 3 s to compress on a slow core. */
const WRITE_LIMIT = 120 * SECOND

export type FileOptions = RollOptions & Pick<FileSinkConfig, 'path'>

export const createFileSink = (options: FileOptions): Sink =>
  createObjectSink({
    ...options,
    type: 'file',
    timeout: WRITE_LIMIT,
    store: createFolderStore(options.path),
    // There is one disk, and the compression takes a core.
    concurrency: 1,
    reduce: toFileError,
  })
