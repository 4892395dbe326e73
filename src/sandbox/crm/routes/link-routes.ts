import {createLabel, deleteLabel, listLabels, listLimits, updateLabel} from '../associations/labels-api.js'
import {createLinks, linkByDefault, removeLabels, removeLinks} from '../associations/link-batches.js'
import {
  createNamedLinks,
  deleteNamedLink,
  listTypeNames,
  putNamedLink,
  removeNamedLinks,
} from '../associations/named-links.js'
import {listLinks, listOtherLinks, readLinks, readOtherLinks} from '../associations/read-links.js'
import {deleteLink, putLink, putPlainLink} from '../associations/single-link.js'
import {aboutPair, type Route} from './route.js'

const LINKS = ['v4', '2026-03', '2026-09'] as const
const READS = ['v3', ...LINKS] as const
const PAIR = '{associations}/:type/:toType'
const ONE = '{objects}/:type/:name/associations'
const NAMED = `${ONE}/:toType/:toName/:association`
const LIMITS = '{associations}/definitions/configurations'

/** Links between records, and their types. */
export const LINK_ROUTES: readonly Route[] = [
  {method: 'POST', path: `${PAIR}/batch/create`, in: ['v3'], scope: 'write', answer: aboutPair(createNamedLinks)},
  {method: 'POST', path: `${PAIR}/batch/archive`, in: ['v3'], scope: 'write', answer: aboutPair(removeNamedLinks)},
  {method: 'PUT', path: NAMED, in: ['v3'], scope: 'write', answer: aboutPair(putNamedLink)},
  {method: 'DELETE', path: NAMED, in: ['v3'], scope: 'write', answer: aboutPair(deleteNamedLink)},
  {method: 'GET', path: `${PAIR}/types`, in: ['v3'], scope: 'read', answer: aboutPair(listTypeNames)},
  {method: 'POST', path: `${PAIR}/batch/create`, in: LINKS, scope: 'write', answer: aboutPair(createLinks)},
  {
    method: 'POST',
    path: `${PAIR}/batch/associate/default`,
    in: LINKS,
    scope: 'write',
    answer: aboutPair(linkByDefault),
  },
  {
    ...{method: 'POST', path: `${PAIR}/batch/read`, in: READS, scope: 'read'},
    ...{answer: aboutPair(readLinks), toOther: readOtherLinks},
  },
  {method: 'POST', path: `${PAIR}/batch/archive`, in: LINKS, scope: 'write', answer: aboutPair(removeLinks)},
  {method: 'POST', path: `${PAIR}/batch/labels/archive`, in: LINKS, scope: 'write', answer: aboutPair(removeLabels)},
  {method: 'GET', path: `${PAIR}/labels`, in: LINKS, scope: 'read', answer: aboutPair(listLabels)},
  {method: 'POST', path: `${PAIR}/labels`, in: LINKS, scope: 'schemaWrite', answer: aboutPair(createLabel)},
  {method: 'PUT', path: `${PAIR}/labels`, in: LINKS, scope: 'schemaWrite', answer: aboutPair(updateLabel)},
  {method: 'DELETE', path: `${PAIR}/labels/:name`, in: LINKS, scope: 'schemaWrite', answer: aboutPair(deleteLabel)},
  {method: 'GET', path: `${LIMITS}/:type/:toType`, in: LINKS, scope: 'read', answer: aboutPair(listLimits)},
  // The document of 2026-09 lacks this one alone.
  {
    ...{method: 'GET', path: `${ONE}/:toType`, in: ['v3', 'v4', '2026-03'], scope: 'read'},
    ...{answer: aboutPair(listLinks), toOther: listOtherLinks},
  },
  {method: 'PUT', path: `${ONE}/:toType/:toName`, in: LINKS, scope: 'write', answer: aboutPair(putLink)},
  {method: 'DELETE', path: `${ONE}/:toType/:toName`, in: LINKS, scope: 'write', answer: aboutPair(deleteLink)},
  {method: 'PUT', path: `${ONE}/default/:toType/:toName`, in: LINKS, scope: 'write', answer: aboutPair(putPlainLink)},
]
