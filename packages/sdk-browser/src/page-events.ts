/** Listens to what happens on the page: views, its life cycle, and clicks on marked elements. */

/**
 * Calls back for each path that the page shows, the first one included. A router without `popstate` and
 * without the Navigation API has to track its views itself.
 */
export function onPageView(track: () => void): void {
  let path: string | undefined
  const check = () => {
    if (path !== location.pathname) {
      path = location.pathname
      track()
    }
  }
  check()
  addEventListener('popstate', check)
  const { navigation } = window as { navigation?: EventTarget }
  navigation?.addEventListener('navigatesuccess', check)
}

/**
 * @param hide runs when the page is hidden, which is the last moment that it surely sees. Some browsers
 *   unload a page without hiding it: then it runs on `pagehide`.
 * @param freeze runs when the page is kept for the way back by history
 * @param resume runs when the page is shown again, or the network is back
 */
export function onLifecycle(hide: () => void, freeze: () => void, resume: () => void): void {
  addEventListener('visibilitychange', () => (document.hidden ? hide : resume)())
  addEventListener('pagehide', ({ persisted }) => {
    hide()
    if (persisted) freeze()
  })
  addEventListener('pageshow', ({ persisted }) => persisted && resume())
  addEventListener('online', resume)
}

/** Tracks clicks: `data-hushlog-event` names the event, and `data-hushlog-some-field` sets `some_field`. */
export function onMarkedClick(track: (event: string, fields: Record<string, unknown>) => void): void {
  const listener = ({ target }: Event) => {
    // A text node or the document has no `closest`.
    const marked = (target as Partial<HTMLElement>).closest?.<HTMLElement>('[data-hushlog-event]')
    if (!marked) return
    const fields: Record<string, string> = {}
    for (const { name, value } of marked.attributes) {
      const [, field] = name.split('data-hushlog-')
      if (field) fields[field.replace(/-/g, '_')] = value
    }
    const { event = '', ...others } = fields
    track(event, others)
  }
  // In the capture phase a handler of the page cannot stop the event before.
  addEventListener('click', listener, true)
}
