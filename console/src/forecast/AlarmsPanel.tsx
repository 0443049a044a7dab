import type { ForecastAnswer } from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { useUnits } from "../state/use-console.ts";
import { sentence } from "../words/format.ts";
import {
  type Alarm,
  alarmName,
  chanceWords,
  differenceWords,
  whenBand,
  whenWords,
} from "./forecast-words.ts";

/** Below this a passing is told, but asks for nothing. */
const LIKELY = 0.5;

/** When each limit is passed, a pump loses prime, a loop is empty; beside each other under each alternative. */
export function AlarmsPanel({ forecast }: { forecast: ForecastAnswer }) {
  const { alternatives, horizonS, members } = forecast;
  const units = useUnits();
  const events = alternatives[0]!.alarms.map((alarm, at) => ({
    alarm,
    own: alternatives.map(({ alarms }) => alarms[at]!),
  }));
  const happening = events.filter(({ own }) => own.some((alarm) => alarm.members > 0));
  const quiet = events.filter((event) => !happening.includes(event));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel forecast-alarms" aria-labelledby="alarms-title" tabIndex={0}>
      <div className="panel-head">
        <h2 id="alarms-title">Predicted alarms</h2>
        <span className="caption">median, and 5 to 95 % of the members in which it happens</span>
      </div>
      <table className="stacks">
        <thead>
          <tr>
            <th scope="col">Event</th>
            {alternatives.map(({ name }) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {happening.map(({ alarm, own }) => (
            <tr key={alarm.name}>
              <th scope="row">
                <b>{alarmName(alarm.name, units)}</b>
                <span className="dim">{sentence(alarm.means)}</span>
              </th>
              {own.map((each, at) => (
                <td key={alternatives[at]!.name} data-name={alternatives[at]!.name}>
                  <AlarmCell alarm={each} horizonS={horizonS} sound={members.sound} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {quiet.length > 0 && (
        <p className="caption forecast-quiet">
          In no member: {quiet.map(({ alarm }) => alarmName(alarm.name, units)).join("; ")}.
        </p>
      )}
    </section>
  );
}

interface AlarmCellProps {
  readonly alarm: Alarm;
  readonly horizonS: number;
  readonly sound: number;
}

function AlarmCell({ alarm, horizonS, sound }: AlarmCellProps) {
  const chance = alarm.probability.estimate ?? alarm.probability.p05;
  const [shape, tone] =
    alarm.members === 0
      ? (["circle", "ok"] as const)
      : chance >= LIKELY
        ? (["triangle", "alarm"] as const)
        : (["diamond", "caution"] as const);
  const band = whenBand(alarm);
  const difference = differenceWords(alarm);
  return (
    <>
      <span className={`chip tone-${tone}`}>
        <StatusShape shape={shape} tone={tone} />
        {whenWords(alarm, horizonS, sound)}
      </span>
      {band !== "" && <span className="dim">{band}</span>}
      <span>{chanceWords(alarm, sound)}</span>
      {difference !== null && <span className="forecast-change">{difference}</span>}
    </>
  );
}
