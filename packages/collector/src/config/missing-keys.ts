/**
 * Refuses to go on without the key file where there are events already. With a new secret every person would get
 * a new pseudonym, and an erasure by user id would find nothing of what is stored, and say that it is done.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** These files of the data folder hold events. */
const STORED_EVENTS = [join('log', 'data.mdb'), 'embedded.duckdb']

export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
}

/** Says whether there is a log or a store in the data folder, so that secrets have been in use. */
export const hasStoredEvents = (dataDir: string): boolean =>
  STORED_EVENTS.some((file) => existsSync(join(dataDir, file)))

/** @param fault says what is wrong with the file, such as `is missing beside stored events` */
export const keyFileFault = (path: string, fault: string): KeyFileError =>
  new KeyFileError(
    `${path} ${fault}. It holds the secrets of the pseudonyms of stored events: restore it from a ` +
      'backup. When there is none, run `hushlog keys renew --accept-new-pseudonyms`: every person then gets a new ' +
      'pseudonym, and an erasure by user id no longer finds what is stored now (erase by session, or by the ' +
      'pseudonym hp_…)',
  )
