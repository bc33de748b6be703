/** What happens on the page by itself: views, marked clicks, and the moment it goes away. */

/** The path counts as a new page however the site got there; a router that uses neither event is tracked by its own call. */
export function onPageView(view: () => void): void {
  let path: string | undefined
  const check = () => {
    if (path !== location.pathname) {
      path = location.pathname
      view()
    }
  }
  check()
  addEventListener('popstate', check)
  const { navigation } = window as { navigation?: EventTarget }
  navigation?.addEventListener('navigatesuccess', check)
}

/**
 * @param leave hidden is the last moment that a page is sure to see; `pagehide` is for browsers that leave without it
 * @param frozen for the way back by history
 */
export function onPresence(leave: () => void, frozen: () => void, back: () => void): void {
  addEventListener('visibilitychange', () => (document.hidden ? leave : back)())
  addEventListener('pagehide', ({ persisted }) => {
    leave()
    if (persisted) frozen()
  })
  addEventListener('pageshow', ({ persisted }) => persisted && back())
  addEventListener('online', back)
}

/** `data-hushlog-event` names the event, `data-hushlog-some-field` sets `some_field`. */
export function onMarkedClick(track: (event: string, fields: Record<string, unknown>) => void): void {
  const listener = ({ target }: Event) => {
    // Not everything that is clicked is an element.
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
  // In the capture phase: a handler of the page that stops the event does not hide it.
  addEventListener('click', listener, true)
}
