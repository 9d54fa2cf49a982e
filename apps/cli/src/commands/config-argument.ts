import { oneWord } from "../argument.ts";

/** The configuration that a command is about. */
export const config = oneWord("CONFIG", "the id of the configuration, as config list shows it");
