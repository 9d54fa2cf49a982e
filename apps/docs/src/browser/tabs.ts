const storageKey = "hotspot.samples";

/** Makes tabs of samples that stand side by side. What is chosen in one place is chosen in all. */
export function addTabs(): void {
  const groups = [...document.querySelectorAll(".samples")].map(makeTabs);
  const choose = (label: string) => {
    for (const show of groups) show(label);
  };
  document.addEventListener("sample", (event) => {
    if (!(event instanceof CustomEvent)) return;
    choose(String(event.detail));
    try {
      localStorage.setItem(storageKey, String(event.detail));
    } catch {
      // Storage may be forbidden: the choice holds for this page.
    }
  });
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem(storageKey);
  } catch {
    // As above.
  }
  choose(remembered ?? "");
}

/** @returns what shows the sample of a label, or the first where there is none of it */
function makeTabs(group: Element, number: number): (label: string) => void {
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Ways to make the call");
  const panels = [...group.querySelectorAll(".code")];
  const tabs = panels.map((panel, index) => {
    const label = panel.querySelector(".label")?.textContent ?? "";
    const tab = document.createElement("button");
    tab.type = "button";
    tab.textContent = label;
    tab.id = `tab-${number}-${index}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `sample-${number}-${index}`);
    panel.id = `sample-${number}-${index}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => {
      document.dispatchEvent(new CustomEvent("sample", { detail: label }));
    });
    list.append(tab);
    return tab;
  });
  list.addEventListener("keydown", ({ key }) => {
    const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next?.focus();
    next?.click();
  });
  group.prepend(list);
  group.classList.add("tabbed");
  return (label) => {
    const at = Math.max(
      0,
      tabs.findIndex(({ textContent }) => textContent === label),
    );
    for (const [index, tab] of tabs.entries()) {
      tab.setAttribute("aria-selected", String(index === at));
      tab.tabIndex = index === at ? 0 : -1;
      panels[index]?.toggleAttribute("hidden", index !== at);
    }
  };
}
