/**
 * The script tag. Takes its options from its own `data-` attributes and becomes `window.hushlog`. A stub that the page put
 * there before stays the same object: it gets the real calls, and what was called on it is replayed in order.
 *
 *   <script>
 *   (function(w,h){if(!w.hushlog){h=w.hushlog={q:[]};'track trackEvent identify reset optIn optOut'.split(' ').forEach(
 *   function(n){h[n]=function(){h.q.push([n,arguments])}})}})(window)
 *   </script>
 *   <script async src="https://collector.example/v1/hushlog.js" data-write-key="hlw_…"></script>
 */
import { createHushlog } from './create-hushlog.js'
import { optionsOf } from './options.js'

interface Stub {
  q?: readonly (readonly [name: string, args: Iterable<unknown>])[]
  stats?: unknown
}

const host = window as unknown as { hushlog?: Stub }
// Of SVG, whose scripts have no `src`, it is one without an address.
const script = document.currentScript as HTMLScriptElement | null

// Loaded twice, the first stays: two would send everything twice.
if (!host.hushlog?.stats) {
  host.hushlog ??= {}
  const stub: Stub = Object.assign(host.hushlog, { createHushlog })
  const { q: queued = [] } = stub
  delete stub.q
  if (script?.dataset.writeKey) {
    const hush = createHushlog(optionsOf(script))
    Object.assign(stub, hush)
    const calls = hush as unknown as Record<string, (...args: unknown[]) => unknown>
    for (const [name, args] of queued) calls[name]?.(...args)
  }
}
