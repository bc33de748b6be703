/**
 * A random session id that all tabs of a site share and that ends after 30 minutes without an event. The time of the last
 * event is written at most once a minute, because every write wakes all other tabs.
 */
import { forget, load, save } from './storage.js'

const KEY = 'hushlog_session'
/** Id and time of the last event, milliseconds since the epoch. */
const STORED = /^([\w-]{1,64})\.(\d{1,15})$/
/** Milliseconds. */
const IDLE = 30 * 60_000
const REFRESH = 60_000

/** @param started Called when a session begins, after which its id is known. */
export function createSession(now: () => number, newId: () => string, started: () => void) {
  return {
    current(): string {
      const at = now()
      const [, known = '', seen] = STORED.exec(load(KEY) ?? '') ?? []
      // A clock that was set back makes the age negative: as far off as in the other direction.
      const age = Math.abs(at - Number(seen))
      const alive = age < IDLE
      if (alive && age < REFRESH) return known
      const id = alive ? known : newId()
      save(KEY, `${id}.${at}`)
      if (!alive) started()
      return id
    },
    end: () => forget(KEY),
  }
}
