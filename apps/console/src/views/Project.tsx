import { AuthenticationError } from "@hotspot-session/client";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";

import { keepFocusIn } from "../parts/keep-focus.ts";
import { OfflineNotice } from "../parts/OfflineNotice.tsx";
import { Shortcuts } from "../parts/Shortcuts.tsx";
import { ThemeChoice } from "../parts/ThemeChoice.tsx";
import { ProjectProvider } from "../project-context.ts";
import { currentSession, type Session, signOut } from "../session.ts";
import { clientOf } from "../verify.ts";
import { visible } from "../visible.ts";
import { words } from "../words.ts";
import styles from "./Project.module.css";
import { readerReason } from "./reader-reason.ts";

/** The frame of every view of a project: whose it is, where else to go, and the way out. */
export function Project() {
  const session = currentSession();
  // Signing out leaves this view: there is nothing more to show.
  return session === undefined ? null : <SignedIn session={session} />;
}

function SignedIn({ session }: { readonly session: Session }) {
  const router = useRouter();
  const context = useMemo(() => ({ session, hotspot: clientOf(session) }), [session]);
  const queries = useMemo(() => {
    const onError = (error: unknown) => {
      if (!(error instanceof AuthenticationError)) return;
      const { href } = router.latestLocation;
      signOut();
      void router.navigate({ to: "/", search: { redirect: href, expired: true } });
    };
    // The client repeats what may succeed. A new session starts with nothing that another one read.
    return new QueryClient({
      queryCache: new QueryCache({ onError }),
      defaultOptions: { queries: { retry: false } },
    });
  }, [router, session]);
  const content = useRef<HTMLElement>(null);
  useEffect(() => (content.current === null ? undefined : keepFocusIn(content.current)), []);
  // A new view takes the focus, so that the keyboard and a screen reader begin where it does.
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged }) => {
        if (pathChanged) content.current?.focus({ preventScroll: true });
      }),
    [router],
  );
  const leave = () => {
    signOut();
    void router.navigate({ to: "/" });
  };
  const { projectId, role } = session;
  return (
    <ProjectProvider value={context}>
      <QueryClientProvider client={queries}>
        <a className={styles["skip"]} href="#content">
          {words.project.skip}
        </a>
        <header className={styles["header"]}>
          <Link to="/p/$projectId/configs" params={{ projectId }} className={styles["brand"]}>
            <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="22" height="22" />
            {words.product}
          </Link>
          <p className={styles["project"]} title={visible(projectId)}>
            <span className="hidden">{words.project.current}</span>
            <bdi>{visible(projectId)}</bdi>
          </p>
          <nav className={styles["nav"]} aria-label={words.project.navigation}>
            <Link to="/p/$projectId/configs" params={{ projectId }}>
              {words.project.configs}
            </Link>
            <Link to="/p/$projectId/explorer" params={{ projectId }}>
              {words.project.explorer}
            </Link>
            <a href="/docs/">{words.project.docs}</a>
          </nav>
          <div className={styles["account"]}>
            <Shortcuts onSignOut={leave} />
            <span className={styles["role"]}>{words.project[role.name]}</span>
            <ThemeChoice />
            <button type="button" className="quiet" onClick={leave}>
              {words.project.signOut}
            </button>
          </div>
        </header>
        <OfflineNotice />
        {role.name === "reader" && (
          <p id={readerReason} className={styles["reader"]}>
            {role.reason}
          </p>
        )}
        <main id="content" ref={content} tabIndex={-1} className={styles["main"]}>
          <Outlet />
        </main>
      </QueryClientProvider>
    </ProjectProvider>
  );
}
