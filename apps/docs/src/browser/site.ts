import { addCopyButtons } from "./copy.ts";
import { followReading } from "./reading.ts";
import { addSearch } from "./search.ts";
import { addTabs } from "./tabs.ts";
import { switchTheme } from "./theme-choice.ts";

document.querySelector(".theme-button")?.addEventListener("click", switchTheme);

const menu = document.querySelector(".menu-button");
menu?.addEventListener("click", () => {
  const isOpen = document.body.classList.toggle("menu-open");
  menu.setAttribute("aria-expanded", String(isOpen));
});

addSearch();
addTabs();
addCopyButtons();
followReading();
