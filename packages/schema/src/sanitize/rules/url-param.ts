/**
 * Parameters that follow a person from site to site, or open something. In the query of an address only well-known
 * parameters of navigation stay, so that a parameter that nobody has listed yet is gone too; elsewhere the names that
 * vendors document (as collected in the ClearURLs, Brave and DuckDuckGo lists: facts, not their text) go.
 */
import { QUERY } from '../signals.js'
import type { Lane, Rule, Samples, Span } from './rule.js'

/** Say what is looked at, not who looks. */
const KEPT =
  /^(?:[a-z]|ids?|page|sort|order|query|search|filter|lang|tab|view|raw|type|tag|size|limit|offset|start|end|from|to|date|(?:api-)?version|foo|ba[rz]|test|ref\d?)$/i

/** These follow people also without a value. */
const CLICK = /clid$|^utm_|braid$/

/** `correct-access-token` says what stands there in an example. */
const WORDS = /^[a-z]+(?:[-_][a-z]+)+$/i

const inQuery: Lane = {
  needs: QUERY,
  pass: true,
  pattern: /\bhttps?:\/\/[^\s?#"'<>\ue000]{1,512}[?#]([^\s"'<>]+)/gi,
  accept({ 0: raw, 1: query = '', index }) {
    const found: Span[] = []
    let end = index + raw.length - query.length - 1
    for (const part of query.split(/[&#?;]/)) {
      const start = end + 1
      end = start + part.length
      const [name = '', value] = part.split('=')
      const follows = CLICK.test(name) || (value && !KEPT.test(name) && !WORDS.test(value))
      if (follows && !/[\ue000[\](){}$]/.test(part)) found.push([start, end])
    }
    return found
  },
}

export const urlParamBrowser: Rule = { id: 'url_param', placeholder: '[param]', lanes: [inQuery] }

export const urlParam: Rule = {
  id: 'url_param',
  placeholder: '[param]',
  lanes: [
    inQuery,
    {
      needs: QUERY,
      pattern:
        /(?<=[?&#;](?:amp;)?)(?:utm_\w|\w{0,4}clid|[gw]braid|gad_|mc_[ce]id|_?hs(?:enc|mi|a_)|_g[al]\b|igsh|mkt_tok|mtm_|matomo_|pk_|li_fat|vero_|oly_|_openstat|ml_subscriber|trk_?\w)[\w.-]{0,32}(?:=[^\s&#"'<>\ue000;)\]]{0,512}|(?![\w=-]))/gi,
    },
  ],
}

export const urlParamSamples: Samples = {
  match: [
    ['https://example.com/p?a=1&gclid=Abc123&b=2', 'https://example.com/p?a=1&[param]&b=2'],
    ['https://example.com/?utm_source=news&utm_medium=email', 'https://example.com/?[param]&[param]'],
    ['https://example.com/?mc_eid=ab12', 'https://example.com/?[param]'],
    ['https://example.com/?page=2&newtrackerid=x9', 'https://example.com/?page=2&[param]'],
    ['/landing?fbclid=IwAR0', '/landing?[param]'],
  ],
  clean: ['https://example.com/?page=2&sort=asc', 'what is gclid?', '?q=utm'],
}
