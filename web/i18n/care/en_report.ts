// English of the report. The other languages follow its keys.
export const EN_REPORT = {} as const;
