import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";

import type { Operation } from "../operations.ts";
import { CodePanel } from "../parts/CodePanel.tsx";
import { useProject } from "../project-context.ts";
import { choiceQuery } from "../queries.ts";
import { words } from "../words.ts";
import { BodyEditor, write } from "./BodyEditor.tsx";
import { readInput } from "./call.ts";
import { ExchangePanel } from "./ExchangePanel.tsx";
import { ParameterField } from "./ParameterField.tsx";
import { PreferField } from "./PreferField.tsx";
import styles from "./Request.module.css";
import { type Exchange, send } from "./send.ts";

/** A request of an operation: what is sent, the same as code, and what came back. */
export function Request({ operation }: { readonly operation: Operation }) {
  const { session, hotspot } = useProject();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: { configIds = [], isMock = false } = {} } = useQuery(choiceQuery(hotspot));
  const [entered, setEntered] = useState<Readonly<Record<string, string | undefined>>>(
    useSearch({ strict: false }),
  );
  const [text, setText] = useState(() => write(operation.body?.examples[0]?.value));
  const [prefer, setPrefer] = useState<string>();
  const [exchange, setExchange] = useState<Exchange>();
  /** What cancels the call under way. */
  const [sending, setSending] = useState<AbortController>();

  const given = Object.fromEntries(
    operation.parameters.flatMap(({ name, required = false, example }) => {
      const own = { project_id: session.projectId, config_id: configIds[0] }[name];
      const value = entered[name] ?? (required ? (own ?? String(example)) : undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const { parameterProblems, bodyProblems, body, call } = readInput(operation, given, text);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending !== undefined) return;
    const controller = new AbortController();
    setSending(controller);
    // The address keeps what was sent.
    void navigate({ to: ".", search: entered, replace: true });
    const sentBody = operation.body === undefined ? undefined : text;
    const input = { parameters: given, body: sentBody, prefer };
    const ended = await send(session, operation, input, controller.signal);
    setExchange(ended);
    setSending(undefined);
    // Credentials that are not accepted would lead to the form to sign in, away from the answer.
    const isRefused = ended.answer?.status === 401;
    if (operation.method !== "GET" && !isRefused) void queries.invalidateQueries();
  }

  const sendLabel = call === undefined ? words.explorer.sendAnyway : words.explorer.send;
  return (
    // What is wrong may be sent on purpose: no part of the form may refuse it.
    <form noValidate className={styles["request"]} onSubmit={(event) => void submit(event)}>
      <div className={styles["bar"]}>
        <strong>{operation.method}</strong>
        <code>{addressOf(operation, given)}</code>
        {sending !== undefined && (
          <button
            type="button"
            className="button"
            onClick={() => sending.abort(new Error(words.explorer.noAnswer))}
          >
            {words.task.cancel}
          </button>
        )}
        <button type="submit" className="primary" aria-disabled={sending !== undefined}>
          {sending === undefined ? sendLabel : words.explorer.sending}
        </button>
      </div>
      <div className={styles["input"]}>
        <h2>{words.explorer.parameters}</h2>
        {operation.parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={given[parameter.name]}
            messages={(parameterProblems.get(parameter.name) ?? []).map(({ message }) => message)}
            choices={parameter.name === "config_id" ? configIds : undefined}
            onChange={(value) => setEntered({ ...entered, [parameter.name]: value })}
          />
        ))}
        {operation.body !== undefined && (
          <BodyEditor
            body={operation.body}
            text={text}
            value={body}
            problems={bodyProblems}
            onChange={setText}
          />
        )}
      </div>
      <div className={styles["beside"]}>
        {isMock && <PreferField answers={operation.answers} value={prefer} onChange={setPrefer} />}
        <ExchangePanel exchange={exchange} />
        {call === undefined ? (
          <p className={styles["none"]}>{words.explorer.noCode}</p>
        ) : (
          <CodePanel call={call} />
        )}
      </div>
    </form>
  );
}

/** The path with its parameters, and the query. */
function addressOf({ path, parameters }: Operation, given: Readonly<Record<string, string>>) {
  const filled = path.replaceAll(
    /\{(\w+)\}/g,
    (placeholder, name: string) => encodeText(given[name] ?? "") || placeholder,
  );
  const query = parameters.flatMap(({ name, in: place }) => {
    const value = given[name];
    return place === "query" && value !== undefined ? [`${name}=${encodeText(value)}`] : [];
  });
  return query.length === 0 ? filled : `${filled}?${query.join("&")}`;
}

/** To be read: half of a surrogate pair has no encoding. */
const encodeText = (text: string) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, "\ufffd"));
