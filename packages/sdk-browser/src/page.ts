/** What happens on the page by itself: views, marked clicks, and the moment it goes away. */

/** The path counts as a new page however the site got there; a router that uses neither event is tracked by its own call. */
export function onPageView(view: () => void): void {
  let path: string | undefined
  const check = () => {
    if (location.pathname === path) return
    path = location.pathname
    view()
  }
  check()
  addEventListener('popstate', check)
  const { navigation } = window as { navigation?: EventTarget }
  navigation?.addEventListener('navigatesuccess', check)
}

/** Hidden is the last moment that a page is sure to see; `pagehide` is for browsers that leave without it. */
export function onLeave(leave: () => void): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave()
  })
  addEventListener('pagehide', leave)
}

/** Without a network, frozen for the way back, and back again. */
export function onAbsence(offline: () => void, frozen: () => void, back: () => void): void {
  addEventListener('offline', offline)
  addEventListener('online', back)
  addEventListener('pagehide', ({ persisted }) => persisted && frozen())
  addEventListener('pageshow', ({ persisted }) => persisted && back())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') back()
  })
}

const PREFIX = 'hushlog'

/** `data-hushlog-event` names the event, `data-hushlog-some-field` sets `some_field`. */
export function onMarkedClick(track: (event: string, fields: Record<string, unknown>) => void): void {
  const listener = ({ target }: Event) => {
    const marked = target instanceof Element ? target.closest<HTMLElement>('[data-hushlog-event]') : null
    if (marked?.dataset === undefined) return
    const fields: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(marked.dataset)) {
      const field = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : ''
      const snake = field.replace(/[A-Z]/g, (letter, at) => (at === 0 ? '' : '_') + letter.toLowerCase())
      if (snake !== '' && snake !== 'event') fields[snake] = value
    }
    track(marked.dataset.hushlogEvent ?? '', fields)
  }
  // In the capture phase: a handler of the page that stops the event does not hide it.
  document.addEventListener('click', listener, true)
}
