/** Sends bodies over kept connections. */
import { Agent, request } from 'node:http'

/**
 * @returns a function that sends a body; a request that fails has the status 0 and the error's code. A kept connection
 * that the server closed in the same moment is replaced by a new one, as every client does.
 */
export function createSender(url, key, { maxSockets = 16, timeoutMs = 120_000 } = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets })
  const send = ({ body, encoding, type = 'application/json', path = '/v1/events', headers = {} }) =>
    new Promise((resolve) => {
      const fail = (error) => resolve({ status: 0, json: { code: error.code ?? error.message } })
      const sending = request(
        `${url}${path}`,
        {
          method: 'POST',
          agent,
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            'content-type': type,
            'content-length': Buffer.byteLength(body),
            ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
            ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
            ...headers,
          },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (part) => {
            text += part
          })
          response.on('error', fail)
          response.on('end', () => resolve({ status: response.statusCode, json: parse(text) }))
        },
      )
      sending.on('error', (error) => {
        if (sending.reusedSocket && error.code === 'ECONNRESET')
          resolve(send({ body, encoding, type, path, headers }))
        else fail(error)
      })
      sending.end(body)
    })
  return send
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
