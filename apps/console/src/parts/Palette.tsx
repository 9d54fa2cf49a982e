import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Autocomplete, useFilter } from "react-aria-components/Autocomplete";
import { Header, Menu, MenuItem, MenuSection } from "react-aria-components/Menu";
import { Dialog, Modal, ModalOverlay } from "react-aria-components/Modal";
import { Input, TextField } from "react-aria-components/TextField";

import { operations } from "../operations.ts";
import { useProject } from "../project-context.ts";
import { choiceQuery } from "../queries.ts";
import { chooseTheme, themes } from "../theme.ts";
import { words } from "../words.ts";
import styles from "./Palette.module.css";
import { VisibleText } from "./VisibleText.tsx";

interface PaletteProps {
  readonly onClose: () => void;
  readonly onHelp: () => void;
  readonly onSignOut: () => void;
}

interface Command {
  readonly text: string;
  /** What it is about, in short: a method. */
  readonly note?: string;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

/** Everything that there is to go to or to do, found by a few letters. */
export default function Palette({ onClose, onHelp, onSignOut }: PaletteProps) {
  const { contains } = useFilter({ sensitivity: "base" });
  const [text, setText] = useState("");
  const sections = useCommands(text.trim(), { onHelp, onSignOut });
  return (
    <ModalOverlay
      className={styles["overlay"] ?? ""}
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={styles["modal"] ?? ""}>
        <Dialog className={styles["dialog"] ?? ""} aria-label={words.palette.open}>
          <Autocomplete filter={contains} inputValue={text} onInputChange={setText}>
            <TextField
              className={styles["search"] ?? ""}
              aria-label={words.palette.search}
              autoFocus
            >
              <Input className={styles["input"] ?? ""} placeholder={words.palette.search} />
            </TextField>
            <Menu
              className={styles["menu"] ?? ""}
              aria-label={words.palette.open}
              renderEmptyState={() => <p className={styles["none"]}>{words.palette.none}</p>}
            >
              {sections.map(([title, commands]) => (
                <MenuSection key={title} aria-label={title}>
                  <Header className={styles["title"]}>{title}</Header>
                  {commands.map((command) => (
                    <MenuItem
                      key={command.text}
                      id={`${title} ${command.text}`}
                      textValue={command.text}
                      isDisabled={command.isDisabled === true}
                      className={styles["item"] ?? ""}
                      onAction={() => {
                        onClose();
                        command.run();
                      }}
                    >
                      {command.note !== undefined && <small>{command.note}</small>}
                      <VisibleText text={command.text} />
                    </MenuItem>
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

type Section = readonly [title: string, commands: readonly Command[]];

function useCommands(
  text: string,
  { onHelp, onSignOut }: Omit<PaletteProps, "onClose">,
): readonly Section[] {
  const { session, hotspot } = useProject();
  const navigate = useNavigate();
  const { data: { configIds = [] } = {} } = useQuery(choiceQuery(hotspot));
  const { projectId, role } = session;
  const params = { projectId };
  const openConfig = (configId: string) =>
    void navigate({ to: "/p/$projectId/configs/$configId", params: { projectId, configId } });
  // The API finds no configuration by a part of its id: what is entered may be all of it.
  const isId = text !== "" && !/\s/.test(text) && !configIds.includes(text);
  return [
    [
      words.palette.views,
      [
        {
          text: words.project.configs,
          run: () => void navigate({ to: "/p/$projectId/configs", params }),
        },
        { text: words.project.docs, run: () => location.assign("/docs/") },
      ],
    ],
    [
      words.palette.operations,
      operations.map(({ id: operationId, method, summary }) => ({
        text: summary,
        note: method,
        run: () =>
          void navigate({
            to: "/p/$projectId/explorer/$operationId",
            params: { projectId, operationId },
          }),
      })),
    ],
    [
      words.palette.actions,
      [
        {
          text: words.configs.create,
          isDisabled: role.name === "reader",
          run: () =>
            void navigate({ to: "/p/$projectId/configs", params, search: { create: true } }),
        },
        ...themes.map((theme) => ({
          text: words.palette.theme(words.project.themes[theme]),
          run: () => chooseTheme(theme),
        })),
        { text: words.help.title, run: onHelp },
        { text: words.project.signOut, run: onSignOut },
      ],
    ],
    [
      words.palette.configs,
      [
        ...configIds.map((id) => ({ text: id, run: () => openConfig(id) })),
        ...(isId ? [{ text: words.palette.openConfig(text), run: () => openConfig(text) }] : []),
      ],
    ],
  ];
}
