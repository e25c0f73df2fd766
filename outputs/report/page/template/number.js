/* A number on the page: a button that leads to where it comes from. */
const number = (point, { text, unit = false, class: look = "" } = {}) => {
  const label = text ?? shown(point);
  const name = `${pointName(point)}, ${areaName(point.area_code)}, ${periodName(point)}`;
  return h("button", {
    type: "button",
    class: `n ${look}`,
    title: [name, interval(point)].filter(Boolean).join("\n"),
    "aria-label": `${name}: ${withUnit(label, point.unit)}, ${t("show_provenance")}`,
    "data-id": point.kind === "metric" ? `${point.code}@${point.area_code}@${point.period_end}` : point.observation_id,
    onclick: () => openPanel(point),
  }, unit ? withUnit(label, point.unit) : label);
};

const figureNumber = (id, options) => (FIGURE.has(id) ? number(FIGURE.get(id), options) : null);

/* Marks: estimated or provisional; something about it is doubtful. */
const flag = (point) => {
  const doubtful = DOUBTFUL.has(point.observation_id ?? point.numerator_id);
  const marks = (["E", "P"].includes(point.status) ? point.status : "") + (doubtful ? "!" : "");
  return marks ? h("sup", { class: "flag", title: t("by_figures") }, marks) : null;
};

/* Whether it means something beside that of another area: an amount per head or a share does. */
const isComparable = (point) => point.kind === "metric" || ["standard", "ratio"].includes(definedAs(point).kind);

/* The change since the figure before, in percent or points, with its base. */
const changeOf = (point) => {
  const growth = point.kind === "indicator" && GROWTH.get(point.observation_id);
  const base = growth && FIGURE.get(growth.base_observation_id);
  if (!base) return null;
  const points = growth.growth == null;
  const amount = Number(points ? growth.change : growth.growth);
  return { growth, base, amount, points };
};

const changeText = ({ amount, points, growth }) => {
  if (!amount) return t("unchanged");
  const unit = points ? ` ${unitName(growth.change_unit)}` : "%";
  return `${amount > 0 ? "+" : ""}${Math.abs(amount) < 0.05 ? rounded(amount, 3) : fixed(amount, 1)}${unit}`;
};

const change = (point) => {
  const found = changeOf(point);
  if (!found) return "";
  const text = changeText(found) + (found.amount && !found.growth.sign_certain ? " ?" : "");
  return h("button", {
    type: "button",
    class: "n change",
    title: `${periodName(found.base)}: ${shown(found.base)}${found.growth.sign_certain ? "" : ` · ${t("uncertain_sign")}`}`,
    "aria-label": `${pointName(point)} ${text}, ${t("show_provenance")}`,
    onclick: () => openPanel(point),
  }, text);
};
