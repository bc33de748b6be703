/**
 * Keeps answers of reports in memory for a short while. Equal questions at the same time are computed once.
 */
interface CachedAnswer {
  readonly expiresAt: number
  readonly answer: Promise<unknown>
}

/**
 * Tenants × reports × periods that are asked for within one lifetime. The oldest answers beyond it are
 * dropped.
 */
const MAX_ANSWERS = 1000

export interface ReportCache {
  /**
   * @param key names the report and all that its answer depends on: equal keys have answers of one type
   * @returns the cached answer, or the one that `compute` makes
   */
  get<T>(key: string, compute: () => Promise<T>): Promise<T>
}

/** @param lifetimeMs 0 shares an answer only among those who wait for it at the same time */
export function createCache(lifetimeMs: number, now: () => number): ReportCache {
  const cached = new Map<string, CachedAnswer>()
  return {
    get<T>(key: string, compute: () => Promise<T>): Promise<T> {
      const found = cached.get(key)
      if (found !== undefined && found.expiresAt > now()) return found.answer as Promise<T>
      cached.delete(key)
      const answer = compute()
      const entry: CachedAnswer = { expiresAt: now() + lifetimeMs, answer }
      cached.set(key, entry)
      const forget = () => {
        if (cached.get(key) === entry) cached.delete(key)
      }
      // A failure is not cached.
      answer.then(() => (lifetimeMs <= 0 ? forget() : undefined), forget)
      for (const oldest of cached.keys()) {
        if (cached.size <= MAX_ANSWERS) break
        cached.delete(oldest)
      }
      return answer
    },
  }
}
