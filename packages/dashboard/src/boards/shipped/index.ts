/** The boards for those who come from another system, by their ids. */
import type { Board } from '../board.js'
import { applicationUsage } from './application-usage.js'
import { chatWidget } from './chat-widget.js'
import { middleware } from './middleware.js'
import { orchestrator } from './orchestrator.js'
import { uploadAgent } from './upload-agent.js'

export const shippedBoards: readonly Board[] = [
  middleware,
  uploadAgent,
  orchestrator,
  chatWidget,
  applicationUsage,
]
