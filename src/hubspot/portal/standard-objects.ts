import type {ObjectDefinition} from './portal-types.js'

/**
 * The objects every portal has and people push into. Contacts and companies need one of several properties when created
 * (email, firstname or lastname; domain or name), which `requiredProperties` cannot say: it lists only what each must
 * have.
 * Source: docs/hubspot-api.md#required-on-create.
 */
export const MAIN_OBJECTS: readonly ObjectDefinition[] = [
  standard('0-1', 'contacts', 'Contact', 'Contacts'),
  standard('0-2', 'companies', 'Company', 'Companies'),
  standard('0-3', 'deals', 'Deal', 'Deals', ['dealname', 'dealstage', 'pipeline']),
  standard('0-5', 'tickets', 'Ticket', 'Tickets', ['subject', 'hs_pipeline_stage', 'hs_pipeline']),
  standard('0-7', 'products', 'Product', 'Products', ['name']),
  standard('0-8', 'line_items', 'Line item', 'Line items'),
]

/** Objects that few push into: found by name, but not listed. */
export const OTHER_OBJECTS: readonly ObjectDefinition[] = [
  standard('0-14', 'quotes', 'Quote', 'Quotes'),
  standard('0-18', 'communications', 'Communication', 'Communications'),
  standard('0-27', 'tasks', 'Task', 'Tasks'),
  standard('0-46', 'notes', 'Note', 'Notes'),
  standard('0-47', 'meetings', 'Meeting', 'Meetings'),
  standard('0-48', 'calls', 'Call', 'Calls'),
  standard('0-49', 'emails', 'E-mail', 'E-mails'),
  standard('0-53', 'invoices', 'Invoice', 'Invoices'),
  standard('0-69', 'subscriptions', 'Subscription', 'Subscriptions'),
  standard('0-74', 'goal_targets', 'Goal', 'Goals'),
  standard('0-84', 'discounts', 'Discount', 'Discounts'),
  standard('0-85', 'fees', 'Fee', 'Fees'),
  standard('0-86', 'taxes', 'Tax', 'Taxes'),
  standard('0-101', 'commerce_payments', 'Payment', 'Payments'),
  standard('0-115', 'users', 'User', 'Users'),
  standard('0-116', 'postal_mail', 'Postal mail', 'Postal mail'),
  standard('0-123', 'orders', 'Order', 'Orders'),
  standard('0-136', 'leads', 'Lead', 'Leads'),
  standard('0-142', 'carts', 'Cart', 'Carts'),
  standard('0-162', 'services', 'Service', 'Services'),
  standard('0-410', 'courses', 'Course', 'Courses'),
  standard('0-420', 'listings', 'Listing', 'Listings'),
  standard('0-421', 'appointments', 'Appointment', 'Appointments'),
  standard('0-970', 'projects', 'Project', 'Projects'),
]

function standard(
  objectTypeId: string,
  name: string,
  singularLabel: string,
  label: string,
  requiredProperties: string[] = [],
): ObjectDefinition {
  return {name, objectTypeId, label, singularLabel, custom: false, requiredProperties}
}
