// This script is for the demo only. It is loaded before the SDK and copies the body of each request to the collector, so that the
// page can show it. The request itself is sent unchanged.
{
  const bodies = []
  const listeners = []
  const note = (address, body) => {
    if (!new URL(address, location.href).pathname.startsWith('/v1/events')) return
    if (typeof body === 'string') publish(body)
    else if (body instanceof Blob) body.text().then(publish)
  }
  const publish = (body) => {
    bodies.push(body)
    for (const listener of listeners) listener(body)
  }
  const send = window.fetch
  window.fetch = function (resource, options) {
    note(resource instanceof Request ? resource.url : String(resource), options?.body)
    return send.call(this, resource, options)
  }
  const beacon = navigator.sendBeacon
  navigator.sendBeacon = function (address, body) {
    note(String(address), body)
    return beacon.call(this, address, body)
  }
  window.observed = {
    /** Calls back with each body, including the earlier ones. */
    each(listener) {
      for (const body of bodies) listener(body)
      listeners.push(listener)
    },
  }
}
