import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { router } from "./router.tsx";
import { applyTheme } from "./theme.ts";
import { restrictSinks } from "./trusted-types.ts";

restrictSinks();
applyTheme();
const element = document.getElementById("root");
if (element === null) throw new Error("the page has no element to show the console in");
createRoot(element).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
