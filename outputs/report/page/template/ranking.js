/* Areas of one level ranked by one figure: bars, or tiles if there are many. */
import { rankedBars, tiles } from "./bars.js";
import {
  AREAS,
  areasWithin,
  chartsOf,
  childrenOf,
  LEVELS,
  seriesOf,
  seriesOfChart,
} from "./data.js";
import { empty, figure, groupBy, h, more } from "./dom.js";
import { periodName, unitName } from "./format.js";
import { ask } from "./requests.js";
import { nameOf, state, t } from "./words.js";

const choice = { chart: null, level: null, day: null };
const MOST_BARS = 30;

export const ranking = () => {
  const topics = chartsOf("ranking")
    .map((chart) => ({ chart, sets: setsOf(chart) }))
    .filter(({ sets }) => sets.length);
  if (!topics.length) return empty(t("nothing_to_rank"));
  const topic = topics.find(({ chart }) => chart.code === choice.chart) ?? topics[0];
  const set = topic.sets.find(({ level, day }) => level === choice.level && day === choice.day) ??
    topic.sets.find(({ level }) => level === choice.level) ??
    topic.sets[0];
  return [
    rankingChoices(topics, topic, set),
    figure(rankingTitle(topic, set), rankingPicture(set)),
  ];
};

/* Three or more areas of a level with figures of the same day; high levels and late days first. */
const setsOf = (chart) => {
  const [series] = seriesOfChart(chart);
  const within = rankedWithin();
  const points = within.flatMap((area) =>
    seriesOf(area.code, series).map((point) => ({ ...point, level: area.level }))
  );
  const groups = [
    ...groupBy(points, (point) => `${point.level}|${point.period_end}`).values(),
  ].filter((group) => group.length > 2);
  return groups
    .map((group) => ({ level: group[0].level, day: group[0].period_end, points: ordered(group) }))
    .sort(
      (one, other) =>
        LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) || other.day.localeCompare(one.day),
    );
};
const ordered = (points) => points.sort((one, other) => other.value - one.value);

/* The areas below; for an area without any, its siblings. */
const rankedWithin = () => {
  const below = areasWithin(state.area).filter((area) => area.code !== state.area);
  return below.length ? below : childrenOf(AREAS.get(state.area).parent);
};

const rankingTitle = ({ chart }, { points, level }) =>
  `${nameOf(chart)} · ${t(level)} · ${periodName(points[0])}`;

const rankingPicture = ({ points }) => {
  const unit = h(
    "p",
    { class: "muted" },
    `${unitName(points[0].unit)} · ${points.length} ${t("of_areas")}`,
  );
  if (points.length <= MOST_BARS) {
    return [unit, rankedBars(points), h("p", { class: "note" }, t("whisker"))];
  }
  return [tiles(points), more(t("all_shown", { count: points.length }), rankedBars(points))];
};

const select = (label, options, chosen, change) =>
  h(
    "label",
    { class: "choice" },
    `${label} `,
    h(
      "select",
      {
        onchange: (event) => {
          change(event.target.value);
          ask("redraw", "ranking");
        },
      },
      options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
    ),
  );

const rankingChoices = (topics, topic, set) => {
  const levels = [...new Set(topic.sets.map(({ level }) => level))];
  const days = topic.sets.filter(({ level }) => level === set.level);
  return h(
    "div",
    { class: "choices" },
    select(
      t("what"),
      topics.map(({ chart }) => [chart.code, nameOf(chart)]),
      topic.chart.code,
      (code) => {
        choice.chart = code;
        choice.day = null;
      },
    ),
    select(
      t("level"),
      levels.map((level) => [level, t(level)]),
      set.level,
      (level) => {
        choice.level = level;
        choice.day = null;
      },
    ),
    select(
      t("day"),
      days.map(({ day, points }) => [day, periodName(points[0])]),
      set.day,
      (day) => {
        choice.level = set.level;
        choice.day = day;
      },
    ),
  );
};
