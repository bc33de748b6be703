/** Calls back whoever waits for new records, such as live reports. */
export interface ChangeListeners {
  notify(): void
  /** @returns the unsubscribe function */
  onChange(listener: () => void): () => void
}

export function createChangeListeners(): ChangeListeners {
  const listeners = new Set<() => void>()
  return {
    notify() {
      for (const listener of listeners) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
