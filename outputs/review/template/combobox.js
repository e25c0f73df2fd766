/* A field with suggestions: type part of a name or a code; arrows choose, Enter takes. */
import { h } from "../../report/page/template/dom.js";

const MOST_OPTIONS = 40;

/* Options have code, name, more (shown beside it) and other, words by which it is found too. */
const matching = (options, typed) => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = options.filter(({ code, name, more = "", other = "" }) => {
    const text = `${code} ${name} ${more} ${other}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const isNear = ({ code, name }) =>
    words.length > 0 && [code, name].some((text) => text.startsWith(words[0]));
  return [...found.filter(isNear), ...found.filter((one) => !isNear(one))].slice(0, MOST_OPTIONS);
};

export const combobox = (
  { id, label, value, text, options, onpick, isFree = false, faulty = false },
) => {
  let shown = [];
  let active = -1;
  const list = h("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
  const input = h("input", {
    id,
    role: "combobox",
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    "aria-invalid": faulty && "true",
    autocomplete: "off",
    spellcheck: "false",
    value: text,
    placeholder: "…",
  });

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (code) => {
    close();
    if (code !== value) onpick(code);
    else input.value = text;
  };
  const point = (place) => {
    active = shown.length ? (place + shown.length) % shown.length : -1;
    [...list.children].forEach((item, at) =>
      item.setAttribute("aria-selected", String(at === active))
    );
    if (active < 0) return;
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[active].id);
  };
  const open = (typed) => {
    shown = matching(options(), typed);
    list.replaceChildren(...shown.map((option, place) =>
      h(
        "li",
        {
          id: `${id}-${place}`,
          role: "option",
          "aria-selected": "false",
          onpointerdown: (event) => {
            event.preventDefault();
            pick(option.code);
          },
        },
        option.name,
        option.more && h("small", {}, ` ${option.more}`),
      )
    ));
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    point(typed ? 0 : -1);
  };
  /* What was typed: nothing, a code, the name of one option, or, if free, any code. */
  const take = () => {
    const typed = input.value.trim();
    if (typed === text) return close();
    const exact = options().filter(({ code, name }) => code === typed || name === typed);
    if (!typed || exact.length === 1) pick(typed && exact[0].code);
    else if (isFree) pick(typed);
    else {
      input.value = text;
      close();
    }
  };

  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => list.hidden && open(""));
  input.addEventListener("input", () => open(input.value));
  input.addEventListener("blur", take);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open("");
      else point(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active >= 0) pick(shown[active].code);
      else take();
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      input.value = text;
      close();
    }
  });
  return h("div", { class: "combobox" }, input, list);
};
