import type { Flow, Registry } from '../src/engine/flow.js';
import { cancellation } from './cancellation.js';
import { clarify } from './clarify.js';
import { coverage } from './coverage.js';
import { folioStatus } from './folio-status.js';
import { handOff } from './hand-off.js';
import { identifyCustomer } from './identify-customer.js';
import { inquiry } from './inquiry.js';
import { otherMatter } from './other-matter.js';
import { powerCheck } from './power-check.js';
import { prospect } from './prospect.js';
import { reboot } from './reboot.js';
import { reception } from './reception.js';
import { sameReport } from './same-report.js';
import { scheduleVisit } from './schedule-visit.js';
import { serviceFolio } from './service-folio.js';
import { INQUIRIES } from './shared/inquiry-topics.js';
import { MATTER_INTENTS } from './shared/matters.js';
import { overheardNotice } from './shared/overheard.js';
import { technicalSupport } from './technical-support.js';
import { verifyIdentity } from './verify-identity.js';

const FLOWS: readonly Flow[] = [
  reception,
  identifyCustomer,
  verifyIdentity,
  technicalSupport,
  sameReport,
  powerCheck,
  reboot,
  serviceFolio,
  scheduleVisit,
  folioStatus,
  cancellation,
  coverage,
  prospect,
  inquiry,
  otherMatter,
  clarify,
  handOff,
];

/** The procedure that each intent starts; those that are answers or courtesies start none. */
const BY_INTENT: readonly (readonly [intent: string, flow: Flow])[] = [
  ['technical_failure', technicalSupport],
  ['folio_status', folioStatus],
  ['reschedule_visit', folioStatus],
  ['service_cancellation', cancellation],
  ['coverage_new_service', coverage],
  ['talk_to_human', handOff],
  ...[...INQUIRIES.keys()].map((intent) => [intent, inquiry] as const),
  ...MATTER_INTENTS.map((intent) => [intent, otherMatter] as const),
  // What a customer asked to choose between two matters may say is neither of them.
  ['other', otherMatter],
];

/** All procedures of the product, and how the engine enters them. */
export const registry: Registry = {
  flows: new Map(FLOWS.map((flow) => [flow.id, flow])),
  entry: reception.id,
  handOff: handOff.id,
  clarify: clarify.id,
  byIntent: new Map(BY_INTENT.map(([intent, flow]) => [intent, flow.id])),
  overhear: overheardNotice,
};

export const makeRegistry = (): Registry => registry;

/** The version of each procedure. */
export const flowVersions: ReadonlyMap<string, number> = new Map(FLOWS.map(({ id, version }) => [id, version]));
