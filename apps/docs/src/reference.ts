// Redoc takes its colours from a class of the root; Starlight's switch sets an attribute.
const root = document.documentElement;
const follow = () => {
  const theme = root.dataset["theme"] === "light" ? "light" : "dark";
  if (root.classList.contains(theme)) return;
  root.classList.remove("light", "dark");
  root.classList.add(theme);
};
follow();
new MutationObserver(follow).observe(root, { attributeFilter: ["class", "data-theme"] });

// A link of the menu leads to another part of this page: the menu must not stay above it.
addEventListener("hashchange", () => {
  const menu = document.getElementById("starlight__sidebar");
  if (menu?.matches(":popover-open")) menu.hidePopover();
});
