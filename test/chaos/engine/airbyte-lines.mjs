/** A message of a scenario as a source of Airbyte prints it; a schema is in the catalog instead. */
export function airbyteLineOf({scope}, {kind, stream, line}, data) {
  if (kind === 'record') return JSON.stringify({type: 'RECORD', record: {stream, emitted_at: 1, data}})
  if (kind !== 'state') return undefined
  return JSON.stringify({
    type: 'STATE',
    state: scope === 'all' ? globalState(line) : streamState(stream, line),
    id: line,
  })
}

function globalState(line) {
  return {type: 'GLOBAL', global: {shared_state: {line}, stream_states: []}}
}

function streamState(name, line) {
  return {type: 'STREAM', stream: {stream_descriptor: {name}, stream_state: {line}}}
}

/** What the source says at the end of each stream. */
export function endsOf({streams}) {
  return streams.map(({name}) => {
    const streamStatus = {stream_descriptor: {name}, status: 'COMPLETE'}
    return JSON.stringify({type: 'TRACE', trace: {type: 'STREAM_STATUS', emitted_at: 1, stream_status: streamStatus}})
  })
}

export function catalogOf({streams}) {
  return {
    streams: streams.map(({name}) => ({
      stream: {name, json_schema: {properties: {id: {}, city: {}}}},
      ...{sync_mode: 'incremental', destination_sync_mode: 'append_dedup', primary_key: [['id']]},
    })),
  }
}

/** A printed message as a state of a scenario: its line, its stream if it is of one, and its counts. */
export function stateOf({type, state}) {
  if (type !== 'STATE') return []
  const {global, stream, destinationStats: counts} = state
  if (global !== undefined) return [{line: global.shared_state.line, counts}]
  return [{line: stream.stream_state.line, stream: stream.stream_descriptor.name, counts}]
}
