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

  function attempt<T>(step: () => T): T | undefined {
    try {
      return step()
    } catch {
      // Refused: what is in memory is all there is.
      return undefined
    }
  }

  function save(key: string, value: string) {
    memory.set(key, value)
    if (allowed)
      attempt(() => {
        localStorage.setItem(key, value)
        memory.delete(key)
      })
  }

  return {
    load: (key) => memory.get(key) ?? ((allowed && attempt(() => localStorage.getItem(key))) || undefined),
    save,
    forget(key) {
      memory.delete(key)
      attempt(() => localStorage.removeItem(key))
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
