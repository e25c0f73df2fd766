/* Early warnings: those of the area one by one, those of the areas below it by kind. */
import { areaLink } from "./bars.js";
import { ALERTS, FIGURE, here, RULES, termsOf } from "./data.js";
import { empty, groupBy, h, more } from "./dom.js";
import { areaName, pointName } from "./format.js";
import { figureNumber } from "./number.js";
import { inLanguage, state, t } from "./words.js";

const SEVERITIES = ["critical", "warning", "info"];

export const alerts = () => {
  const all = here(ALERTS).sort(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      other.period_end.localeCompare(one.period_end),
  );
  if (!all.length) return empty(t("no_alerts"));
  const standing = all.filter((alert) => alert.state !== "cleared");
  const own = standing.filter((alert) => alert.area_code === state.area);
  const below = standing.filter((alert) => alert.area_code !== state.area);
  const lifted = all.filter((alert) => alert.state === "cleared");
  return [
    h(
      "h3",
      {},
      `${t("standing")} · ${areaName(state.area)} `,
      h("span", { class: "count" }, own.length),
    ),
    own.length ? h("ul", { class: "alerts card" }, own.map(alertItem)) : empty(t("none")),
    below.length > 0 && [
      h("h3", {}, `${t("below")} `, h("span", { class: "count" }, below.length)),
      h(
        "ul",
        { class: "alerts card" },
        [...groupBy(below, (alert) => alert.alert_code).values()].map(alertGroup),
      ),
    ],
    lifted.length > 0 &&
    more(
      `${t("earlier")} (${lifted.length})`,
      h("ul", { class: "alerts card" }, lifted.map(alertItem)),
    ),
  ];
};

const severity = (alert) => h("span", { class: `severity ${alert.severity}` }, t(alert.severity));

const alertGroup = (group) =>
  group.length === 1 ? alertItem(group[0]) : h(
    "li",
    {},
    more(
      [
        severity(group[0]),
        ` ${inLanguage(group[0], "alert_name")} `,
        h("span", { class: "count" }, group.length),
      ],
      h("ul", { class: "alerts" }, group.map(alertItem)),
    ),
  );

const alertItem = (alert) =>
  h(
    "li",
    {},
    h("div", {}, severity(alert), " ", messageOf(alert)),
    h(
      "div",
      { class: "muted" },
      areaLink(alert.area_code),
      ` · ${t(alert.state)} `,
      figuresOf(alert).map((id) =>
        h("span", {}, ` · ${pointName(FIGURE.get(id))} `, figureNumber(id, { unit: true }))
      ),
    ),
  );

/* The failed rule that an alert is about; its code is in the alert's breakdown. */
const ruleOf = (alert) =>
  RULES.find(
    (rule) =>
      rule.rule_code === alert.breakdown &&
      rule.area_code === alert.area_code &&
      rule.period_end === alert.period_end,
  );
const messageOf = (alert) => {
  const rule = ruleOf(alert);
  return rule
    ? `${areaName(rule.area_code)} · ${inLanguage(rule, "message")}`
    : inLanguage(alert, "message");
};

/* The figures that an alert is about; for a rule, those of its terms. */
const figuresOf = (alert) => {
  const terms = termsOf(alert.breakdown, alert);
  return [
    alert.observation_id,
    alert.base_observation_id,
    ...terms.map((term) => term.observation_id),
  ].filter((id) => FIGURE.has(id));
};
