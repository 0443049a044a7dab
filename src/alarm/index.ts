export {
  type Acknowledgement,
  type Alarm,
  alarmId,
  type Cause,
  isOnBoard,
  type Phase,
  phaseOf,
  quietAlarm,
  type Withheld,
  wholeRun,
} from "./alarm.ts";
export {
  type AlarmEvent,
  alarmEventSchema,
  type ConditionEvent,
  isOperatorEvent,
  type OperatorEvent,
} from "./alarm-event.ts";
export {
  type AlarmBook,
  type AlarmEntry,
  advance,
  advanceTo,
  type BookStep,
  emptyBook,
  longBlindS,
  replay,
} from "./book.ts";
export { blindCondition, type Condition, conditionsOf } from "./condition.ts";
export { ConditionFilter, sameFaultS } from "./condition-filter.ts";
export { AlarmHistory, type AlarmInput } from "./history.ts";
export { longestShelfS, type Transition, transition } from "./life-cycle.ts";
export { isMoreUrgent, type Priority, priorities } from "./priority.ts";
export type { LoopPlace } from "./sentence.ts";
