/** Listens to what happens on the page: views, its life cycle, and clicks on marked elements. */
import { SECOND } from '@hushlog/base'

/** Routers set the title of a view within this many milliseconds after its path. */
const SETTLE_DELAY = SECOND / 4

/**
 * Tracks a view for each path that the page shows, the first one at once. A later view waits until its router
 * has set the title; it has the time and the path of the navigation. A path that is replaced before that, as by
 * a redirect, is no view. A router that uses nothing but the Navigation API has to track its views itself.
 *
 * @returns tracks the view that waits, because the page may go away
 */
export function onPageView(track: (fields: object) => void): () => void {
  /** The path of the last view that was tracked, and the one that the page has. */
  let trackedPath: string | undefined
  let path: string | undefined
  let ts: Date
  let timer: ReturnType<typeof setTimeout>

  function trackView() {
    if (path === trackedPath) return
    trackedPath = path
    track({ ts, context: { page_path: path } })
  }

  function checkPath() {
    if (path === location.pathname) return
    path = location.pathname
    ts = new Date()
    clearTimeout(timer)
    timer = setTimeout(trackView, SETTLE_DELAY)
  }

  checkPath()
  trackView()
  // Routers change the path by these two, and not all supported browsers report that.
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name]
    history[name] = (...args) => {
      original.apply(history, args)
      checkPath()
    }
  }
  addEventListener('popstate', checkPath)
  return trackView
}

/**
 * @param hide runs when the page is hidden, which is the last moment that it surely sees. Some browsers
 *   unload a page without hiding it: then it runs on `pagehide`.
 * @param leave runs when the page is unloaded, or frozen: kept for the way back by history
 * @param resume runs when the page is shown again, or the network is back
 */
export function onLifecycle(hide: () => void, leave: (isFrozen: boolean) => void, resume: () => void): void {
  addEventListener('visibilitychange', () => (document.hidden ? hide : resume)())
  addEventListener('pagehide', ({ persisted }) => {
    hide()
    leave(persisted)
  })
  addEventListener('pageshow', ({ persisted }) => persisted && resume())
  addEventListener('online', resume)
}

/**
 * Tracks clicks: `data-hushlog-event` names the event, and `data-hushlog-some-field` sets `some_field`. The
 * path of a click leads through open shadow roots.
 */
export function onMarkedClick(track: (event: string, fields: Record<string, unknown>) => void): void {
  const listener = (click: Event) => {
    // The window and the document have no attributes.
    const marked = (click.composedPath() as Partial<HTMLElement>[]).find((part) =>
      part.getAttribute?.('data-hushlog-event'),
    )
    if (!marked) return
    const fields: Record<string, string> = {}
    for (const { name, value } of marked.attributes ?? []) {
      const [, field] = name.split('data-hushlog-')
      if (field) fields[field.replace(/-/g, '_')] = value
    }
    const { event = '', ...others } = fields
    track(event, others)
  }
  // In the capture phase a handler of the page cannot stop the event before.
  addEventListener('click', listener, true)
}

/**
 * Runs a step when the person sees the document: at once, or when a document that the browser prepared in
 * advance is opened. Most of those never are.
 *
 * @returns the result of the step, or true for one that waits
 */
export function whenActivated(run: () => boolean): boolean {
  if (!(document as { prerendering?: boolean }).prerendering) return run()
  document.addEventListener('prerenderingchange', run)
  return true
}
