/** The session of the code that is running, carried through awaits and callbacks. */
import { AsyncLocalStorage } from 'node:async_hooks'

const sessions = new AsyncLocalStorage<string>()

/** Events tracked in `fn`, and in what it starts, belong to the session `id`. */
export function withSession<T>(id: string, fn: () => T): T {
  return sessions.run(id, fn)
}

export function currentSession(): string | undefined {
  return sessions.getStore()
}
