import { cancellationEffects } from './cancellation-effects.js';
import type { CaseDeps } from './case-deps.js';
import { checkCoverage } from './check-coverage.js';
import { checkLine } from './check-line.js';
import type { Effect, EffectName } from './effect.js';
import { findFailure } from './find-failure.js';
import { findFolio } from './find-folio.js';
import { openFolio, updateFolio } from './folio-effects.js';
import { findHelp } from './help-effects.js';
import { identify } from './identify.js';
import { identityEffects } from './identity-effects.js';
import { inquiryEffects } from './inquiry-effects.js';
import { recordProspect } from './record-prospect.js';
import { bookVisit, cancelVisit, findSlots } from './visit-effects.js';

/** The effects of cases, under the names by which procedures ask for them; the desk has the others. */
export const caseEffects = (deps: CaseDeps): Record<Exclude<EffectName, 'openHandOff'>, Effect> => ({
  identify: identify(deps),
  checkLine: checkLine(deps),
  openFolio: openFolio(deps),
  updateFolio: updateFolio(deps),
  findSlots: findSlots(deps),
  bookVisit: bookVisit(deps),
  cancelVisit: cancelVisit(deps),
  findFolio: findFolio(deps),
  findFailure: findFailure(deps),
  checkCoverage: checkCoverage(deps),
  recordProspect: recordProspect(deps),
  findHelp: findHelp(deps),
  ...cancellationEffects(deps),
  ...identityEffects(deps),
  ...inquiryEffects(deps),
});
