const focusable = "a[href], :is(button, input, select, textarea):enabled, summary, [tabindex]";

/**
 * Where the element that has the focus is removed, the first one of what was around it gets the focus:
 * the keyboard goes on from there, and not from the top of the page.
 *
 * @returns what ends it
 */
export function keepFocusIn(root: HTMLElement): () => void {
  let focused: Element | null = null;
  const ended = new AbortController();
  const { signal } = ended;
  root.addEventListener("focusin", () => (focused = document.activeElement), { signal });
  // It takes the focus from where it is, also if it gives it to nothing else.
  addEventListener("pointerdown", () => (focused = null), { signal, capture: true });
  const observer = new MutationObserver((records) => {
    if (document.activeElement !== document.body) return;
    const removal = records.find(({ removedNodes }) =>
      [...removedNodes].some((node) => focused !== null && node.contains(focused)),
    );
    let place = removal?.target;
    for (; place instanceof Element; place = place.parentNode ?? undefined) {
      const next = place.querySelector<HTMLElement>(focusable);
      if (next !== null) return next.focus({ preventScroll: true });
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    ended.abort();
  };
}
