// The page of reports in confidence.
export function ReportPage() {
  return <h1 tabIndex={-1} />;
}
