/** Marks, in the contents of the page, the section that is being read. */
export function followReading(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".contents a")];
  const headings = links.flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading === null ? [] : [{ link, heading }];
  });
  if (headings.length === 0) return;
  const mark = () => {
    const read = headings.filter(({ heading }) => heading.getBoundingClientRect().top < 120);
    const here = read.at(-1) ?? headings[0];
    for (const { link } of headings) {
      if (link === here?.link) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const list = here?.link.closest(".contents");
    if (here === undefined || !(list instanceof HTMLElement)) return;
    const place = here.link.getBoundingClientRect();
    const { top, bottom } = list.getBoundingClientRect();
    const isSeen = place.top > top + 40 && place.bottom < bottom - 40;
    if (!isSeen) list.scrollTop += place.top - (top + bottom) / 2;
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}
