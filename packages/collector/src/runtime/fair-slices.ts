/**
 * Fair queuing of work on this thread. Work runs in time slices; between two slices the event loop serves connections,
 * and then the owner that waits longest has the next slice, so that no owner's work delays another's by more than a
 * slice for each owner that waits. Work that is under way is bounded in bytes, and an owner has at most a share of them.
 */

/** Milliseconds of work until the event loop serves connections again. */
const SLICE = 5

/** Bytes that all work under way holds, and how many of them one owner may hold. The first work of an owner always fits. */
const WORK_BYTES = 48 * 1024 * 1024
export const SHARE_BYTES = 16 * 1024 * 1024

/** The time and memory of one piece of work. */
export interface Work {
  /** Resolves when the work may begin; undefined when it may begin at once. */
  readonly ready: Promise<void> | undefined
  /** Says that the slice is over. */
  isSliceOver(): boolean
  /** Waits for the next slice. */
  nextSlice(): Promise<void>
  /** Adds bytes that the work holds. */
  grow(bytes: number): void
  /** Ends the wait of work that has not begun: `ready` rejects with the reason. */
  cancel(reason: unknown): void
  /** Ends the work, and gives its bytes back. */
  end(): void
}

export interface FairScheduler {
  /** Adds a piece of work, which begins at once or waits. */
  /** @param bytes what the work holds from its beginning */
  add(owner: string, bytes: number): Work
}

interface Waiting {
  readonly bytes: number
  readonly begin: () => void
}

/** @param clock returns milliseconds that only grow */
export const createFairScheduler = (clock: () => number): FairScheduler => {
  /** Owners whose work waits. The one that waits longest comes first. */
  const queues = new Map<string, Waiting[]>()
  const held = new Map<string, number>()
  let heldByAll = 0
  /** The time at which the slice ends; undefined when none has begun. */
  let end: number | undefined

  const fits = (owner: string, bytes: number): boolean => {
    if (bytes === 0 || heldByAll === 0) return true
    const own = held.get(owner) ?? 0
    return heldByAll + bytes <= WORK_BYTES && (own === 0 || own + bytes <= SHARE_BYTES)
  }

  const hold = (owner: string, bytes: number): void => {
    heldByAll += bytes
    const own = (held.get(owner) ?? 0) + bytes
    if (own === 0) held.delete(owner)
    else held.set(owner, own)
  }

  const isSliceOver = (): boolean => end !== undefined && clock() >= end

  const beginSlice = (): void => {
    if (end !== undefined) return
    end = clock() + SLICE
    setImmediate(() => {
      end = undefined
      beginNext()
    })
  }

  /** Begins the work of the next owner whose work fits. */
  const beginNext = (): void => {
    for (const [owner, queue] of queues) {
      const [first] = queue
      if (first === undefined || !fits(owner, first.bytes)) continue
      queue.shift()
      queues.delete(owner)
      if (queue.length > 0) queues.set(owner, queue)
      beginSlice()
      first.begin()
      return
    }
  }

  /** Lets the next work use what is left of the slice. It runs after the code that is running now. */
  const goOn = (): void => {
    if (queues.size === 0) return
    if (!isSliceOver()) queueMicrotask(() => !isSliceOver() && beginNext())
    beginSlice()
  }

  const enqueue = (owner: string, waiting: Waiting, isFirst: boolean): void => {
    const queue = queues.get(owner) ?? []
    queues.set(owner, queue)
    if (isFirst) queue.unshift(waiting)
    else queue.push(waiting)
    beginSlice()
  }

  return {
    add(owner, bytes) {
      let own = 0
      let cancel: ((reason: unknown) => void) | undefined
      const grow = (more: number): void => {
        own += more
        hold(owner, more)
      }
      const wait = (): Promise<void> =>
        new Promise((resolve, reject) => {
          const waiting = {
            bytes,
            begin: () => {
              cancel = undefined
              grow(bytes)
              resolve()
            },
          }
          enqueue(owner, waiting, false)
          cancel = (reason) => {
            cancel = undefined
            const queue = queues.get(owner)
            queue?.splice(queue.indexOf(waiting), 1)
            if (queue?.length === 0) queues.delete(owner)
            reject(reason)
          }
        })
      const startsNow = queues.size === 0 && !isSliceOver() && fits(owner, bytes)
      if (startsNow) {
        beginSlice()
        grow(bytes)
      }
      return {
        ready: startsNow ? undefined : wait(),
        isSliceOver,
        nextSlice: () =>
          new Promise((resolve) => {
            enqueue(owner, { bytes: 0, begin: resolve }, true)
          }),
        grow,
        cancel: (reason) => cancel?.(reason),
        end() {
          hold(owner, -own)
          own = 0
          goOn()
        },
      }
    },
  }
}
