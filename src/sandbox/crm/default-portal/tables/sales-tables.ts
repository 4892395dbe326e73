/** Properties of what is sold, as HubSpot's guides name them; read-table.ts reads lines. */
export const QUOTES_TABLE = `
hs_title: Quote name | string text
hs_expiration_date: Expiration date | date date
hs_status: Approval status | enumeration select
  DRAFT=Draft; MINIMAL_DRAFT=Minimal draft; APPROVAL_NOT_NEEDED=Published without approval;
  PENDING_APPROVAL=Pending approval; APPROVED=Approved; REJECTED=Rejected
hs_currency: Currency | enumeration select
  USD=US Dollar; EUR=Euro
hs_language: Language | enumeration select
  en=English; de=German; fr=French; es=Spanish; ja=Japanese
hs_locale: Locale | string text
hs_comments: Comments to buyer | string textarea
hs_terms: Purchase terms | string textarea
hs_esign_enabled: E-signature enabled | bool booleancheckbox
  true=Yes; false=No
hs_payment_enabled: Payments enabled | bool booleancheckbox
  true=Yes; false=No
hs_sender_firstname: Sender first name | string text
hs_sender_lastname: Sender last name | string text
hs_sender_email: Sender e-mail | string text
hs_sender_company_name: Sender company | string text
hs_quote_number: Reference number | string text | readOnly
hs_quote_link: Quote link | string text | readOnly
hs_quote_amount: Quote amount | number number | readOnly calculated
hs_public_url_key: Public URL key | string text | readOnly
`

export const ORDERS_TABLE = `
hs_order_name: Order name | string text
hs_external_order_id: External order ID | string text
hs_external_order_status: Order status | string text
hs_external_created_date: External created date | datetime date
hs_source_store: Source store | string text
hs_currency_code: Currency | enumeration select
  USD=US Dollar; EUR=Euro
hs_subtotal_price: Subtotal | number number
hs_order_discount: Discount | number number
hs_tax: Tax | number number
hs_shipping_cost: Shipping cost | number number
hs_total_price: Total price | number number
hs_fulfillment_status: Fulfillment status | string text
hs_payment_processing_method: Payment processing method | string text
hs_shipping_tracking_number: Shipping tracking number | string text
hs_shipping_status_url: Shipping status URL | string text
hs_billing_address_name: Billing name | string text
hs_billing_address_email: Billing e-mail | string text
hs_billing_address_street: Billing street | string text
hs_billing_address_city: Billing city | string text
hs_billing_address_postal_code: Billing postal code | string text
hs_billing_address_country: Billing country | string text
hs_shipping_address_name: Shipping name | string text
hs_shipping_address_street: Shipping street | string text
hs_shipping_address_city: Shipping city | string text
hs_shipping_address_postal_code: Shipping postal code | string text
hs_shipping_address_country: Shipping country | string text
hs_pipeline: Order pipeline | enumeration select | external
hs_pipeline_stage: Order stage | enumeration select | external
`

export const LEADS_TABLE = `
hs_lead_name: Lead name | string text
hs_lead_type: Lead type | enumeration select
  NEW_BUSINESS=New business; RE_ATTEMPTING=Re-attempting; UPSELL=Upsell
hs_lead_label: Lead label | enumeration select
  HOT=Hot; WARM=Warm; COLD=Cold
hs_lead_source: Lead source | string text | readOnly
hs_lead_disqualification_reason: Disqualification reason | string text
hs_pipeline: Lead pipeline | enumeration select | external
hs_pipeline_stage: Lead pipeline stage | enumeration select | external
`

export const INVOICES_TABLE = `
hs_title: Title | string text
hs_number: Invoice number | string text | readOnly
hs_currency: Currency | enumeration select
  USD=US Dollar; EUR=Euro
hs_invoice_date: Invoice date | datetime date
hs_due_date: Due date | datetime date
hs_invoice_status: Invoice status | enumeration select
  draft=Draft; open=Open; paid=Paid; voided=Voided
hs_purchase_order_number: Purchase order number | string text
hs_comments: Comments | string textarea
hs_amount_billed: Amount billed | number number | readOnly calculated
hs_balance_due: Balance due | number number | readOnly calculated
`

/** Discounts, fees and taxes have the same ones. */
export const CHARGES_TABLE = `
hs_label: Label | string text
hs_type: Type | enumeration select
  FIXED=Fixed; PERCENT=Percent
hs_value: Value | number number
hs_sort_order: Sort order | number number
`

export const GOALS_TABLE = `
hs_goal_name: Goal name | string text
hs_target_amount: Target amount | number number
hs_start_datetime: Start | datetime date
hs_end_datetime: End | datetime date
hs_created_by_user_id: Created by user ID | number number | readOnly hidden
`

export const FEEDBACK_TABLE = `
hs_survey_name: Survey name | string text | readOnly
hs_survey_type: Survey type | enumeration select | readOnly
  CES=Customer effort; CSAT=Customer satisfaction; NPS=Net promoter score; CUSTOM=Custom
hs_response_group: Response group | string text | readOnly
hs_content: Response | string textarea | readOnly
hs_submission_timestamp: Submitted | datetime date | readOnly
hs_value: Rating | number number | readOnly
`
