/**
 * Keeps answers to queries, as the bytes that are sent, for as long as the store is unchanged and they mean the same, or
 * for a short while. Equal questions at the same time are computed once.
 */

/** All answers together have at most so many bytes. */
const MAX_BYTES = 16 * 1024 * 1024
/** One answer takes at most this part of them. */
const MAX_ANSWER_BYTES = MAX_BYTES / 8

export interface AnswerKey {
  /** Names the store, the tenants and all of the query but what time makes of it. */
  readonly query: string
  /** Names what the query means at this time, such as the ends of its range. */
  readonly meaning: string
}

export interface CachedAnswer {
  readonly body: Buffer
  /** How many rows it has. */
  readonly rows: number
}

interface Entry {
  readonly madeAt: number
  readonly version: number
  readonly meaning: string
  readonly answer: Promise<CachedAnswer>
  bytes: number
}

export interface AnswerCache {
  /** @param left aborts when whoever asks has left, so that nobody else waits for this computation any more */
  get(key: AnswerKey, left: AbortSignal, compute: () => Promise<CachedAnswer>): Promise<CachedAnswer>
}

export interface AnswerCacheOptions {
  /** Milliseconds for which an answer is shown though the store has changed. */
  readonly lifetimeMs: number
  /** @returns milliseconds since the epoch */
  readonly now: () => number
  /** Hears of changes of any store. */
  readonly onChange: (listener: () => void) => unknown
}

export function createAnswerCache({ lifetimeMs, now, onChange }: AnswerCacheOptions): AnswerCache {
  const entries = new Map<string, Entry>()
  let version = 0
  let bytes = 0
  onChange(() => {
    version++
  })

  const isFresh = ({ madeAt, version: made, meaning }: Entry, asked: string): boolean =>
    now() - madeAt < lifetimeMs || (made === version && meaning === asked)

  function drop(query: string, entry: Entry): void {
    if (entries.get(query) !== entry) return
    entries.delete(query)
    bytes -= entry.bytes
  }

  async function keep(query: string, entry: Entry): Promise<void> {
    const { body } = await entry.answer
    if (body.length > MAX_ANSWER_BYTES) return drop(query, entry)
    if (entries.get(query) !== entry) return
    entry.bytes = body.length
    bytes += body.length
    for (const [name, oldest] of entries) {
      if (bytes <= MAX_BYTES) break
      drop(name, oldest)
    }
  }

  return {
    async get(key, left, compute) {
      const found = entries.get(key.query)
      if (found !== undefined && isFresh(found, key.meaning)) {
        try {
          const answer = await found.answer
          // The answer that was asked for last is dropped last.
          if (entries.get(key.query) === found) {
            entries.delete(key.query)
            entries.set(key.query, found)
          }
          return answer
        } catch (thrown) {
          // Whoever asked first may have left, which ended the statement.
          if (left.aborted) throw thrown
        }
      }
      if (found !== undefined) drop(key.query, found)
      const entry: Entry = { madeAt: now(), version, meaning: key.meaning, answer: compute(), bytes: 0 }
      entries.set(key.query, entry)
      // A failure is not kept.
      keep(key.query, entry).catch(() => drop(key.query, entry))
      return entry.answer
    },
  }
}
