/** Answers of reports for a short while, in memory. Equal questions at the same time are asked once. */
interface Kept {
  readonly until: number
  readonly answer: Promise<unknown>
}

/** Tenants × reports × periods that are looked at within one lifetime; beyond it the oldest go. */
const MAX_ENTRIES = 1000

export interface ReportCache {
  get<T>(key: string, compute: () => Promise<T>): Promise<T>
}

export function createCache(lifetimeMs: number, now: () => number): ReportCache {
  const kept = new Map<string, Kept>()
  return {
    get<T>(key: string, compute: () => Promise<T>): Promise<T> {
      const found = kept.get(key)
      // A key has one type of answer: it begins with the name of its report.
      if (found !== undefined && found.until > now()) return found.answer as Promise<T>
      kept.delete(key)
      const answer = compute()
      const entry: Kept = { until: now() + lifetimeMs, answer }
      kept.set(key, entry)
      const forget = () => {
        if (kept.get(key) === entry) kept.delete(key)
      }
      // A failure is not kept, and without a lifetime an answer only serves those who already wait for it.
      answer.then(() => (lifetimeMs <= 0 ? forget() : undefined), forget)
      for (const oldest of kept.keys()) {
        if (kept.size <= MAX_ENTRIES) break
        kept.delete(oldest)
      }
      return answer
    },
  }
}
