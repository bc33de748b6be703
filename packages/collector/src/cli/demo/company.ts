/** The invented company whose assistant the history is about: what people ask, where, and with what it answers. */

const areas = ['delivery', 'returns', 'billing', 'account', 'warranty', 'sizes', 'gift cards', 'loyalty']
const aspects = ['times', 'costs', 'status', 'change', 'trouble', 'limits']

/** A topic that is asked about only from some day on, and that the knowledge base learns late. */
export const NEW_TOPIC = 'spring collection'
/** Topics that the knowledge base hardly knows. */
export const GAPS: ReadonlySet<string> = new Set(['warranty limits', 'loyalty change', 'gift cards trouble'])

/** The most popular first. */
export const topics: readonly string[] = aspects.flatMap((aspect) => areas.map((area) => `${area} ${aspect}`))

export const departments = ['shipping', 'payments', 'accounts', 'repairs', 'sales'] as const
export const intents = ['where_is_my_order', 'refund', 'change_address', 'broken_item', 'invoice'] as const
export const templates = 14
export const services = ['chat-api', 'retrieval', 'ticket-router', 'billing-sync', 'forecast'] as const
export const workflows = [
  'nightly-index',
  'price-import',
  'mail-sync',
  'model-refresh',
  'report-mail',
] as const
export const modules = ['chat', 'search', 'catalog', 'orders', 'files'] as const
export const assetTypes = ['image', 'manual', 'video', 'price list'] as const
export const siteTokens = ['shop-ch', 'shop-de', 'shop-fr', 'outlet'] as const
export const analysisTypes = ['summary', 'trend', 'comparison', 'forecast'] as const
export const fileTypes = ['csv', 'xlsx', 'pdf', 'json'] as const
export const referrers = ['www.example.com', 'search.example.net', 'news.example.org'] as const

/** People by language; the weights add up to 1. */
export const locales = [
  { locale: 'de-CH', zone: 'Europe/Zurich', weight: 0.38 },
  { locale: 'en-GB', zone: 'Europe/London', weight: 0.22 },
  { locale: 'fr-CH', zone: 'Europe/Zurich', weight: 0.16 },
  { locale: 'de-DE', zone: 'Europe/Berlin', weight: 0.12 },
  { locale: 'it-CH', zone: 'Europe/Zurich', weight: 0.07 },
  { locale: 'es-ES', zone: 'Europe/Madrid', weight: 0.05 },
] as const

/** Two vendors of models; prices are US dollars for a token. */
export const vendors = [
  {
    name: 'openai',
    operation: 'responses.create',
    model: 'gpt-4o-mini',
    input: 0.15e-6,
    output: 0.6e-6,
    speed: 1,
  },
  {
    name: 'bedrock',
    operation: 'InvokeModel',
    model: 'anthropic.claude-3-5-haiku-20241022-v1:0',
    input: 0.8e-6,
    output: 4e-6,
    speed: 1.3,
  },
] as const

export type Vendor = (typeof vendors)[number]
