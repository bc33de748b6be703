/**
 * A random session id that all tabs of a site share and that ends after 30 minutes without an event. The time of the last
 * event is written at most once a minute, because every write wakes all other tabs.
 */
import { forget, load, save } from './storage.js'

const KEY = 'hushlog_session'
/** Milliseconds. */
const IDLE = 30 * 60_000
const REFRESH = 60_000

/** @param started Called when a session begins, after which its id is known. */
export function createSession(now: () => number, newId: () => string, started: () => void) {
  return {
    current(): string {
      const at = now()
      const [known = '', seen = ''] = load(KEY)?.split('.') ?? []
      const age = at - Number(seen)
      const alive = /^[\w-]{1,64}$/.test(known) && age < IDLE
      if (alive && age < REFRESH) return known
      const id = alive ? known : newId()
      save(KEY, `${id}.${at}`)
      if (!alive) started()
      return id
    },
    end: () => forget(KEY),
  }
}
