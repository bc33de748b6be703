/**
 * `localStorage`, or memory: where the browser refuses it (private windows, blocked cookies, a full quota), and as long as the
 * person has not agreed.
 */
export interface PageStorage {
  load(key: string): string | false | undefined
  save(key: string, value: string): void
  forget(key: string): void
}

/** Undefined where the browser refuses. */
export function attempt<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch {
    return undefined
  }
}

/** @param isAllowed asked each time: what was in memory only is stored when it is saved again */
export function createStorage(isAllowed: () => boolean): PageStorage {
  const memory = new Map<string, string>()

  return {
    load: (key) => memory.get(key) ?? (isAllowed() && attempt(() => localStorage[key])),
    save(key, value) {
      memory.set(key, value)
      if (isAllowed())
        attempt(() => {
          localStorage[key] = value
          memory.delete(key)
        })
    },
    forget(key) {
      memory.delete(key)
      attempt(() => delete localStorage[key])
    },
  }
}
