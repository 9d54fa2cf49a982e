/** How much one project may have of what is limited for all: the others find room beside it. */
export const shareOf = (limit: number): number => Math.max(1, Math.floor((limit * 4) / 5));
