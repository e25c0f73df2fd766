/* Creates elements by code: no markup is parsed from strings, so none can be injected. */
export const h = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
};

const set = (element, key, value) => {
  if (value == null || value === false) return;
  if (key === "style") {
    for (const [name, part] of Object.entries(value)) element.style.setProperty(name, part);
  } else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else element.setAttribute(key, value === true ? "" : value);
};

/** @type {(id: string) => any} */
export const byId = (id) => document.getElementById(id);

/* Whether the page is drawn for paper, where nothing can be scrolled or opened. */
export const onPaper = () => document.documentElement.classList.contains("printing");

export const groupBy = (rows, keyOf) => {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return groups;
};

export const table = (heads, rows, attributes = {}) =>
  h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": attributes.label },
    h(
      "table",
      { class: attributes.class },
      attributes.label && h("caption", { class: "unseen" }, attributes.label),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map((head) => h("th", { scope: "col", class: head.class }, head.text ?? head)),
        ),
      ),
      h("tbody", {}, rows),
    ),
  );

export const figure = (title, ...parts) =>
  h("figure", { class: "card" }, h("figcaption", {}, title), ...parts);

export const empty = (text) => h("p", { class: "empty" }, text);

export const more = (summary, ...parts) =>
  h("details", { class: "more" }, h("summary", {}, summary), ...parts);

/* Whether a page is dark: as it was chosen, else as the browser prefers. */
export const isDark = (theme) =>
  (theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
