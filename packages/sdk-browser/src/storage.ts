/** `localStorage`, or memory where the browser refuses it (private windows, blocked cookies, a full quota). */
const memory = new Map<string, string>()

export function load(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? memory.get(key)
  } catch {
    // Refused: what was kept in memory is all there is.
    return memory.get(key)
  }
}

export function save(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Refused: lasts as long as the page.
    memory.set(key, value)
  }
}

export function forget(key: string): void {
  memory.delete(key)
  try {
    localStorage.removeItem(key)
  } catch {
    // Refused: then nothing was stored either.
    memory.delete(key)
  }
}
