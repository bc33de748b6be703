/** Compiles the relation of predictions: one row for each `prediction_id`, with its last probability and outcome. */
import { compilePieces, mergePieces, type Pieces } from '../merge-pieces.js'
import type { CompileRelation } from '../relation.js'

/** A probability from here on says failure. */
const FAILURE_FROM = 0.5

export const compilePredictions: CompileRelation = (request) => {
  const { last } = request.context.dialect
  const happened = "(CASE last_outcome WHEN 'failure' THEN 1 WHEN 'success' THEN 0 END)"
  const pieces: Pieces = {
    event: 'prediction',
    id: 'prediction_id',
    reads: ['probability', 'outcome'],
    merged: { predicted: 'min(ts)', probability: last('probability'), last_outcome: last('outcome') },
    computed: {
      is_right: `((probability >= ${FAILURE_FROM}) = (${happened} = 1))`,
      squared_error: `(probability - ${happened}) * (probability - ${happened})`,
    },
  }
  return compilePieces(pieces, mergePieces(pieces, request), request)
}
