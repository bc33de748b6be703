/**
 * Parameters that follow a person from site to site, or open something. Names from the vendors' own manuals
 * as collected in the ClearURLs, Brave and DuckDuckGo lists (facts, not their text), and from OpenTelemetry's
 * list of signed-URL parameters.
 */
import { QUERY } from '../scan.js'
import type { Rule, Samples, Span } from './rule.js'

export const urlParam: Rule = {
  id: 'url_param',
  placeholder: '[param]',
  lanes: [
    {
      needs: QUERY,
      digits: 0,
      hint: /[?&#;][a-z_]/i,
      pattern:
        /[?&#;](?:amp;)?(?:utm_[\w.-]{1,32}|[gdy]?clid|gclsrc|[gw]braid|gad_(?:source|campaignid)|gbid|fbclid|fb_(?:action_ids|action_types|source|ref)|msclkid|ttclid|twclid|tw_?(?:source|campaign|term|clid)|__twitter_impression|echobox|ceneo_spo|gdff[ir]|wtrid|gqt|li_fat_id|igsh(?:id)?|epik|rdt_cid|sc(?:cid|_cid)|sc(?:id|lid)|yclid|ymclid|ysclid|_openstat|rb_clickid|mc_(?:eid|cid|tc)|_?hs(?:enc|mi|fp|tc|ctatracking)|__hs(?:tc|fp|sc)|_hsenc|_hsmi|hsa_\w{1,10}|mkt_tok|vero_(?:id|conv)|oly_(?:anon|enc)_id|s_(?:cid|kwcid)|ef_id|_kx|mk(?:evt|cid|rid)|campid|toolid|customid|_ga|_gl|_gac|__s|wickedid|tracking_source|trk(?:campaign|info|email|_\w{1,16})?|ml_subscriber(?:_hash)?|dm_i|_branch_match_id|_branch_referrer|cvid|oicd|irclickid|irgwc|awc|cjevent|cjdata|zanpid|srsltid|guccounter|guce_referrer(?:_sig)?|_bta_(?:tid|c)|sb_referer_host|sms_(?:click|source|uph)|ncid|nr_email_referer|pk_(?:cid|campaign|kwd|keyword|source|medium|content)|mtm_\w{1,16}|matomo_\w{1,16}|piwik_\w{1,16}|hmb_\w{1,16}|elq(?:trackid|track|aid|at|ak)?|wt\.?(?:mc|z)\w{0,12}|at_(?:campaign|medium|recipient_id|custom\d)|spm|scm|share(?:id|_id|_source)?|si|ref_(?:src|url)|referrer|e(?:mail)?(?:id|_id|hash)|subscriber(?:_?id)?|recipient(?:_?id)?|cmpid|cid|bxid|sref|action_object_map|soc_(?:src|trk)|unicorn_click_id|beyond_\w{1,16}|_ke|ck_subscriber_id|ss_(?:email_id|campaign_id|source)|vgo_ee|usqp|ved|ei|sxsrf|gs_lcp)(?:=[^\s&#"'<>\ue000;)\]]{0,512})?(?![\w-])/gi,
      rest: /[^\s&#"'<>\ue000;)\]]*/y,
      accept: tracking,
    },
  ],
}

/** `?` and `#` also stand in prose; without a value only names that nothing else has. */
function tracking(match: RegExpExecArray): Span | undefined {
  const [matched] = match
  const raw = matched.replace(/^[?&#;](?:amp;)?/, '')
  if (!raw.includes('=') && !/clid|utm_|braid/i.test(raw)) return undefined
  const end = match.index + matched.length
  return { start: end - raw.length, end }
}

export const urlParamSamples: Samples = {
  match: [
    ['https://example.com/p?a=1&gclid=Abc123&b=2', 'https://example.com/p?a=1&[param]&b=2'],
    ['https://example.com/?utm_source=news&utm_medium=email', 'https://example.com/?[param]&[param]'],
    ['https://example.com/?mc_eid=ab12', 'https://example.com/?[param]'],
  ],
  clean: ['https://example.com/?page=2&sort=asc', 'what is gclid?', '?q=utm'],
}
