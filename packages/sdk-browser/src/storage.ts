/**
 * Stores one text in `localStorage`. It is in memory only where the browser refuses that (private windows,
 * blocked cookies, a full quota), and as long as the person has not agreed.
 */
export interface PageStorage {
  loadText(): string | false | undefined
  saveText(value: string): void
  removeText(): void
}

/** @returns the result; undefined when the step throws, as where the browser refuses storage */
export function attempt<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch {
    return undefined
  }
}

/** @param isAllowed is asked each time. What was in memory only is stored when it is saved again. */
export function createStorage(key: string, isAllowed: () => boolean): PageStorage {
  let unstored: string | undefined

  return {
    loadText: () => unstored ?? (isAllowed() && attempt(() => localStorage[key])),
    saveText(value) {
      unstored = value
      if (isAllowed())
        attempt(() => {
          localStorage[key] = value
          unstored = undefined
        })
    },
    removeText() {
      unstored = undefined
      attempt(() => delete localStorage[key])
    },
  }
}
