/**
 * `localStorage`, or memory: where the browser refuses it (private windows, blocked cookies, a full quota), and as long as the
 * person has not agreed.
 */
export interface PageStorage {
  load(key: string): string | undefined
  save(key: string, value: string): void
  forget(key: string): void
  /** What is in memory only is stored from now on. */
  allow(): void
  /** Memory only, from now on. */
  forbid(): void
}

export function createStorage(allowed: boolean): PageStorage {
  const memory = new Map<string, string>()

  function save(key: string, value: string) {
    memory.set(key, value)
    if (!allowed) return
    try {
      localStorage.setItem(key, value)
      memory.delete(key)
    } catch {
      // Refused: lasts as long as the page.
      memory.set(key, value)
    }
  }

  return {
    load(key) {
      const own = memory.get(key)
      if (own !== undefined || !allowed) return own
      try {
        return localStorage.getItem(key) ?? undefined
      } catch {
        // Refused: what was kept in memory is all there is.
        return undefined
      }
    },
    save,
    forget(key) {
      memory.delete(key)
      try {
        localStorage.removeItem(key)
      } catch {
        // Refused: then nothing was stored either.
        memory.delete(key)
      }
    },
    allow() {
      allowed = true
      for (const [key, value] of memory) save(key, value)
    },
    forbid() {
      allowed = false
    },
  }
}
