"""Changes between ledgers and the log of approvals, as text, Markdown, JSON, Atom and a workbook: pure functions."""
