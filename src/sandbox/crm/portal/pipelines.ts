import type {PipelineDefinition, Stage} from './object-type.js'
import {LIFECYCLE_STAGES} from './option-lists.js'

const dealStage = (id: string, label: string, probability: string): Stage => ({
  id,
  label,
  metadata: {isClosed: String(probability === '1.0' || probability === '0.0'), probability},
})
const openOrClosed = (id: string, label: string, state: 'OPEN' | 'CLOSED'): Stage => {
  const isClosed = String(state === 'CLOSED')
  return {id, label, metadata: {isClosed, ticketState: state}}
}

const leadStage = (id: string, label: string, leadState: string): Stage => {
  const isClosed = String(leadState === 'QUALIFIED' || leadState === 'UNQUALIFIED')
  return {id, label, metadata: {isClosed, leadState}}
}
const orderStage = (id: string, label: string, state: 'OPEN' | 'CLOSED'): Stage => ({
  id,
  label,
  metadata: {isClosed: String(state === 'CLOSED'), state},
})

export const DEAL_PIPELINES: readonly PipelineDefinition[] = [
  {
    id: 'default',
    label: 'Sales Pipeline',
    stages: [
      dealStage('appointmentscheduled', 'Appointment Scheduled', '0.2'),
      dealStage('qualifiedtobuy', 'Qualified To Buy', '0.4'),
      dealStage('presentationscheduled', 'Presentation Scheduled', '0.6'),
      dealStage('decisionmakerboughtin', 'Decision Maker Bought-In', '0.8'),
      dealStage('contractsent', 'Contract Sent', '0.9'),
      dealStage('closedwon', 'Closed Won', '1.0'),
      dealStage('closedlost', 'Closed Lost', '0.0'),
    ],
  },
  {
    id: '75012048',
    label: 'Renewals',
    stages: [
      dealStage('143820511', 'Renewal Due', '0.5'),
      dealStage('143820512', 'Offer Sent', '0.7'),
      dealStage('143820513', 'Renewed', '1.0'),
      dealStage('143820514', 'Cancelled', '0.0'),
    ],
  },
]

export const TICKET_PIPELINES: readonly PipelineDefinition[] = [
  {
    id: '0',
    label: 'Support Pipeline',
    stages: [
      openOrClosed('1', 'New', 'OPEN'),
      openOrClosed('2', 'Waiting on contact', 'OPEN'),
      openOrClosed('3', 'Waiting on us', 'OPEN'),
      openOrClosed('4', 'Closed', 'CLOSED'),
    ],
  },
]

/** Ids of the guide to leads, of stages and pipeline alike. */
export const LEAD_PIPELINES: readonly PipelineDefinition[] = [
  {
    id: 'lead-pipeline-id',
    label: 'Lead Pipeline',
    stages: [
      leadStage('new-stage-id', 'New', 'NEW'),
      leadStage('attempting-stage-id', 'Attempting', 'IN_PROGRESS'),
      leadStage('connected-stage-id', 'Connected', 'IN_PROGRESS'),
      leadStage('qualified-stage-id', 'Qualified', 'QUALIFIED'),
      leadStage('unqualified-stage-id', 'Disqualified', 'UNQUALIFIED'),
    ],
  },
]

export const ORDER_PIPELINES: readonly PipelineDefinition[] = [
  {
    id: 'order-pipeline',
    label: 'Order Pipeline',
    stages: [
      orderStage('order-open', 'Open', 'OPEN'),
      orderStage('order-processed', 'Processed', 'OPEN'),
      orderStage('order-shipped', 'Shipped', 'OPEN'),
      orderStage('order-delivered', 'Delivered', 'CLOSED'),
      orderStage('order-cancelled', 'Cancelled', 'CLOSED'),
    ],
  },
]

/** Contacts and companies each have one, made of the lifecycle stages. */
export function lifecyclePipeline(id: string): PipelineDefinition {
  const stages = Object.entries(LIFECYCLE_STAGES).map(([stage, label]) => ({
    id: stage,
    label,
    metadata: {isClosed: 'false', state: 'OPEN'},
  }))
  return {id, label: 'Lifecycle Stage Pipeline', stages}
}
