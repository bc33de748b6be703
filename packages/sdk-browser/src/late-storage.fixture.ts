/**
 * Stands in for the `localStorage` of a site with several tabs. A tab sees its own writes at once, and those of
 * others when `spreadWrites` is called, as in a browser that runs each tab in a process of its own.
 */
import { vi } from 'vitest'

type Texts = Record<string, string>

export function createLateStorage() {
  const views: Texts[] = []
  let writes: [from: Texts, key: string, value: string | undefined][] = []

  function addView(): Texts {
    const texts: Texts = { ...views[0] }
    views.push(texts)
    return new Proxy(texts, {
      set(_, key: string, value) {
        texts[key] = `${value}`
        writes.push([texts, key, `${value}`])
        return true
      },
      deleteProperty(_, key: string) {
        delete texts[key]
        writes.push([texts, key, undefined])
        return true
      },
    })
  }

  return {
    /** Opens a tab. @returns runs a step in it */
    openTab() {
      const view = addView()
      return <T>(step: () => T): T => {
        vi.stubGlobal('localStorage', view)
        return step()
      }
    },
    spreadWrites() {
      for (const [from, key, value] of writes)
        for (const view of views)
          if (view !== from) {
            if (value === undefined) delete view[key]
            else view[key] = value
          }
      writes = []
    },
  }
}
