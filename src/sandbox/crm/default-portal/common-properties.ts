import {
  calculated,
  checkboxes,
  date,
  dateTime,
  external,
  number,
  type PropertySpec,
  readOnly,
  text,
} from '../portal/define-property.js'

const hidden = {hidden: true}

/** Properties that every object of a portal has. */
export const COMMON_PROPERTIES: readonly PropertySpec[] = [
  readOnly(number('hs_object_id', 'Record ID', {description: 'The unique ID of this record, set by HubSpot.'})),
  readOnly(
    text('hs_unique_creation_key', 'Unique creation key', {
      ...hidden,
      unique: true,
      description: 'Makes creates idempotent.',
    }),
  ),
  readOnly(text('hs_object_source', 'Record creation source', hidden)),
  readOnly(text('hs_object_source_id', 'Record creation source ID', hidden)),
  readOnly(external('hs_object_source_label', 'Record source')),
  readOnly(number('hs_created_by_user_id', 'Created by user ID', hidden)),
  readOnly(number('hs_updated_by_user_id', 'Updated by user ID', hidden)),
  readOnly(external('hs_all_owner_ids', 'All owner IDs', hidden)),
  readOnly(external('hubspot_team_id', 'HubSpot team')),
  readOnly(dateTime('hubspot_owner_assigneddate', 'Owner assigned date')),
  readOnly(checkboxes('hs_merged_object_ids', 'Merged record IDs', {}, hidden)),
]

/** Besides `unique`: the portal's own properties that every object of the default portal got. */
export const customUnique = (name: string, label: string): PropertySpec =>
  text(name, label, {custom: true, unique: true})
export const customDate = (name: string, label: string): PropertySpec => date(name, label, {custom: true})
export const customDateTime = (name: string, label: string): PropertySpec => dateTime(name, label, {custom: true})

/** Sums HubSpot keeps over a record's activities. */
export const ACTIVITY_PROPERTIES: readonly PropertySpec[] = [
  calculated(number('num_notes', 'Number of sales activities')),
  calculated(number('num_contacted_notes', 'Number of times contacted')),
  readOnly(dateTime('notes_last_contacted', 'Last contacted')),
  readOnly(dateTime('notes_last_updated', 'Last activity date')),
]
