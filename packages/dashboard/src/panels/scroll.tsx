import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** Scrolls what is wider or taller than its panel. Only then does it take the focus, so that keys can scroll it. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  const region = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = region.current
    if (!element) return
    const update = () => {
      const overflows =
        element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight
      if (overflows) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    const observer = new ResizeObserver(update)
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return (
    <section ref={region} class="scroll" aria-label={label}>
      {children}
    </section>
  )
}
