/** What a text query looks into besides what a kind is named by (docs/hubspot-api.md#search). */
const SEARCHED: ReadonlyMap<string, readonly string[]> = new Map([
  ['0-1', words('firstname lastname email phone hs_additional_emails fax mobilephone company')],
  ['0-2', words('website phone name domain')],
  ['0-3', words('dealname pipeline dealstage description dealtype')],
  ['0-5', words('subject content hs_pipeline_stage hs_ticket_category hs_ticket_id')],
  ['0-7', words('name description price hs_sku')],
  [
    '0-14',
    words(`hs_title hs_sender_firstname hs_sender_lastname hs_proposal_slug hs_sender_company_name hs_sender_email
      hs_quote_number hs_public_url_key`),
  ],
  ['0-19', words('hs_submission_name hs_content')],
  ['0-27', words('hs_task_subject hs_task_body')],
  ['0-46', words('hs_note_body')],
  ['0-47', words('hs_meeting_title hs_meeting_body')],
  ['0-48', words('hs_call_title hs_body_preview')],
  ['0-49', words('hs_email_subject')],
])

/** Those of a kind that it has. */
export function searchedProperties(
  typeId: string,
  properties: {has(name: string): boolean},
): readonly string[] | undefined {
  return SEARCHED.get(typeId)?.filter(name => properties.has(name))
}

function words(text: string): string[] {
  return text.split(/\s+/)
}
