// Queues calls made before the SDK has loaded; the SDK takes them over in order.
;((w, h) => {
  if (!w.hushlog) {
    h = w.hushlog = { q: [] }
    for (const name of ['track', 'trackEvent', 'identify', 'reset', 'optIn', 'optOut']) {
      h[name] = (...args) => {
        h.q.push([name, args])
      }
    }
  }
})(window)
