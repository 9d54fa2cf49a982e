import { lazy, Suspense, useState } from "react";

import type { SampleCall } from "../code-samples/call.ts";
import { words } from "../words.ts";

const CodeDialog = lazy(() => import("./CodeDialog.tsx"));

/** A call with the credentials of the session; of its project unless another one is named. */
export type CallOfProject = SampleCall extends infer Call
  ? Call extends SampleCall
    ? Omit<Call, "baseUrl" | "auth" | "projectId"> & { readonly projectId?: string }
    : never
  : never;

/** A button that shows the call which an action makes, as code for other places than the console. */
export function AsCode({ call }: { readonly call: CallOfProject }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="quiet" onClick={() => setOpen(true)}>
        {words.code.open}
      </button>
      {isOpen && (
        <Suspense>
          <CodeDialog call={call} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
