/** An SDK passes its platform to the shared client, and its own implementations of some parts of the client. */
import type { FastPath } from './fast-path.js'
import type { Platform } from './platform.js'
import type { Queue } from './queue.js'
import type { Spool } from './spool.js'

export interface Host extends Platform {
  /** Keeps undelivered events when the process ends. Without it they are lost. */
  readonly spool?: Spool | undefined
  /** Replaces the queue of the shared client, which holds each event as text. */
  readonly queue?: Queue | undefined
  /** Encodes events that leave unchanged. Not to be combined with `beforeSend`, which sees every event. */
  readonly fastPath?: FastPath | undefined
}
