/** Says why a board was not saved, and what to do. */
import { Refused } from '../../api/save.js'

export function wordsOfRefusal(error: unknown): string {
  if (!(error instanceof Refused)) return 'The board was not saved: the page gave it no answer. Try again.'
  if (error.status === 0) return 'The collector does not answer, and nothing was saved. Try again.'
  if (error.status === 412 || error.status === 428)
    return 'Somebody else changed this board since it was opened, and nothing was saved. Load it again, then repeat the change.'
  if (error.code === 'scope_missing')
    return 'Your read token may not save boards. Ask for one with the scope “boards”, or sign in as admin.'
  if (error.status === 401) return 'Your session has ended, and nothing was saved. Sign in again.'
  if (error.status === 404)
    return 'There is no such board any more, and nothing was saved. It may have been removed.'
  return `Nothing was saved. ${error.detail ?? 'The collector’s log has the reason.'}`
}
