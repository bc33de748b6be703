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

interface Presence {
  /** Hidden is the last moment that a page is sure to see; `pagehide` is for browsers that leave without it. */
  leave(): void
  offline(): void
  /** For the way back by history. */
  frozen(): void
  back(): void
}

export function onPresence({ leave, offline, frozen, back }: Presence): void {
  document.addEventListener('visibilitychange', () => (document.hidden ? leave : back)())
  addEventListener('pagehide', ({ persisted }) => {
    leave()
    if (persisted) frozen()
  })
  addEventListener('pageshow', ({ persisted }) => persisted && back())
  addEventListener('offline', offline)
  addEventListener('online', back)
}

const PREFIX = 'data-hushlog-'

/** `data-hushlog-event` names the event, `data-hushlog-some-field` sets `some_field`. */
export function onMarkedClick(track: (event: string, fields: Record<string, unknown>) => void): void {
  const listener = ({ target }: Event) => {
    const marked = target instanceof Element && target.closest(`[${PREFIX}event]`)
    if (!marked) return
    const { event = '', ...fields } = Object.fromEntries(
      Array.from(marked.attributes).flatMap(({ name, value }) =>
        name.startsWith(PREFIX) ? [[name.slice(PREFIX.length).replace(/-/g, '_'), value]] : [],
      ),
    )
    track(event, fields)
  }
  // In the capture phase: a handler of the page that stops the event does not hide it.
  document.addEventListener('click', listener, true)
}
