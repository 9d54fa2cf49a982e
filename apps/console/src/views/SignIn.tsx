import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";

import { Failure } from "../parts/Failure.tsx";
import { Segments } from "../parts/Segments.tsx";
import { TextInput } from "../parts/TextInput.tsx";
import { type Credentials, signIn } from "../session.ts";
import { words } from "../words.ts";
import styles from "./SignIn.module.css";

const route = getRouteApi("/");
const kinds = ["token", "accessKey"] as const;

/** The project of the place where to go after signing in; empty where that names none. */
function projectOf(place: string | undefined): string {
  try {
    return decodeURIComponent(/^\/p\/([^/?]+)/.exec(place ?? "")?.[1] ?? "");
  } catch {
    return "";
  }
}

function credentialsOf(form: FormData): Credentials {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  if (form.has("token")) return { token: text("token") };
  const securityToken = text("securityToken");
  return {
    accessKey: text("accessKey"),
    secretKey: text("secretKey"),
    ...(securityToken !== "" && { securityToken }),
  };
}

export function SignIn() {
  const { redirect, expired } = route.useSearch();
  const navigate = useNavigate();
  const [kind, setKind] = useState<(typeof kinds)[number]>("token");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const projectId = String(form.get("project")).trim();
    setBusy(true);
    setError(undefined);
    try {
      // Loaded only now: most of it is the client.
      const { verify } = await import("../verify.ts");
      signIn(await verify(projectId, credentialsOf(form)));
      const isThere =
        redirect !== undefined &&
        // Of the explorer of any project: the documentation leads there.
        (redirect.startsWith("/explorer/") || projectOf(redirect) === projectId);
      await (isThere
        ? navigate({ href: redirect })
        : navigate({ to: "/p/$projectId/configs", params: { projectId } }));
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  const project = projectOf(redirect);
  const secret = { type: "password", required: true } as const;
  return (
    <main className={styles["page"]}>
      <title>{words.signIn.title}</title>
      <form className={styles["card"]} onSubmit={(event) => void submit(event)}>
        <header>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="32" height="32" />
          <h1>{words.signIn.title}</h1>
          <p>{words.signIn.lead}</p>
        </header>
        {expired === true && error === undefined && <p role="alert">{words.signIn.expired}</p>}
        <TextInput
          isMono
          label={words.signIn.project}
          name="project"
          autoComplete="username"
          defaultValue={project}
          autoFocus={project === ""}
          required
        />
        <Segments
          legend={words.signIn.kind}
          choices={kinds}
          names={words.signIn}
          chosen={kind}
          onChoose={setKind}
        />
        {kind === "token" ? (
          <TextInput
            isMono
            key="token"
            label={words.signIn.token}
            name="token"
            autoComplete="current-password"
            autoFocus={project !== ""}
            {...secret}
          />
        ) : (
          <>
            <TextInput isMono label={words.signIn.accessKey} name="accessKey" required />
            <TextInput
              isMono
              label={words.signIn.secretKey}
              name="secretKey"
              autoComplete="current-password"
              {...secret}
            />
            <TextInput
              isMono
              label={words.signIn.securityToken}
              hint={words.signIn.securityTokenHint}
              name="securityToken"
              {...secret}
              required={false}
            />
          </>
        )}
        {error !== undefined && <Failure error={error} />}
        <button type="submit" className="primary" aria-disabled={busy}>
          {busy ? words.signIn.submitting : words.signIn.submit}
        </button>
      </form>
      <p className={styles["help"]}>
        <code>{words.signIn.helpCommand}</code> {words.signIn.help}{" "}
        <a href="/docs/authentication.html">{words.signIn.helpLink}</a>
      </p>
    </main>
  );
}
